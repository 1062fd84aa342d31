"""What the app serves, to whom, and with which headers."""

import gzip
import http.client
import re

import pytest

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
    "img-src 'self' data:", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
}  # fmt: skip
NOBODY = "00000000-0000-0000-0000-000000000000"
STATIC = re.compile(r'"(/static/[a-z]+-[0-9a-f]{16}\.[a-z]+)"')


def policy(answer):
    return set(answer.headers["content-security-policy"].split("; "))


@pytest.fixture(scope="module")
def page(toy, run):
    answer = run.get(f"{toy.url}assess?assessment=a")
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("", 200),
        ("assess?assessment=a", 200),
        ("health", 200),
        ("report?assessment=unknown", 404),
        ("report", 400),
        ("static/page-0000000000000000.css", 404),
        ("nowhere", 404),
        (f"api/kernels/{NOBODY}", 404),
        (f"api/kernels/{NOBODY}/channels", 403),
    ],
)
def test_every_answer_carries_the_strict_headers(toy, run, path, status):
    answer = run.get(f"{toy.url}{path}")
    if path.endswith("channels"):
        assert answer.status_code >= 400
    else:
        assert answer.status_code == status
    assert policy(answer) == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert "server" not in answer.headers
    assert "set-cookie" not in answer.headers


def test_a_page_has_no_script_or_style_of_its_own(page):
    scripts = re.findall(r"<script([^>]*)>", page.text)
    assert scripts
    assert all("src=" in script or "application/json" in script for script in scripts)
    assert "<style" not in page.text
    assert not re.search(r"\son\w+=|javascript:|style=", page.text)
    outside = re.findall(r'(?:src|href)="(?:https?:)?//', page.text)
    assert not outside


def test_static_files_are_compressed_and_kept_for_ever(toy, run, page):
    files = set(STATIC.findall(page.text))
    assert {file.split("-")[0] for file in files} >= {
        "/static/page",
        "/static/host",
        "/static/form",
    }
    for file in files:
        answer = run.get(f"{toy.url}{file[1:]}", {"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        plain = run.get(f"{toy.url}{file[1:]}", {"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.content == answer.content


def test_what_goes_over_the_wire_is_the_compressed_body(toy, page):
    file = next(file for file in STATIC.findall(page.text) if "host" in file)
    connection = http.client.HTTPConnection("127.0.0.1", toy.port, timeout=10)
    connection.request("GET", file, headers={"Accept-Encoding": "gzip"})
    body = connection.getresponse().read()
    connection.close()
    assert b"export" not in body
    assert b"WebSocket" in gzip.decompress(body)


def test_another_hash_is_not_there(toy, run, page):
    file = next(iter(STATIC.findall(page.text)))
    other = re.sub(r"-[0-9a-f]{16}", "-0123456789abcdef", file)
    assert run.get(f"{toy.url}{other[1:]}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "voila/files/home.ipynb", "voila/static/voila.js", "voila/templates/lab/static/main.js",
        "voila/labextensions/x", "voila/render/assess.ipynb", "voila/tree", "api/contents",
        "api/kernels", "login", "assess.ipynb", "toy.py", "static/../toy.py", "files/toy.py",
    ],
)  # fmt: skip
def test_nothing_else_is_served(toy, run, path):
    answer = run.get(f"{toy.url}{path}")
    assert answer.status_code == 404
    assert "There is no page here" in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["", "assess", "report", f"api/kernels/{NOBODY}"])
def test_nothing_can_be_changed_by_http(toy, run, method, path):
    answer = run.get(f"{toy.url}{path}", method=method)
    assert answer.status_code in {403, 405}
    assert policy(answer) == POLICY


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "10.0.0.1"]
)
@pytest.mark.parametrize("path", ["", "health", "report?assessment=a", "static/page-0.css", "x"])
def test_a_foreign_name_for_this_computer_is_refused(toy, run, host, path):
    answer = run.get(f"{toy.url}{path}", {"Host": host})
    assert answer.status_code in {403, 404}
    assert "data-kernel-id" not in answer.text
    assert path in {"static/page-0.css", "x"} or answer.status_code == 403


def test_the_usual_names_are_taken(toy, run):
    for host in (f"localhost:{toy.port}", f"127.0.0.1:{toy.port}"):
        assert run.get(f"{toy.url}health", {"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    ],
)
def test_a_foreign_page_cannot_start_kernels(toy, run, asked):
    answer = run.get(f"{toy.url}assess", asked)
    assert answer.status_code == 403
    assert "data-kernel-id" not in answer.text


# reports


@pytest.fixture(scope="module")
def report(toy):
    folder = toy.outputs / "stop-search-1"
    folder.mkdir()
    (folder / "stop-search-1.html").write_text("<!DOCTYPE html><title>It</title>", "utf-8")
    (toy.outputs / "secret.html").write_text("secret", "utf-8")
    (toy.folder / "secret.html").write_text("secret", "utf-8")
    (toy.outputs / "linked").mkdir()
    (toy.outputs / "linked" / "linked.html").symlink_to(toy.folder / "secret.html")
    return f"{toy.url}report?assessment="


def test_a_report_is_a_document_of_its_own(report, run):
    answer = run.get(f"{report}stop-search-1")
    assert answer.status_code == 200
    assert answer.text == "<!DOCTYPE html><title>It</title>"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= policy(answer)
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "name",
    [
        "../secret", "..", ".", "", "%2e%2e", "..%2fsecret", "a/b", "%2Fetc%2Fpasswd", "A", "a.html",
        "a%00", "a%0a", "%E2%80%A6", "x" * 81, "stop-search-1%0A", "..\\secret", "secret.html",
    ],
)  # fmt: skip
def test_only_an_id_names_a_report(report, run, name):
    answer = run.get(f"{report}{name}")
    assert answer.status_code == 400
    assert "secret" not in answer.text


@pytest.mark.parametrize("name", ["secret", "linked", "never-made"])
def test_what_is_not_a_report_is_not_there(report, run, name):
    answer = run.get(f"{report}{name}")
    assert answer.status_code == 404
    assert f"answerable run {name}" in answer.text

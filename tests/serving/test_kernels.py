"""Kernels: what they know, how many there are, and when they end."""

import json
import re
import signal
from contextlib import ExitStack

import pytest
from websockets.sync.client import connect

from answerable.serving.identity import system_person
from answerable.wording import say

V1 = "v1.kernel.websocket.jupyter.org"
HUSH = {
    "AWS_SECRET_ACCESS_KEY": "hush-hush", "DATABASE_PASSWORD": "hush-hush",
    "GITHUB_TOKEN": "hush-hush", "SSH_AUTH_SOCK": "/hush-hush", "JUPYTER_TOKEN": "hush-hush",
    "ANSWERABLE_SIGNING_KEY": "hush-hush", "HTTP_COOKIE": "hush-hush", "LC_ALL": "C.UTF-8",
}  # fmt: skip


def shown(page):
    """Return what the notice on a page says."""
    text = re.search(r'id="notice">.*?<p>(.*?)</p>', page, re.DOTALL)
    assert text, page
    return text[1].replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")


@pytest.fixture
def connected(run):
    """Open pages that stay connected: `connected(server)` returns the kernel's id."""
    with ExitStack() as stack:

        def open_page(server):
            kernel = run.kernel_id(run.get(f"{server.url}assess").text)
            url = f"ws://127.0.0.1:{server.port}/api/kernels/{kernel}/channels?session_id=s"
            origin = server.url.rstrip("/")
            socket = connect(url, origin=origin, subprotocols=[V1], open_timeout=10)
            stack.enter_context(socket)
            return kernel

        yield open_page


def test_a_kernel_learns_no_secrets(serve_both, run):
    server = serve_both(environment=HUSH)
    page = run.get(f"{server.url}assess?fault=environment&assessment=a%26b").text
    environment = json.loads(shown(page).strip("'").replace("\\\\", "\\"))
    assert "hush-hush" not in page
    assert environment["LC_ALL"] == "C.UTF-8"
    assert environment["QUERY_STRING"] == "fault=environment&assessment=a%26b"
    assert "ANSWERABLE_STORE" not in environment
    assert json.loads(environment["ANSWERABLE_PERSON"]) == vars(system_person())
    static = json.loads(environment["ANSWERABLE_STATIC"])
    assert static["home"] == "/"
    assert static["assess"] == "/assess"
    assert static["report"] == "/report"
    assert re.fullmatch(r"/static/bank-[0-9a-f]{16}\.json", static["bank"])
    for process in (*server.kernels(), *filter(None, [server.zygote()])):
        assert "hush-hush" not in str(process.environ())


def test_a_kernel_ends_soon_after_its_page_is_gone(serve_both, run, connected):
    server = serve_both(settings={"gone_after": 1, "unclaimed_after": 60})
    kept = connected(server)
    with ExitStack() as short:
        kernel = run.kernel_id(run.get(f"{server.url}assess").text)
        url = f"ws://127.0.0.1:{server.port}/api/kernels/{kernel}/channels?session_id=s"
        origin = server.url.rstrip("/")
        short.enter_context(connect(url, origin=origin, subprotocols=[V1], open_timeout=10))
        assert len(server.kernels()) == 2
    run.until(lambda: len(server.kernels()) == 1, "the kernel of the closed page ends", 10)
    assert run.get(f"{server.url}api/kernels/{kernel}").status_code == 404
    assert run.get(f"{server.url}api/kernels/{kept}").status_code == 200


def test_a_kernel_whose_page_never_connects_ends_too(serve_both, run):
    server = serve_both(settings={"unclaimed_after": 1})
    kernel = run.kernel_id(run.get(f"{server.url}assess").text)
    run.until(lambda: not server.kernels(), "the kernel ends", 10)
    assert run.get(f"{server.url}api/kernels/{kernel}").status_code == 404


def test_a_dead_kernel_is_forgotten_and_not_started_again(serve_both, run, connected):
    server = serve_both()
    kernel = connected(server)
    server.kernels()[0].send_signal(signal.SIGKILL)
    url = f"{server.url}api/kernels/{kernel}"
    run.until(lambda: run.get(url).status_code == 404, "the kernel is gone", 10)
    assert not server.kernels()


def test_the_service_says_in_words_that_it_is_full_for_a_person(serve_both, run, connected):
    server = serve_both(settings={"kernels_per_person": 2})
    connected(server)
    connected(server)
    answer = run.get(f"{server.url}assess")
    assert answer.status_code == 503
    assert say("serving", "text_503_person", count=2) in answer.text
    assert "data-kernel-id" not in answer.text
    assert answer.headers["retry-after"] == "30"
    assert len(server.kernels()) == 2


def test_the_service_says_in_words_that_it_is_full_for_all(serve_both, run, connected):
    server = serve_both(settings={"kernels_in_all": 1})
    connected(server)
    answer = run.get(f"{server.url}")
    assert answer.status_code == 503
    assert say("serving", "text_503_all", count=1) in answer.text


def test_a_page_that_was_left_makes_room_for_the_next(serve_both, run, connected):
    server = serve_both(settings={"kernels_per_person": 2, "gone_after": 60})
    kept = connected(server)
    for _ in range(3):
        answer = run.get(f"{server.url}assess")
        kernel = run.kernel_id(answer.text)
        url = f"ws://127.0.0.1:{server.port}/api/kernels/{kernel}/channels?session_id=s"
        with connect(url, origin=server.url.rstrip("/"), subprotocols=[V1], open_timeout=10):
            pass
        assert answer.status_code == 200
        assert len(server.kernels()) == 2
    assert run.get(f"{server.url}api/kernels/{kept}").status_code == 200


def test_no_kernel_outlives_the_server(serve_both, run, connected):
    server = serve_both()
    connected(server)
    kernels = server.kernels()
    server.stop()
    assert kernels
    run.until(lambda: not any(kernel.is_running() for kernel in kernels), "all end", 10)

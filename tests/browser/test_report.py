"""The report as a reader opens it: a file, with the network off."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from answerable.reports.lint import lint
from answerable.runs.project import run as run_project

OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},
}
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
KILOBYTE = 1000


def report_of(desk, assessment, audience="team", lens=""):
    url = f"sqlite:///{desk.server.folder / 'answerable.db'}"
    outputs = desk.server.outputs
    return run_project(assessment, store=url, outputs=outputs, audience=audience, lens=lens)


@pytest.fixture(scope="module", params=["team", "public"])
def example(request, desk):
    return report_of(desk, desk.example(), request.param).html


@pytest.fixture(
    scope="module", params=[("eia", "team"), ("dpia_policing", "panel"), ("transparency", "public")]
)
def document(request, desk):
    lens, audience = request.param
    return report_of(desk, desk.example(), audience, lens).html


@pytest.fixture
def reader(browser):
    """A browser without a network, and what it asked for and complained of."""
    context = browser.new_context(locale="en-GB", offline=True)
    page = context.new_page()
    page.heard = []
    page.on("request", lambda request: page.heard.append(request.url))
    page.on("console", lambda message: page.heard.append(message.text))
    page.on("pageerror", lambda error: page.heard.append(str(error)))
    yield page
    context.close()


def test_it_opens_with_the_network_off_and_asks_for_nothing(example, reader):
    reader.goto(example.as_uri())

    reader.get_by_role("heading", name="Who is stopped and searched", level=1).wait_for()
    assert reader.heard == [example.as_uri()]
    words = len(reader.locator("body").inner_text().encode())
    assert example.stat().st_size - words < 60 * KILOBYTE  # a report weighs what its words weigh
    assert words > 40 * KILOBYTE


def test_axe_and_our_own_lint_find_nothing_and_it_fits(example, reader):
    has_no_findings(example, reader)


def test_a_document_passes_the_same(document, reader):
    has_no_findings(document, reader)
    assert reader.get_by_role("heading", name="Empty fields that must be filled").count() == 1
    assert reader.heard == [document.as_uri()]


def has_no_findings(path, reader):
    reader.goto(path.as_uri())

    found = Axe().run(reader, options=OPTIONS).response
    assert len(found["passes"]) > 10
    assert [
        (rule["id"], node["target"]) for rule in found["violations"] for node in rule["nodes"]
    ] == []
    assert lint(path.read_text("utf-8")) == ()

    reader.set_viewport_size({"width": 320, "height": 640})
    wide = reader.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= 320


def test_every_link_of_the_contents_leads_somewhere(example, reader):
    reader.goto(example.as_uri())

    links = reader.locator("nav a").all()
    assert len(links) > 10
    for link in links:
        target = link.get_attribute("href")
        assert target.startswith("#")
        assert reader.locator(f"[id='{target[1:]}']").count() == 1


def test_hostile_words_are_words(desk, reader):
    session = desk.begin(HOSTILE)
    session.answer("project_summary", HOSTILE)
    session.answer("owner", {"role": HOSTILE})
    row = session.add_row("harms")
    session.answer(f"harms/{row}/title", HOSTILE)

    page = report_of(desk, session.assessment).html
    reader.goto(page.as_uri())

    assert reader.title() != "owned"
    assert reader.locator("script, img").count() == 0
    assert reader.heard == [page.as_uri()]
    assert reader.get_by_text("document.title='owned'").count() >= 4


def test_the_app_shows_the_report_that_was_made(desk, page):
    assessment = desk.begin("Shown in the app").assessment
    report_of(desk, assessment)

    page.goto(f"{desk.server.url}report?assessment={assessment}")

    page.get_by_role("heading", name="Shown in the app", level=1).wait_for()

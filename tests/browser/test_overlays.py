"""The page under an overlay: a force's own questions, and Welsh as a draft that says what it is."""

from collections.abc import Iterator

import pytest

from answerable import places
from answerable.bank.load import load_bank
from answerable.record import Session, open_store
from answerable.record.account import system_person
from answerable.record.example import load_example

STORE = "sqlite:///{folder}/answerable.db"


@pytest.fixture
def under(serve, do) -> Iterator:
    """Serve the app under an overlay: `under("cymraeg")` gives its desk and its bank."""

    def start(name):
        bank = load_bank(places.content(), (places.overlay(name),))
        return do.Desk(serve(script=do.SERVE, environment={"ANSWERABLE_CONTENT": name})), bank

    return start


def marks(page):
    return page.locator(".answerable [lang='en-GB']").all_text_contents()


def test_the_screening_is_walked_in_welsh_and_each_page_says_that_it_is_a_draft(under, do, page):
    desk, bank = under("cymraeg")
    begun = Session.begin(desk.store, "Prosiect", system_person(), bank)
    page.goto(f"{desk.server.url}assess?assessment={begun.assessment}#task?task=screening")
    page.get_by_role("heading", name="Canfod eich llwybr").wait_for()

    assert page.evaluate("document.documentElement.lang") == "cy"
    assert page.locator(".answerable").get_attribute("lang") == "cy"
    assert "machine draft, not checked" in page.locator(".ans-warning:visible").inner_text()
    assert do.faults(page) == []

    while (group := first_open(page)) is not None:
        group.get_by_role("radio", name="Na", exact=True).check()
    page.get_by_role("status").filter(has_text="Cadwyd am").wait_for()
    session = Session.open(desk.store, begun.assessment, system_person(), bank)
    assert session.path.routing.id == "record"


def first_open(page):
    groups = page.locator("fieldset")
    open_ones = (groups.nth(at) for at in range(groups.count()))
    return next((one for one in open_ones if not one.locator("input:checked").count()), None)


def test_what_stays_english_is_marked_and_what_is_welsh_is_not(under, do, page):
    desk, bank = under("cymraeg")
    begun = load_example(desk.store, bank, "absence-board")
    page.goto(f"{desk.server.url}assess?assessment={begun}#task?task=harms")
    page.locator("details.ans-help summary").first.click()
    harms = bank.concepts["harms"]
    page.get_by_text(harms.why).first.wait_for()  # the help comes when it is first opened

    said = marks(page)
    assert {harms.why, harms.good, harms.weak} <= set(said)
    assert not {harms.ask, harms.hint} & set(said)
    assert do.faults(page) == []


def test_a_force_finds_its_own_questions_where_it_put_them(under, do, page):
    desk, bank = under("northvale")
    begun = load_example(desk.store, bank, "absence-board")
    page.goto(f"{desk.server.url}assess?assessment={begun}#task?task=project")

    asked = page.locator("h2.ans-h2")
    asked.filter(has_text="Which command will use it?").wait_for()
    heads = asked.all_text_contents()
    assert (
        heads.index("Which command will use it?") == heads.index("Who answers for this work?") + 1
    )
    page.get_by_role("radio", name="Local policing").check()
    page.get_by_role("status").filter(has_text="Saved at").wait_for()
    assert desk.kept(begun, "force_command") == "local"
    assert page.locator(".ans-warning:visible").count() == 0
    assert do.faults(page) == []


def test_a_record_opened_under_other_overlays_says_so(under, page):
    desk, _ = under("northvale")
    plain = load_bank(places.content(), ())
    begun = load_example(
        open_store(STORE.format(folder=desk.server.folder)), plain, "absence-board"
    )

    page.goto(f"{desk.server.url}assess?assessment={begun}")

    page.locator(".ans-warning:visible").wait_for()
    assert (
        "other overlays than those loaded now" in page.locator(".ans-warning:visible").inner_text()
    )

"""Earlier answers on the real page: found, read, compared and restored, by keyboard alone."""

import re

import pytest

from answerable.record import Person
from answerable.record.history import difference
from answerable.reports.difference import difference_page
from answerable.wording import say

FIRST = "Patrols look for missing people by hand."
SECOND = "Patrols look for missing children by radio."
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
LISTEN = """() => {
  window.heard = [];
  const region = document.querySelector(".answerable > [aria-live=polite]");
  const note = () => window.heard.push(region.textContent);
  new MutationObserver(note).observe(region, { childList: true, characterData: true, subtree: true });
}"""
HEARD = "words => window.heard.some(said => said.includes(words))"
SIZES = [(1280, 900), (320, 640)]


@pytest.fixture
def answered(desk):
    """A question answered by two people, one of whom types markup."""
    session = desk.begin("Missing people")
    other = desk.session(session.assessment, Person("ben", "Ben", "contributor"))
    other.answer("problem_statement", HOSTILE)
    other.answer("problem_statement", FIRST)
    session.refresh()
    session.answer("problem_statement", SECOND)
    return session


def details(page):
    return page.locator("[data-address=problem_statement] details.ans-earlier")


def unfold(page, do, desk, session):
    do.open_task(page, desk.server.url, session.assessment, "purpose")
    details(page).locator("summary").focus()
    do.press(page, "Enter")
    details(page).get_by_text(FIRST).wait_for()


def item(page, words):
    return details(page).get_by_role("listitem").filter(has_text=words)


def fits(page):
    return (
        page.evaluate("() => document.documentElement.scrollWidth") <= page.viewport_size["width"]
    )


def test_an_earlier_answer_is_restored_by_keyboard_as_a_new_one(page, desk, do, answered):
    unfold(page, do, desk, answered)
    assert details(page).get_by_role("listitem").count() == 2
    assert "ben (contributor)" in item(page, FIRST).inner_text()

    restore = item(page, FIRST).get_by_role("button", name=say("page", "history_restore"))
    restore.focus()
    do.press(page, "Enter")

    do.wait_saved(page)
    assert do.problem_box(page).input_value() == FIRST
    assert do.problem_box(page).evaluate("box => box === document.activeElement")
    restored = desk.session(answered.assessment).events()
    assert [e.payload["value"] for e in restored[-3:]] == [FIRST, SECOND, FIRST]
    assert restored[-1].actor.id == answered.person.id
    details(page).locator("summary").click()
    item(page, SECOND).wait_for()
    assert details(page).get_by_role("listitem").count() == 3


def test_a_screen_reader_hears_what_was_found_and_done(page, desk, do, answered):
    do.open_task(page, desk.server.url, answered.assessment, "purpose")
    page.evaluate(LISTEN)
    details(page).locator("summary").click()
    item(page, FIRST).wait_for()
    page.wait_for_function(HEARD, arg=say("page", "history_found_many", count=2))

    item(page, FIRST).get_by_role("button", name=say("page", "history_restore")).click()

    page.wait_for_function(HEARD, arg="Restored as your new answer: ben")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_open_and_marked_axe_finds_nothing_and_the_page_fits(
    browser, desk, do, answered, size, scheme
):
    width, height = size
    viewport = {"width": width, "height": height}
    context = browser.new_context(locale="en-GB", color_scheme=scheme, viewport=viewport)
    page = context.new_page()
    unfold(page, do, desk, answered)
    assert do.faults(page) == []
    assert fits(page)

    for words in (FIRST, "<script>"):
        compare = item(page, words).get_by_role("button", name=say("page", "history_compare"))
        compare.focus()
        do.press(page, "Space")

    marks = details(page).get_by_role("listitem").first.locator("ins, del").all_inner_texts()
    assert [re.sub(r"\s+", " ", mark).strip() for mark in marks] == [
        "removed: people", "added: children", "removed: hand.", "added: radio.",
    ]  # fmt: skip
    assert do.faults(page) == []
    assert fits(page)
    assert page.title() != "owned"
    assert page.locator(".answerable script, .answerable img").count() == 0
    context.close()


def test_a_question_that_was_answered_once_offers_nothing(page, desk, do):
    session = desk.begin("New")
    session.answer("problem_statement", FIRST)
    do.open_task(page, desk.server.url, session.assessment, "purpose")
    assert not details(page).is_visible()

    do.problem_box(page).fill(SECOND)
    do.problem_box(page).blur()

    details(page).wait_for()
    details(page).locator("summary").click()
    item(page, FIRST).wait_for()


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_the_page_of_what_changed_opens_with_the_network_off(browser, desk, do, tmp_path, size):
    session = desk.session(desk.example(), Person("ana", "Ana", "author"))
    start = session.head.seq
    session.answer("problem_statement", f"{session.answers['problem_statement']} {HOSTILE}")
    session.answer("codes", session.answers["codes"][:1])
    row = session.add_row("harms")
    session.answer(f"harms/{row}/title", HOSTILE)
    session.remove_row("measures", session.answers["measures"][0]["id"])
    file = tmp_path / "changes.html"
    file.write_text(
        difference_page(session, difference(session.events(), session.bank, start)), "utf-8"
    )
    context = browser.new_context(offline=True, viewport={"width": size[0], "height": size[1]})
    page, heard = context.new_page(), []
    page.on("request", lambda request: heard.append(request.url))
    page.on("console", lambda message: heard.append(message.text))

    page.goto(file.as_uri())

    assert page.get_by_role("heading", level=1).inner_text() == session.title
    assert page.get_by_role("insertion").count() >= 3
    assert page.get_by_role("deletion").count() >= 3
    assert heard == [file.as_uri()]
    assert do.faults(page) == []
    assert fits(page)
    assert page.title() != "owned"
    assert page.locator("script, img").count() == 0
    context.close()

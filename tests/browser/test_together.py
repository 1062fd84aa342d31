"""What one person answers stands on the page of the other, with nothing done there."""

import urllib.parse
from pathlib import Path

import pytest

from answerable.record import Actor
from answerable.record.events import NewEvent
from answerable.record.store import Batch, Stamp
from answerable.wording import say


@pytest.fixture
def two(browser):
    """Two tabs, each in a profile of its own."""
    contexts = [browser.new_context(locale="en-GB") for _ in range(2)]
    for context in contexts:
        context.set_default_timeout(30_000)
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def test_an_answer_given_on_one_page_comes_to_the_other(desk, do, two):
    assessment = desk.begin("Together").assessment
    writer, reader = two
    for page in two:
        do.open_task(page, desk.server.url, assessment, "purpose")

    do.problem_box(writer).fill("Seen by both")
    do.press(writer, "Tab")
    do.wait_saved(writer)

    reader.wait_for_function(
        """() => [...document.querySelectorAll(".answerable textarea")]
            .some((box) => box.value === "Seen by both")"""
    )
    assert do.problem_box(reader).input_value() == "Seen by both"


def test_words_being_typed_are_not_taken_away_by_what_comes(desk, do, two):
    assessment = desk.begin("Together").assessment
    writer, reader = two
    for page in two:
        do.open_task(page, desk.server.url, assessment, "purpose")
    do.problem_box(reader).press_sequentially("My own ")

    do.problem_box(writer).fill("Theirs")
    do.press(writer, "Tab")
    do.wait_saved(writer)
    do.problem_box(reader).press_sequentially("words")

    assert do.problem_box(reader).input_value() == "My own words"


def test_the_same_person_in_two_windows_is_told_so_and_loses_neither_text(desk, do, two):
    assessment = desk.begin("Together").assessment
    for page in two:
        do.open_task(page, desk.server.url, assessment, "purpose")
    one, other = two
    do.problem_box(other).press_sequentially("Cars vanish by day")
    one.get_by_text("you, in another window").first.wait_for()

    do.problem_box(one).fill("Bikes are stolen")
    do.press(one, "Tab")
    do.wait_saved(one)
    passed = say("page", "conflict_passed", by=say("page", "conflict_you"))
    other.get_by_text(passed).first.wait_for()
    do.press(other, "Tab")

    panel = other.get_by_role("group", name=say("page", "conflict_title"))
    panel.wait_for()
    assert "Bikes are stolen" in panel.inner_text()
    assert do.problem_box(other).input_value() == "Cars vanish by day"
    assert do.faults(other) == []
    panel.get_by_role("button", name=say("page", "conflict_join")).press("Enter")
    do.press(other, "Tab")
    joined = "Cars vanish by day\n\nBikes are stolen"
    one.wait_for_function(
        """(joined) => [...document.querySelectorAll(".answerable textarea")]
            .some((box) => box.value === joined)""",
        arg=joined,
    )
    assert desk.session(assessment).answers[do.PROBLEM] == joined


PEOPLE = Path(__file__).parent / "app" / "serve_people.py"


@pytest.fixture
def office(tmp_path, run, do):
    """The real app, where people sign in."""
    with run.serving(tmp_path, script=PEOPLE, settings={"gone_after": 1.0}) as server:
        yield do.Desk(server)


@pytest.fixture
def comes(browser, office):
    """Let somebody sign in: a tab of theirs."""
    contexts = []

    def coming(name):
        context = browser.new_context(locale="en-GB")
        context.set_default_timeout(30_000)
        cookie = {"name": "test-person", "value": urllib.parse.quote(name)}
        context.add_cookies([{**cookie, "url": office.server.url}])
        contexts.append(context)
        return context.new_page()

    yield coming
    for context in contexts:
        context.close()


def test_a_colleague_is_seen_asked_and_answers_just_that_question(office, do, comes):
    assessment = office.begin("Together").assessment
    alex, sam = comes("Alex Reid"), comes("Sam Okafor")
    do.open_task(alex, office.server.url, assessment, "purpose")
    do.open_task(sam, office.server.url, assessment, "purpose")

    do.problem_box(sam).press_sequentially("Nobody sees these words")
    writing = say("page", "here_writing", name="Sam Okafor")
    alex.get_by_text(writing).first.wait_for()  # although nobody has touched this page yet
    assert "Nobody sees" not in alex.locator("body").inner_text()
    assert do.faults(alex) == []

    question = alex.locator(".ans-question[data-address=problem_statement]")
    question.locator("summary", has_text=say("page", "ask_summary")).press("Enter")
    question.get_by_label(say("page", "ask_name_label")).fill("Sam Okafor")
    question.get_by_label(say("page", "ask_note_label")).fill("You know the figures.")
    assert do.faults(alex) == []
    link = question.get_by_label(say("page", "ask_link_label")).input_value()
    question.get_by_role("button", name=say("page", "ask_do")).first.press("Enter")
    sam.get_by_text("You were asked to answer this by Alex Reid").first.wait_for()

    sam.goto("about:blank")
    alex.get_by_text("Also here").wait_for(state="hidden")
    sam.set_viewport_size({"width": 320, "height": 700})
    sam.goto(link)
    sam.get_by_role("heading", name=say("page", "question_title"), level=1).wait_for()
    assert sam.locator(".ans-question").count() == 1
    assert sam.evaluate("document.documentElement.scrollWidth") <= 320
    assert do.faults(sam) == []
    do.problem_box(sam).fill("The figures say so")
    sam.get_by_role("button", name=say("page", "question_save")).press("Enter")
    sam.get_by_text(say("page", "question_saved")).first.wait_for()
    question.get_by_text(say("page", "asked_done")).first.wait_for()

    (asked,) = [e for e in office.session(assessment).events() if e.kind == "assigned"]
    assert (asked.actor.id, asked.address) == ("alex", do.PROBLEM)
    assert asked.payload == {"person": "Sam Okafor", "note": "You know the figures."}


def test_a_glass_that_was_broken_is_told_to_whoever_opens_the_record(desk, do, page):
    session = desk.begin("Restricted")
    said = {"reason": "A child is in danger <b>", "until": "2026-11-24T12:00:00.000Z"}
    broken = NewEvent("access_broken", "", said)
    lead = Actor("dana", "ethics_lead")
    desk.store.write(session.assessment, Batch(Stamp("glass", 1), lead, [broken]))

    do.open_task(page, desk.server.url, session.assessment, "purpose")

    note = page.get_by_role("region", name="Please note")
    assert "dana opened this restricted record" in note.inner_text()
    assert "A child is in danger <b>" in note.inner_text()
    assert do.faults(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

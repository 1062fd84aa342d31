"""What one person answers stands on the page of the other, with nothing done there."""

import pytest

from answerable.record import Actor
from answerable.record.events import NewEvent
from answerable.record.store import Batch, Stamp


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

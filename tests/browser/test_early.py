"""Before its kernel is ready a page can be read and typed into, and nothing of that is lost.

The kernel is held back by the notebook itself: its first cell waits for a file.
"""

import pytest

from answerable.record import Person
from answerable.wording import say

WORDS = "Children go missing from care and nobody sees the pattern."
THEIRS = "Too few people know who is stopped."
WAIT = "import os, time\nwhile not os.path.exists({!r}):\n    time.sleep(0.05)"


class Gate:
    """The real app, with kernels that are not ready before they are let."""

    def __init__(self, folder, own_desk, do):
        self.file = folder / "let"
        notebooks = do.notebooks_with(folder, WAIT.format(str(self.file)))
        self.desk = own_desk(settings={"notebooks": notebooks})

    def let(self):
        self.file.touch()


@pytest.fixture
def gate(tmp_path, own_desk, do):
    return Gate(tmp_path, own_desk, do)


def opens(page, gate, session, place):
    """Go to a page whose kernel is not let yet."""
    url = f"{gate.desk.server.url}assess?assessment={session.assessment}#{place}"
    page.goto(url, wait_until="commit")
    page.get_by_text(say("serving", "link_early")).wait_for()


def ready(page):
    return page.evaluate("!('early' in document.documentElement.dataset)")


def test_what_is_read_and_typed_before_the_kernel_is_there_ends_in_the_record(gate, do, run, page):
    session = gate.desk.begin("Missing from care")
    session.answer("intended_outcome", THEIRS)
    opens(page, gate, session, "tasks")
    assert do.faults(page) == []

    page.get_by_role("link", name="Why do it").click()
    outcome = page.locator("[data-address=intended_outcome] textarea")
    assert outcome.input_value() == THEIRS
    do.problem_box(page).press_sequentially(WORDS)
    page.keyboard.press("Tab")
    assert not ready(page)
    assert gate.desk.kept(session.assessment) is None

    gate.let()

    do.wait_saved(page)
    run.until(lambda: gate.desk.session(session.assessment).answers.get(do.PROBLEM) == WORDS, "it")
    assert ready(page)
    assert page.locator("#host-status").text_content() == ""
    assert page.locator(".answerable").count() == 1


def test_an_answer_that_somebody_gave_meanwhile_is_not_overwritten(gate, do, page):
    session = gate.desk.begin()
    opens(page, gate, session, "task?task=purpose")
    do.problem_box(page).fill(WORDS)
    page.keyboard.press("Tab")
    other = gate.desk.session(session.assessment, Person("ola", "Ola Other"))
    other.answer(do.PROBLEM, THEIRS)

    gate.let()

    page.locator(".ans-warning[role=group]").get_by_text(THEIRS).wait_for()
    assert gate.desk.session(session.assessment).answers[do.PROBLEM] == THEIRS
    assert gate.desk.kept(session.assessment) == WORDS


def test_words_typed_before_a_kernel_that_dies_are_saved_by_the_next(gate, do, run, page):
    session = gate.desk.begin()
    opens(page, gate, session, "task?task=purpose")
    do.problem_box(page).fill(WORDS)
    (kernel,) = run.until(gate.desk.server.kernels, "a kernel")

    kernel.kill()
    gate.let()

    do.wait_saved(page)
    assert gate.desk.kept(session.assessment) == WORDS
    assert page.locator("#trouble").count() == 0
    assert do.problem_box(page).input_value() == WORDS


def test_words_typed_before_the_page_goes_are_offered_when_it_is_opened_again(gate, do, page):
    session = gate.desk.begin()
    opens(page, gate, session, "task?task=purpose")
    do.problem_box(page).fill(WORDS)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")

    gate.let()
    do.open_task(page, gate.desk.server.url, session.assessment, "purpose")

    page.get_by_role("region", name=say("page", "found_title")).get_by_text(WORDS).wait_for()

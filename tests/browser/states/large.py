"""The longest pages, and each task by itself: only `make test-long` has the time to look at them."""

from answerable.bank.load import load_bank
from answerable.wording import say

ONLY_LONG = True


def answers_of_the_longest(page, desk, do):
    do.show(page, desk, desk.example(), "answers")
    do.heading(page, say("page", "answers_title"))
    page.get_by_role("button", name=say("page", "answers_open")).click()
    page.get_by_text("94.3% are one of a kind").first.wait_for()


def noticed_answers(page, desk, do):
    do.show(page, desk, desk.example("gang-list"), "answers")
    do.heading(page, say("page", "noticed_title"))
    assert page.locator(".ans-noticed-list li li a").count() > 20


def workshop_answered(page, desk, do):
    do.show(page, desk, desk.example(), "workshop")
    page.locator(".ans-workshop-box").last.wait_for()
    do.heading(page, say("page", "workshop_title"))
    assert page.locator(".ans-workshop-box").count() == 16


def all_questions(page, desk, do):
    do.show(page, desk, desk.example("gang-list"), "all")
    do.heading(page, say("page", "all_title"))
    assert page.locator(".ans-question").count() > 150


def all_in_error(page, desk, do):
    """Every kind of answer, empty and complained of: one row in each register of the longest route."""
    session = desk.session(do.screened(desk))
    for concept in session.bank.concepts.values():
        if concept.answer.kind == "rows":
            session.add_row(concept.id)
    do.show(page, desk, session.assessment, "all")
    page.get_by_role("button", name=say("page", "save_and_continue")).click()
    do.heading(page, say("page", "error_summary_title"))
    assert page.locator(".ans-wrong").count() > 80


def _answered(task):
    def reach(page, desk, do):
        do.open_task(page, desk.server.url, desk.example("live-faces"), task)
        assert page.locator(".ans-question").count() > 0

    return reach


def _in_error(task):
    def reach(page, desk, do):
        do.open_task(page, desk.server.url, do.screened(desk), task)
        page.get_by_role("button", name=say("page", "save_and_continue")).click()
        page.locator(".ans-summary:focus, h1:focus").wait_for()

    return reach


TASKS = [task.id for task in load_bank().tasks]
globals().update({f"answered_{task}": _answered(task) for task in TASKS})
globals().update({f"in_error_{task}": _in_error(task) for task in TASKS})

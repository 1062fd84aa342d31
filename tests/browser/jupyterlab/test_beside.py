"""The form beside an analyst's own cells: opened by code, answered by code and by hand."""

import pytest

WORDS = "Written by code, from a count of 214 cases."
OUTCOME = "Typed by hand beside it."
CODE = """import answerable_widgets

project = answerable_widgets.open("{id}")
project.task("purpose")"""
ANSWER = 'project.answer("problem_statement", "{words}")'


@pytest.fixture
def begun(records):
    return records.begin("Beside an analysis").assessment


def test_code_and_hand_answer_the_same_record(open_notebook, begun, records, do, run, page):
    cells = (CODE.format(id=begun), ANSWER.format(words=WORDS))
    notebook = open_notebook("assess", *cells, assessment=begun).run()
    form = notebook.form.nth(1)
    form.get_by_role("heading", level=1, name="Why do it").wait_for()

    run.until(lambda: do.problem_box(form).input_value() == WORDS, "what code wrote is shown")
    form.locator("textarea").nth(1).focus()
    page.keyboard.type(OUTCOME)
    do.press(page, "Tab")
    answers = lambda: records.session(begun).answers  # noqa: E731 - read anew each time
    run.until(lambda: answers().get("intended_outcome") == OUTCOME, "what was typed")
    assert answers()["problem_statement"] == WORDS
    assert do.faults(page, notebook.place) == []

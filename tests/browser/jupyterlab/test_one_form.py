"""In JupyterLab the same form works, is worked by keyboard, and does no harm to the notebook."""

import re
from urllib.parse import urlsplit

import pytest

from answerable.bank.load import load_bank
from answerable.wording import say

OUTCOME = "intended_outcome"
WORDS = "Children go missing from care and nobody sees the pattern."
# In command mode these add, delete, cut, copy, paste, take back, retype, merge, run and restart.
KEYS = [*"abxcvzmyr1jklosddii00", "Shift+M", "Shift+L", "Delete", "Escape"]
RUNS = ["Shift+Enter", "Control+Enter", "Alt+Enter"]
KINDS = {
    "Find your route": "input[type=radio]",
    "Law and rules": "input[type=checkbox]",
    "The data": "button",
    "Why do it": "summary",
    "What could go wrong": "a",
    "The project": "h1",
}
FOCUSED = "() => [document.activeElement.type, document.activeElement.value]"


@pytest.fixture(scope="module")
def new_notebook(lab_page, assessment):
    with lab_page.open("assess", assessment=assessment) as notebook:
        yield notebook.run()


@pytest.fixture(scope="module")
def example_notebook(lab_page, records):
    with lab_page.open("assess", assessment=records.example()) as notebook:
        yield notebook.run()


@pytest.fixture
def notebook(new_notebook):
    """The form of a new assessment, at its list of tasks; tests share it, each in a place of its own."""
    return at_the_tasks(new_notebook)


@pytest.fixture
def example(example_notebook):
    """The form of the example, which is filled in, at its list of tasks."""
    return at_the_tasks(example_notebook)


@pytest.fixture(params=["form and marks", "marks alone"])
def guards(request, page):
    """What keeps keys from JupyterLab: the form stops them, and each element bears a mark that it heeds."""
    if request.param == "marks alone":
        page.evaluate("() => { KeyboardEvent.prototype.stopPropagation = () => {}; }")
    yield
    page.evaluate("() => { delete KeyboardEvent.prototype.stopPropagation; }")


def at_the_tasks(notebook):
    notebook.show()
    back = notebook.form.get_by_role("link", name=say("page", "back_to_tasks"))
    if back.count():
        back.first.click()
    notebook.form.locator(".ans-tasks").wait_for()
    return notebook


def test_the_form_is_drawn_and_typing_is_saved(notebook, assessment, records, do, run, page):
    form = notebook.form
    names = form.locator(".ans-task-name").all_inner_texts()
    assert page.evaluate("document.documentElement.dataset.host") is None
    assert names == [task.title for task in load_bank().tasks]

    do.follow(form, page, "Why do it")
    do.problem_box(form).focus()
    page.keyboard.type(WORDS)
    do.sees_saved(form)

    assert records.kept(assessment) == WORDS
    do.press(page, "Tab")
    run.until(lambda: records.session(assessment).answers.get(do.PROBLEM) == WORDS, "an answer")


def test_arrows_move_between_radios_and_not_between_cells(
    notebook, assessment, records, run, page, guards, do
):
    do.follow(notebook.form, page, "Find your route")
    notebook.form.get_by_role("radio", name="Yes").first.focus()
    before = notebook.cells()
    seen = []
    for key in ("Space", "ArrowDown", "ArrowDown", "ArrowUp"):
        do.press(page, key)
        seen.append(page.evaluate(FOCUSED))

    assert seen == [["radio", "yes"], ["radio", "no"], ["radio", "unsure"], ["radio", "no"]]
    assert notebook.cells() == before

    def given():
        return records.session(assessment).answers.get("screen_personal") or {}

    run.until(lambda: given().get("choice") == "no", "the choice is in the record")


def test_no_key_pressed_in_the_form_changes_a_cell(example, page, guards, do):
    form = example.form
    title = form.get_by_role("heading", level=1).inner_text()
    for task, kind in KINDS.items():
        do.follow(form, page, task)
        form.locator(kind).first.focus()
        before = example.cells()
        for key in KEYS + (RUNS if kind.startswith("input") else []):
            do.press(page, key)
            assert example.cells() == before, (kind, key)
        assert page.locator(".jp-Dialog").count() == 0
        do.follow(form, page, say("page", "back_to_tasks"), title)


def test_a_click_between_the_fields_does_not_hand_the_cell_the_next_letters(notebook, page, do):
    form = notebook.form
    do.follow(form, page, "Find your route")
    form.locator(".ans-hint").first.click()
    before = notebook.cells()
    for key in KEYS:
        do.press(page, key)
        assert notebook.cells() == before, key

    do.press(page, "Tab")
    assert page.evaluate("document.activeElement.closest('.answerable') !== null")


def test_enter_makes_a_new_line_and_runs_nothing(notebook, assessment, records, run, page, do):
    do.follow(notebook.form, page, "Why do it")
    box = notebook.form.locator("textarea").nth(1)
    box.focus()
    before = notebook.cells()
    for word, key in (("one", "Enter"), ("two", "Shift+Enter"), ("three", "Escape")):
        page.keyboard.type(word)
        do.press(page, key)
    page.keyboard.type(" abdd")
    do.press(page, "Control+Enter", "Alt+Enter", "ArrowUp", "ArrowUp", "ArrowUp")

    assert box.input_value() == "one\ntwo\nthree abdd"
    run.until(lambda: records.kept(assessment, OUTCOME) == "one\ntwo\nthree abdd", "three lines")
    assert notebook.cells() == before


def test_buttons_are_pressed_by_enter_and_by_space(notebook, assessment, records, run, page, do):
    do.follow(notebook.form, page, "The data")
    before = notebook.cells()
    for key, title in (("Enter", "Missing person reports"), ("Space", "Call logs")):
        notebook.form.get_by_role("button", name="Add a new dataset").focus()
        do.press(page, key)
        page.keyboard.type(title)
        do.press(page, "Tab")

    def titles():
        rows = records.session(assessment).answers.get("datasets", [])
        return [row["values"].get("title") for row in rows]

    run.until(lambda: titles() == ["Missing person reports", "Call logs"], "both rows")
    assert notebook.cells() == before


def test_moving_about_leaves_the_address_alone(notebook, page, do):
    form = notebook.form
    back = say("page", "back_to_tasks")
    before = page.url, page.evaluate("history.length")

    do.follow(form, page, "Find your route")
    do.push(form, page, "save_and_continue")
    form.get_by_role("heading", name=say("page", "error_summary_title")).wait_for()
    do.press(page, "Tab", "Enter")
    assert page.evaluate(FOCUSED)[0] in {"radio", "textarea"}
    do.follow(form, page, back, "A project")
    do.follow(form, page, say("page", "look_answers"), say("page", "answers_title"))
    do.follow(form, page, back, "A project")
    do.follow(form, page, say("page", "look_canvas"), "Data ethics canvas")

    assert (page.url, page.evaluate("history.length")) == before


def test_axe_finds_nothing_in_the_form(example, do, page):
    form = example.form
    title = form.get_by_role("heading", level=1).inner_text()
    back = say("page", "back_to_tasks")
    where = example.place
    found = {"tasks": do.faults(page, where)}

    do.follow(form, page, "What could go wrong")
    assert form.locator("[data-address^=harms] h3").count() > 3
    found["task"] = do.faults(page, where)
    do.follow(form, page, back, title)
    do.follow(form, page, say("page", "look_answers"), say("page", "answers_title"))
    do.push(form, page, "answers_open")
    form.get_by_text("94.3% are one of a kind").first.wait_for()
    found["answers"] = do.faults(page, where)
    do.follow(form, page, back, title)
    do.follow(form, page, say("page", "look_canvas"), "Data ethics canvas")
    assert form.locator(".ans-box").count() == 15
    found["canvas"] = do.faults(page, where)

    assert found == {"tasks": [], "task": [], "answers": [], "canvas": []}


def test_a_workshop_runs_in_a_cell_and_its_keys_move_no_cell(example, do, page):
    form = example.form
    do.follow(form, page, say("page", "look_workshop"), say("page", "workshop_title"))
    do.follow(form, page, say("page", "room_enter"), say("page", "room_title"))
    do.follow(form, page, "6. Positive effects on people", re.compile("Question 1 of"))
    before = example.cells()
    where = page.url

    do.press(page, "Alt+PageDown")
    form.get_by_role("heading", name=re.compile("Question 2 of"), level=1).wait_for()
    assert form.evaluate("form => form.contains(document.activeElement)")
    do.press(page, "Alt+PageUp")
    form.get_by_role("heading", name=re.compile("Question 1 of"), level=1).wait_for()
    do.press(page, *KEYS)

    assert example.cells() == before
    assert page.url == where
    assert (
        form.locator(".ans-strip a").first.evaluate("a => getComputedStyle(a).display") == "block"
    )
    do.follow(form, page, say("page", "room_leave"), say("page", "workshop_title"))


def test_no_request_leaves_this_machine(notebook, lab_page):
    hosts = {urlsplit(url).hostname for url in lab_page.asked if not url.startswith("data:")}
    sockets = [url for url in lab_page.asked if url.startswith("ws:")]

    assert notebook.form.count() == 1
    assert len(lab_page.asked) > 50
    assert len(sockets) > 1
    assert {host for host in hosts if host} == {"127.0.0.1"}

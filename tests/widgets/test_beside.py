"""An assessment beside somebody's own analysis: opened by id, shown whole or in part."""

import pytest

import answerable_widgets
from answerable.bank.load import load_bank
from answerable.errors import AssessmentNotFound, QuestionNotFound, TaskNotFound
from answerable.record import Person, Session, open_store
from answerable_widgets.hosted import STATE_TYPE


@pytest.fixture
def begun(tmp_path, monkeypatch):
    address = f"sqlite:///{tmp_path}/records.db"
    monkeypatch.setenv("ANSWERABLE_STORE", address)
    monkeypatch.delenv("ANSWERABLE_STATIC", raising=False)
    return Session.begin(open_store(address), "Missing", Person("ana"), load_bank()).assessment


@pytest.fixture
def opened(begun):
    return answerable_widgets.open(begun)


def shown(thing):
    return thing._repr_mimebundle_()[0][STATE_TYPE]["state"]


def test_as_a_cells_last_line_it_is_its_form(opened, begun):
    state = shown(opened)

    assert state["assessment"] == begun
    assert state["start"] == {}


def test_a_task_is_named_by_id_or_by_title(opened, begun):
    wanted = {"view": "task", "task": "data"}

    assert opened.task("data").start == wanted
    assert opened.task("The Data").start == wanted
    assert shown(answerable_widgets.open(begun, task="data"))["start"] == wanted


def test_a_question_is_shown_alone_in_a_row_too(opened, begun):
    row = opened.add_row("datasets", title="Stops")

    assert opened.question("data_limits").start == {"view": "question", "at": "data_limits"}
    assert opened.question(f"datasets/{row}/limits").start["at"] == f"datasets/{row}/limits"
    assert shown(answerable_widgets.open(begun, question="data_limits"))["start"]["at"]


def test_what_is_not_there_says_what_is(opened, begun):
    with pytest.raises(TaskNotFound, match="screening"):
        opened.task("the dta")
    with pytest.raises(QuestionNotFound, match="data_limits"):
        answerable_widgets.open(begun, question="data_limit")
    with pytest.raises(AssessmentNotFound):
        answerable_widgets.open("no-such")


def test_what_code_wrote_is_in_the_form_that_is_shown_next(opened):
    opened.answer("project_title", "Found people")

    assert shown(opened)["answers"]["project_title"] == "Found people"


def test_each_view_reads_for_itself_so_that_none_misses_what_another_wrote(opened):
    one, other = opened.form(), opened.form()

    assert one.session is not other.session
    opened.answer("project_title", "Found people")
    heard = {}
    for name, form in (("one", one), ("other", other)):
        form.send = lambda message, name=name: heard.setdefault(name, message["answers"])
        form.others_wrote()
    assert {name: said["project_title"] for name, said in heard.items()} == {
        "one": "Found people",
        "other": "Found people",
    }

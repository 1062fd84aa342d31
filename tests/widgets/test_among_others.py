"""The form among others: what it tells them of its page, what its page hears, and what it never trusts."""

import json
import threading

import pytest

from answerable.bank.load import load_bank
from answerable.errors import StoreUnreachable
from answerable.record import Person, Session, open_store
from answerable.record.presence import Here, Place
from answerable_widgets import Form


class Shared:
    """A store as people share it: it notes where each page says it is."""

    def __init__(self, store):
        self._store, self.told, self.free = store, [], threading.Event()
        self.free.set()

    def __getattr__(self, name):
        return getattr(self._store, name)

    def present(self, assessment, place):
        assert self.free.wait(20)
        self.told.append((assessment, place))


@pytest.fixture
def store(tmp_path):
    return Shared(open_store(f"sqlite:///{tmp_path}/records.db"))


@pytest.fixture
def form(store):
    session = Session.begin(store, "Missing people", Person("ana", "Ana"), load_bank())
    form = Form(session, {})
    form.got = []
    form.send = lambda content: form.got.append(json.loads(json.dumps(content)))
    form.says = lambda message: form._handle_custom_msg(message, [])
    return form


@pytest.fixture
def ben(store, form):
    return Session.open(store, form.assessment, Person("ben", "Ben"), form.session.bank)


def finished():
    for thread in threading.enumerate():
        if thread.name == "answerable-here":
            thread.join(20)


def test_where_a_page_is_goes_on_to_the_store_and_the_page_is_told_who_else_is_there(form, store):
    form.others_are([Here("ben", "Ben", "data", "")])
    form.got.clear()

    form.says({"op": "here", "page": "p-1", "task": "project", "at": "problem_statement"})
    finished()

    assert store.told == [(form.assessment, Place("p-1", "project", "problem_statement"))]
    people = [{"person": "ben", "name": "Ben", "task": "data", "at": ""}]
    assert form.got == [{"op": "here", "people": people}]


def test_a_page_is_told_once_more_what_came_before_it_could_hear(form, ben):
    drawn = form.session.head.seq
    ben.answer("project_summary", "By Ben")
    form.others_wrote()
    form.others_are([Here("ben", "Ben", "data", "")])
    form.got.clear()

    form.says({"op": "here", "head": drawn})

    assert [each["op"] for each in form.got] == ["changed", "here"]
    assert form.got[0]["answers"]["project_summary"] == "By Ben"
    form.got.clear()
    form.says({"op": "here", "head": form.session.head.seq})
    assert [each["op"] for each in form.got] == ["here"]


def test_a_slow_store_keeps_no_page_waiting_and_hears_the_last_word(form, store):
    store.free.clear()
    for task in ("one", "two", "three"):
        form.says({"op": "here", "page": "p-1", "task": task})
    form.says({"op": "here", "page": "p-1", "here": False})
    assert [each["op"] for each in form.got] == ["here"] * 4

    store.free.set()
    finished()

    assert store.told[0][1].task == "one"
    assert store.told[-1][1] == Place("p-1", here=False)
    assert len(store.told) == 2


def test_a_store_that_is_away_is_no_trouble_for_the_page(form, store, monkeypatch):
    def away(*_):
        raise StoreUnreachable(store="it", why="away")

    monkeypatch.setattr(Shared, "present", away)
    form.says({"op": "here", "page": "p-1", "task": "project"})
    finished()
    monkeypatch.undo()
    form.says({"op": "here", "page": "p-1", "task": "data"})
    finished()

    assert [place.task for _, place in store.told] == ["data"]


@pytest.mark.parametrize(
    "more",
    [
        {"page": ""},
        {"page": "x" * 81},
        {"page": 5},
        {"task": "<b>"},
        {"task": None},
        {"task": "x" * 81},
        {"at": "detail/../x"},
        {"at": ["detail"]},
        {"at": f"datasets/r-aaaa/{'x' * 200}"},
    ],
)
def test_what_is_no_place_goes_no_further(form, store, more):
    form.says({"op": "here", "page": "p-1", "task": "project", "at": "", **more})
    finished()

    assert store.told == []


def test_others_answers_come_with_whose_they_are_and_with_what_was_asked(form, ben):
    ben.answer("project_summary", "By Ben")
    ben.assign("problem_statement", "ana", "You know it.")

    form.others_wrote()

    (changed,) = [each for each in form.got if each["op"] == "changed"]
    assert changed["by"] == {"project_summary": {"by": "ben", "name": ""}}
    asked = changed["assigned"]["problem_statement"]
    assert (asked["person"], asked["name"], asked["note"]) == ("ana", "Ana", "You know it.")
    assert (asked["by"], asked["by_name"]) == ("ben", "")
    assert form.assigned == changed["assigned"]


def test_a_question_is_asked_of_somebody_by_patch_once(form):
    change = {"do": "assign", "address": "problem_statement", "person": " Sam ", "note": ""}
    for _ in range(2):
        form.says({"op": "patch", "client": "p-1", "seq": 1, "changes": [change]})

    acks = [each for each in form.got if each["op"] == "ack"]
    assert acks[0]["assigned"]["problem_statement"]["person"] == "Sam"
    assert acks[1]["results"] == acks[0]["results"]
    assert [each.kind for each in form.session.events()].count("assigned") == 1


def test_those_who_took_part_are_told_and_nobody_twice(form, ben):
    ben.answer("project_summary", "By Ben")
    form.session.refresh()
    form.says({"op": "colleagues"})

    assert form.got == [{"op": "colleagues", "people": [{"id": "ben", "name": ""}]}]

"""A new assessment from an old one: the same words, new rows, and nothing that must be said anew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.bank.load import load_bank
from answerable.bank.renewal import Renewals, load_renewals
from answerable.errors import AnswerRefused
from answerable.record import Person, Session, open_store
from answerable.record.copying import copy
from answerable.record.example import load_example
from answerable.record.proof.chain import verify

BANK = load_bank()
YES = {"choice": "yes", "why": ""}
NOTHING = Renewals({}, {})


@pytest.fixture
def example(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/records.db")
    return Session.open(store, load_example(store, BANK), Person("ben", "Ben"), BANK)


@pytest.fixture
def source(session):
    session.answer("screen_personal", YES)
    for title in ("Stops", "Maps"):
        row = session.add_row("datasets")
        session.answer(f"datasets/{row}/title", title)
    session.answer(f"datasets/{row}/personal", YES)
    session.answer("main_source", [row])
    session.answer("owner", {"role": "Head", "name": "A."})
    session.answer("start", "2027-01-01")
    return session


def by_titles(answers, bank):
    """Return answers with each row id replaced by its row's title, so that two records compare."""
    names = {
        row["id"]: row["values"].get("title", "")
        for concept, value in answers.items()
        if bank.concepts[concept].answer.kind == "rows"
        for row in value
    }

    def told(value):
        if isinstance(value, dict):
            return {key: told(item) for key, item in value.items()}
        if isinstance(value, list):
            return [told(item) for item in value]
        return names.get(value, value) if isinstance(value, str) else value

    return told(dict(answers))


def test_rows_and_answers_are_the_same_under_new_ids(source, bank):
    made = copy(source, "Mine", NOTHING).session

    assert by_titles(made.answers, bank) == {
        **by_titles(source.answers, bank), "project_title": "Mine",
    }  # fmt: skip
    old, new = ({row["id"] for row in one.answers["datasets"]} for one in (source, made))
    assert not old & new
    assert made.answers["main_source"] == [made.answers["datasets"][1]["id"]]


def test_the_first_event_says_where_it_came_from_and_who_copied(source, store, store_for, bank):
    ben = Session.open(store_for("ben"), source.assessment, Person("ben", "Ben"), bank)
    made = copy(ben, "Mine", NOTHING).session
    created, titled, *_ = made.events()

    assert created.payload["copied_from"] == {
        "assessment": source.assessment, "seq": source.head.seq, "hash": source.head.hash,
    }  # fmt: skip
    assert created.payload["bank"] == bank.pin
    assert titled.payload == {"value": "Mine"}
    assert {event.actor.id for event in made.events()} == {"ben"}
    assert verify(made.events()) == made.head
    assert source.head == Session.open(store, source.assessment, Person("x"), bank).head


def test_what_must_be_answered_anew_is_left_empty_and_named(source):
    left = {"owner": "Ask.", "datasets.title": "Name.", "datasets.kept": "Never said."}
    renewals = Renewals(left, {"start": "Look.", "stage": "Never said."})

    made = copy(source, "Mine", renewals)

    assert "owner" not in made.session.answers
    assert [row["values"].keys() for row in made.session.answers["datasets"]] == [
        set(), {"personal"},
    ]  # fmt: skip
    assert made.session.answers["start"] == "2027-01-01"
    named = [(place.concept, place.column, place.why) for place in made.left_empty]
    assert named == [("owner", "", "Ask."), ("datasets", "title", "Name.")]
    assert [(place.concept, place.why) for place in made.check_again] == [("start", "Look.")]


def test_a_register_that_is_left_empty_is_pointed_at_by_nothing(source):
    made = copy(source, "Mine", Renewals({"datasets": "Anew."}, {})).session

    assert "datasets" not in made.answers
    assert "main_source" not in made.answers
    assert made.events()[-1].kind == "answered"


def test_answers_that_no_longer_count_stay_behind_and_are_counted(source):
    source.answer("screen_personal", {"choice": "no", "why": ""})

    made = copy(source, "Mine", NOTHING)

    assert made.hidden == 4  # three in rows, and the one that points at them
    assert made.session.answers.keys() == {"screen_personal", "project_title", "owner", "start"}


def test_what_the_questions_no_longer_take_is_named_with_its_reason(source, store, bank):
    from dataclasses import replace

    short = replace(bank, limits={**bank.limits, "line": 4})
    narrow = Session.open(store, source.assessment, Person("ana"), short)

    made = copy(narrow, "Mine", NOTHING)

    assert [(place.concept, place.column) for place in made.refused] == [("datasets", "title")]
    assert made.refused[0].why.startswith("Make this shorter")
    assert [row["values"].get("title") for row in made.session.answers["datasets"]] == [
        None,
        "Maps",
    ]


@pytest.mark.parametrize("title", ["", "  ", "x" * 41, "\ud800"])
def test_a_title_that_can_never_be_one_begins_nothing(source, store, title):
    with pytest.raises(AnswerRefused):
        copy(source, title, NOTHING)

    assert len(store.list()) == 1


def test_the_example_is_copied_whole_in_few_batches_and_stays_an_example(example):
    made = copy(example, "Our own", load_renewals())

    assert made.refused == ()
    assert made.session.example
    assert made.session.title == "Our own"
    left = {place.concept for place in made.left_empty if not place.column}
    assert left == {"owner", "start_date", "end_date", "review_date", "consultations", "not_asked",
                    "peer_feedback", "actions", "communication", "expectation",
                    "processing_record", "trial_test", "balance"}  # fmt: skip
    assert example.answers.keys() - made.session.answers.keys() == left
    for concept, value in by_titles(made.session.answers, BANK).items():
        if concept not in ("project_title", "groups", "measures", "harms", "impacts"):
            assert value == by_titles(example.answers, BANK)[concept], concept
    columns = {column for row in made.session.answers["measures"] for column in row["values"]}
    assert columns == {"title", "harms"}


def test_many_answers_take_several_batches(source, monkeypatch):
    from answerable.record import copying

    monkeypatch.setattr(copying, "AT_ONCE", 2)

    made = copy(source, "Mine", NOTHING)

    assert made.refused == ()
    assert len(made.session.answers["datasets"]) == 2
    assert made.session.answers.keys() == source.answers.keys()


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.data())
def test_a_copy_of_a_copy_says_the_same(tmp_path_factory, bank, data):
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('copies')}/records.db")
    first = Session.begin(store, "First", Person("ana"), bank)
    first.answer("screen_personal", YES)
    for title in data.draw(st.lists(st.sampled_from(["A", "B", "C"]), max_size=4, unique=True)):
        row = first.add_row("datasets")
        first.answer(f"datasets/{row}/title", title)
    rows = [row["id"] for row in first.answers.get("datasets", ())]
    first.answer(
        "main_source", data.draw(st.lists(st.sampled_from(rows), unique=True)) if rows else None
    )

    once = copy(first, "Once", NOTHING).session
    twice = copy(once, "Once", NOTHING).session

    assert by_titles(twice.answers, bank) == by_titles(once.answers, bank)
    assert (
        by_titles({**first.answers, "project_title": "Once"}, bank).items()
        >= by_titles({k: v for k, v in once.answers.items() if v}, bank).items()
    )

"""Records of the bank before the grid: opened, read as what they are now, and nothing of them lost."""

import json

import pytest

from answerable.bank.formerly import formerly
from answerable.bank.load import load_bank
from answerable.bank.model import Answer, Column, Former
from answerable.record import Person, Session, open_store
from answerable.record.events import Actor, NewEvent

BANK = load_bank()
ANA = Person("ana", "A. Reed")
ROW = "harms/r-aaaa"
OLD = {
    "title": "A leak",
    "likelihood": "probable",
    "severity": "severe",
    "disposition": "act",
    "left": "some",
}


@pytest.fixture
def store(tmp_path):
    return open_store(f"sqlite:///{tmp_path}/records.db")


def old_record(store, **values):
    """Write a record as the program before the grid wrote it; return a session on it."""
    said = {
        "title": "Old",
        "example": False,
        "bank": {"id": "answerable", "version": "2026.11", "hash": "0"},
        "format": 1,
    }
    given = {"screen_personal": {"choice": "yes", "why": "Names."}, "project_title": "Old"}
    given |= {f"{ROW}/{column}": value for column, value in values.items()}
    events = [NewEvent("created", "", said), NewEvent("row_added", ROW, {"after": None})]
    events += [NewEvent("answered", address, {"value": value}) for address, value in given.items()]
    store.create("old", events, Actor("ana", "author"))
    return Session.open(store, "old", ANA, BANK)


def harm(session):
    return session.answers["harms"][0]["values"]


def test_likelihood_and_severity_are_read_as_the_risk(store):
    session = old_record(store, **OLD)

    assert harm(session)["risk"] == {"likelihood": "probable", "severity": "severe"}


def test_half_of_it_is_kept_and_is_not_complete(store):
    session = old_record(store, title="A leak", likelihood="probable")

    assert harm(session)["risk"] == {"likelihood": "probable"}
    assert f"{ROW}/risk" in {missing.address for missing in everything_due(session)}


def everything_due(session):
    for question in BANK.screening.questions:
        session.answer(question, {"choice": "yes", "why": "So."})
    return session.path.missing


@pytest.mark.parametrize(
    ("left", "residual"),
    [
        ("same", {"likelihood": "probable", "severity": "severe"}),
        ("some", {"why": "Said before there was a grid: some of it is left."}),
        ("none", {"why": "Said before there was a grid: none of it is left."}),
    ],
)
def test_what_was_left_is_read_as_far_as_it_said_anything(store, left, residual):
    session = old_record(store, **{**OLD, "left": left})

    assert harm(session)["residual"] == residual


@pytest.mark.parametrize(
    ("disposition", "column"),
    [("influence", "influence"), ("monitor", "watch"), ("accept", "accept")],
)
def test_what_was_said_instead_of_a_step_is_read_where_one_asks_for_it_now(
    store, disposition, column
):
    others = dict.fromkeys({"influence", "watch", "accept"} - {column}, "Another.")
    session = old_record(
        store, title="A leak", disposition=disposition, **others, **{column: "The owner agreed."}
    )

    assert harm(session)["instead"] == "The owner agreed."


def test_a_new_answer_takes_the_place_of_the_old_one_and_the_old_one_stays_in_the_record(store):
    session = old_record(store, **OLD)
    length = len(session.events())

    session.answer(f"{ROW}/risk", {"likelihood": "remote", "severity": "severe"})

    assert harm(session)["risk"] == {"likelihood": "remote", "severity": "severe"}
    assert len(session.events()) == length + 1
    assert "probable" in json.dumps([event.payload for event in session.events()])


def test_an_answer_that_was_taken_back_does_not_bring_the_old_one_back(store):
    session = old_record(store, **OLD)
    session.answer(f"{ROW}/risk", {"likelihood": "remote", "severity": "severe"})
    session.answer(f"{ROW}/risk", None)

    assert "risk" not in harm(session)


def test_what_cannot_be_read_as_a_risk_is_left_where_it_is(store):
    session = old_record(store, title="A leak", likelihood="often", severity=["severe"])

    assert "risk" not in harm(session)
    assert harm(session)["title"] == "A leak"


def test_a_column_may_have_taken_over_a_whole_answer_without_a_condition():
    column = Column(
        "new", "New?", Answer("text"), was=(Former(whole="gone"), Former(whole="older"))
    )

    assert formerly(column, {"older": "Words."}.get) == "Words."
    assert formerly(column, {}.get) is None

"""Asking a colleague to answer a question: in the record, once, and taken back."""

import pytest

from answerable.errors import AnswerRefused, NotAllowed, NotUnderstood
from answerable.record import Actor, Person, Session
from answerable.record.events import NewEvent
from answerable.record.shapes import refuse_misshapen
from answerable.record.store import Batch, Erasure, Stamp

NOTE = "You know this data best."


def test_a_question_is_asked_of_somebody_and_stands_for_everybody(session, second):
    session.assign("detail", "ben", NOTE)
    second.refresh()

    asked = second.state.assigned["detail"]
    assert (asked.person, asked.note, asked.by) == ("ben", NOTE, "ana")
    assert asked.seq == session.head.seq
    assert asked.at == session.events()[-1].at


def test_any_address_can_be_asked_a_register_a_row_and_a_column(session):
    row = session.add_row("datasets")
    places = ("datasets", f"datasets/{row}", f"datasets/{row}/title")
    for address in places:
        session.assign(address, "ben")

    assert set(session.state.assigned) == set(places)


def test_the_last_one_asked_stands_and_all_are_in_the_record(session):
    session.assign("detail", "ben", NOTE)
    session.assign("detail", "Cara Dee")

    assert session.state.assigned["detail"].person == "Cara Dee"
    assert session.state.assigned["detail"].note == ""
    said = [event.payload for event in session.events() if event.kind == "assigned"]
    assert said == [{"person": "ben", "note": NOTE}, {"person": "Cara Dee"}]


def test_what_is_asked_already_is_not_asked_again(session):
    session.assign("detail", "ben", NOTE)
    before = session.head

    session.assign("detail", " ben ", f" {NOTE} ")

    assert session.head == before


def test_it_can_be_taken_back_once(session):
    session.assign("detail", "ben")
    session.assign("detail", None)
    before = session.head
    session.assign("detail", None)

    assert session.head == before
    assert "detail" not in session.state.assigned
    assert session.events()[-1].payload == {"person": None}


@pytest.mark.parametrize(
    ("address", "person", "note"),
    [
        ("nothing", "ben", ""),
        ("datasets/r-nothere1/title", "ben", ""),
        ("", "ben", ""),
        ("detail", "", ""),
        ("detail", "  ", ""),
        ("detail", "b" * 201, ""),
        ("detail", "ben", "x" * 2001),
        ("detail", "be\x00n", ""),
        ("detail", 5, ""),
        ("detail", "ben", ["x"]),
    ],
)
def test_what_nobody_can_be_asked_is_refused_in_words(session, address, person, note):
    before = session.head

    with pytest.raises(AnswerRefused):
        session.assign(address, person, note)

    assert session.head == before


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", {"person": "ben"}),
        ("detail", {}),
        ("detail", {"person": ""}),
        ("detail", {"person": None, "note": "x"}),
        ("detail", {"person": "ben", "note": ""}),
        ("detail", {"person": "ben", "note": "x" * 2001}),
        ("detail", {"person": "b" * 201}),
        ("detail", {"person": ["ben"]}),
        ("detail", {"person": "ben", "until": "x"}),
    ],
)
def test_an_event_of_another_shape_comes_from_nobody(address, said):
    with pytest.raises(NotUnderstood):
        refuse_misshapen([NewEvent("assigned", address, said)])


def test_what_was_erased_asks_nobody(local, author, bank):
    session = Session.begin(local, "Stop", author, bank)
    session.assign("detail", "ben", "A name that must go")
    local.erase(session.assessment, Erasure((session.head.seq,), "art17", "Asked for"), Actor("ana", "author"))  # fmt: skip
    again = Session.open(local, session.assessment, author, bank)

    assert again.state.assigned == {}


def test_only_who_may_write_may_ask(service, sqlite, bank):
    running = service(sqlite, everybody="reader")
    begun = Session.begin(running.store("ana"), "Stop", Person("ana"), bank)
    member = {"person": "cleo", "role": "peer_reviewer"}
    batch = Batch(
        Stamp("page", 1), Actor("ana", "author"), [NewEvent("member_changed", "", member)]
    )
    begun.store.write(begun.assessment, batch)
    begun.assign("detail", "cleo")

    cleo = Session.open(running.store("cleo"), begun.assessment, Person("cleo"), bank)
    with pytest.raises(NotAllowed):
        cleo.assign("detail", "dan")

    assert cleo.state.assigned["detail"].person == "cleo"
    assert cleo.state.people == {"ana", "cleo"}

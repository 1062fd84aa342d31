"""An answer is put right in one step: the right one stands, and every earlier one is nowhere."""

import pytest

from answerable.errors import AnswerOvertaken, AnswerRefused, NotAllowed, NotUnderstood
from answerable.record import Actor, Session, open_store
from answerable.record.database import upkeep
from answerable.record.events import NewEvent, Person
from answerable.record.rectifying import put_right
from answerable.record.store import Erasure

KEEPER = Actor("rita", "records_manager")
WRONG, RIGHT = "Said by Canary Q. Wharf", "Said by a witness"


@pytest.fixture
def store_for(local):
    return lambda _: local


@pytest.fixture
def wrong(session):
    session.answer("detail", WRONG)
    return session


def said(store, name):
    return [(e.kind, e.actor, (e.payload or {}).get("value")) for e in store.events(name)[2:]]


def test_the_right_answer_stands_in_the_keepers_name_and_the_wrong_one_is_gone(wrong, store):
    before, head = put_right(wrong, "detail", RIGHT, "Request 4", KEEPER)

    assert (before, head.seq) == ((3,), 5)
    assert said(store, wrong.assessment) == [
        ("answered", Actor("ana", "author"), None),
        ("answered", KEEPER, RIGHT),
        ("erased", KEEPER, None),
    ]
    assert list(upkeep.check(store)) == []


def test_a_right_answer_that_was_wrong_before_stands_still(wrong, store, author, bank):
    wrong.answer("detail", RIGHT)

    put_right(wrong, "detail", RIGHT, "Request 4", KEEPER)

    assert Session.open(store, wrong.assessment, author, bank).answers["detail"] == RIGHT
    assert [payload for *_, payload in said(store, wrong.assessment)] == [None, None, RIGHT, None]


def test_what_was_never_answered_is_only_answered(session, store):
    assert put_right(session, "detail", RIGHT, "Request 4", KEEPER) == ((), session.head)
    assert said(store, session.assessment) == [("answered", Actor("ana", "author"), RIGHT)]


def test_what_somebody_answers_meanwhile_is_not_covered_up(wrong, store, author, bank):
    Session.open(store, wrong.assessment, author, bank).answer("detail", "Meanwhile")

    with pytest.raises(AnswerOvertaken, match="in event 4, and nothing was changed"):
        store.erase(
            wrong.assessment,
            Erasure((3,), "x", "x", (NewEvent("answered", "detail", {"value": RIGHT}, 3),)),
            KEEPER,
        )

    assert [payload for *_, payload in said(store, wrong.assessment)] == [WRONG, "Meanwhile"]


def test_what_can_never_be_an_answer_puts_nothing_right(wrong, store):
    with pytest.raises(AnswerRefused):
        put_right(wrong, "detail", 5, "Request 4", KEEPER)
    with pytest.raises(AnswerRefused):
        put_right(wrong, "no_such_question", RIGHT, "Request 4", KEEPER)
    assert [payload for *_, payload in said(store, wrong.assessment)] == [WRONG]


@pytest.fixture
def running(service, sqlite):
    return service(sqlite, everybody="reader")


@pytest.fixture
def served(running, bank, author):
    session = Session.begin(running.store("ana"), "Stop and search", author, bank)
    session.answer("detail", WRONG)
    return session


def test_a_records_manager_puts_right_what_was_decided_on(running, served, sqlite, bank):
    for kind in ("submitted", "decided"):
        open_store(sqlite).note(served.assessment, NewEvent(kind, "", {}), Actor("sro", "sro"))
    rita = Session.open(
        running.store("rita", "records_manager"), served.assessment, Person("rita"), bank
    )

    before, _ = put_right(rita, "detail", RIGHT, "Request 4", Actor("ana", "author"))

    assert before == (3,)
    kind, actor, value = said(rita.store, served.assessment)[-2]
    assert (kind, actor, value) == ("answered", KEEPER, RIGHT)


@pytest.mark.parametrize("kind", ["decided", "member_changed", "created", "erased"])
def test_nothing_but_an_answer_is_said_by_putting_right(running, served, kind):
    rita = running.store("rita", "records_manager")
    payload = {"person": "rita", "role": "author"} if kind == "member_changed" else {"title": "x"}
    erasure = Erasure((3,), "x", "x", (NewEvent(kind, "", payload),))

    with pytest.raises(NotAllowed):
        rita.erase(served.assessment, erasure, KEEPER)
    assert len(rita.events(served.assessment)) == 3


def test_an_answer_of_no_shape_is_not_taken(running, served):
    rita = running.store("rita", "records_manager")
    erasure = Erasure((3,), "x", "x", (NewEvent("answered", "detail", {"words": RIGHT}),))

    with pytest.raises(NotUnderstood):
        rita.erase(served.assessment, erasure, KEEPER)


def test_an_author_erases_nothing_by_putting_right(running, served):
    with pytest.raises(NotAllowed):
        put_right(served, "detail", RIGHT, "To hide it", KEEPER)
    assert [payload for *_, payload in said(served.store, served.assessment)] == [WRONG]

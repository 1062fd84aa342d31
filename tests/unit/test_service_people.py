"""Who is asking is the service's to say: the person, the role they bear, and what they have read."""

import hashlib

import pytest
from sqlalchemy import text

from answerable.errors import NotUnderstood
from answerable.record.events import Actor, NewEvent
from answerable.record.store import Batch, Erasure, Stamp

NAME = "stop"
LONG_AGO = "2000-01-01T00:00:00.000Z"
NOBODY = Actor("", "")
NOTE = b"Minutes"
ATTACHED = {
    "hash": hashlib.sha256(NOTE).hexdigest(),
    "name": "note.txt",
    "type": "text/plain; charset=utf-8",
    "size": len(NOTE),
}


@pytest.fixture
def running(service, sqlite):
    return service(sqlite, everybody="reader")


@pytest.fixture
def ana(running):
    """The author of a record."""
    store = running.store("ana")
    store.create(NAME, [NewEvent("created", "", {"title": "Stop"})], NOBODY)
    return store


def say(store, seq, kind, payload, address="", actor=NOBODY):
    batch = Batch(Stamp("page", seq), actor, [NewEvent(kind, address, payload)])
    return store.write(NAME, batch)


def test_neither_the_person_nor_the_role_of_an_event_is_the_senders_to_choose(running, ana):
    say(ana, 1, "answered", {"value": "Mine"}, "detail", Actor("ben", "sro"))
    ana.attach(NAME, NewEvent("attached", "detail", ATTACHED), NOTE,
               Actor("ben", "dpo"))  # fmt: skip

    assert [event.actor for event in ana.events(NAME)[1:]] == [Actor("ana", "author")] * 2


@pytest.mark.parametrize(
    "more", [{"actor": {"id": "ben", "role": "sro"}}, {"role": "sro"}, {"person": "ben"}]
)
def test_a_request_that_names_an_actor_is_refused(running, ana, more):
    capability = running.pass_for("ana")
    body = {"client": "page", "client_seq": 9, "events": [], **more}

    answer = running.ask(capability, "POST", f"/v1/assessments/{NAME}/batches", json=body)

    assert answer.status_code == 422
    assert next(iter(more)) in answer.json()["detail"]


def test_a_record_begins_in_the_name_of_whoever_asks_and_of_nobody_else(running):
    store = running.store("ben")
    store.create("bens", [NewEvent("created", "", {"title": "Ben's"})], Actor("ana", "sro"))

    assert store.events("bens")[0].actor == Actor("ben", "author")
    assert store.line("bens").owner == "ben"


def test_a_role_that_has_ended_is_borne_by_no_event(running, ana):
    say(ana, 1, "member_changed", {"person": "kim", "role": "contributor", "until": LONG_AGO})
    keeper = running.store("kim", "records_manager")

    keeper.erase(NAME, Erasure((1,), "art17", "Asked for"), NOBODY)

    assert keeper.events(NAME)[-1].actor == Actor("kim", "records_manager")


@pytest.mark.parametrize("until", ["tomorrow", "2999", 5, None, "2999-01-01T00:00:00.000Z\n"])
def test_an_end_that_is_no_time_is_refused(ana, until):
    with pytest.raises(NotUnderstood):
        say(ana, 1, "member_changed", {"person": "ben", "role": "reader", "until": until})


def test_all_who_read_a_restricted_record_are_noted_however_they_ask(running, ana):
    say(ana, 1, "restriction_set", {"on": True})
    say(ana, 2, "member_changed", {"person": "ben", "role": "reader"})
    ben = running.store("ben")

    for after in (1, 2, 1):
        assert ben.events(NAME, after)
    assert read_log(running) == [("ben", "see")]
    ben.events(NAME)
    assert len(read_log(running)) == 2


def test_whoever_reads_on_the_next_day_is_noted_again(running, ana):
    say(ana, 1, "restriction_set", {"on": True})
    ana.events(NAME)
    with running.app.state.desk.records.store.writing() as connection:
        connection.execute(text("UPDATE readings SET at = :at"), {"at": LONG_AGO})

    ana.events(NAME, 1)

    assert len(read_log(running)) == 2


def read_log(running):
    capability = running.pass_for("ana")
    told = running.ask(capability, "GET", f"/v1/assessments/{NAME}/readings").json()
    return [(each["person"], each["what"]) for each in told["readings"]]

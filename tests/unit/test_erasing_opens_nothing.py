"""What is erased is gone, and its going opens nothing that was shut."""

import pytest

from answerable.errors import AssessmentNotFound, EventNotErasable
from answerable.record.events import Actor, NewEvent
from answerable.record.store import Batch, Erasure, Stamp

NAME = "stop"


@pytest.fixture
def shut(service, database):
    """A restricted record of Ana's, and whoever keeps it."""
    running = service(database, everybody="reader")
    ana = running.store("ana")
    created = NewEvent("created", "", {"title": "Stop"})
    ana.create(NAME, [created, NewEvent("restriction_set", "", {"on": True})], Actor("ana", ""))
    return running


def say(store, seq, kind, payload, address=""):
    store.write(NAME, Batch(Stamp("page", seq), Actor("", ""), [NewEvent(kind, address, payload)]))
    return store.events(NAME)[-1].seq


def erase(running, seq):
    erasure = Erasure((seq,), "art17", "Asked for")
    running.store("kim", "records_manager").erase(NAME, erasure, Actor("kim", ""))


def test_the_note_that_somebody_left_cannot_be_erased_so_that_they_do_not_come_back(shut):
    ana, ben = shut.store("ana"), shut.store("ben")
    say(ana, 1, "member_changed", {"person": "ben", "role": "reader"})
    assert ben.line(NAME)
    left = say(ana, 2, "member_changed", {"person": "ben", "role": None})

    with pytest.raises(EventNotErasable):
        erase(shut, left)
    with pytest.raises(AssessmentNotFound):
        ben.line(NAME)


def test_a_reason_for_breaking_the_glass_can_be_erased_and_the_glass_is_whole_again(shut):
    capability = shut.pass_for("max", "records_manager")
    path = f"/v1/assessments/{NAME}"
    body = {"reason": "A child is in danger"}
    head = shut.ask(capability, "POST", f"{path}/break-glass", json=body).json()
    assert shut.ask(capability, "GET", f"{path}/events").status_code == 200

    erase(shut, head["seq"])

    assert shut.ask(capability, "GET", f"{path}/events").status_code == 403


def test_a_record_whose_marking_was_erased_is_treated_as_marked_most_strictly(shut):
    ana, adviser = shut.store("ana"), shut.store("sam", "equality_adviser")
    say(ana, 1, "restriction_set", {"on": False})
    assert adviser.line(NAME)
    marked = say(ana, 2, "answered", {"value": "official_sensitive"}, "marking")
    with pytest.raises(AssessmentNotFound):
        adviser.line(NAME)

    erase(shut, marked)

    with pytest.raises(AssessmentNotFound):
        adviser.line(NAME)

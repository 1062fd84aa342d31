"""A file goes in by its own way and comes out with its own record: there is no other way to it."""

import base64
import hashlib

import pytest

from answerable.errors import AttachmentNotFound, AttachmentRefused, NotAllowed, NotUnderstood
from answerable.record.events import Actor, NewEvent
from answerable.record.store import Batch, Erasure, Stamp

ANA = Actor("", "")
BODY = b"figures: 1, 2, 3\n"
DIGEST = hashlib.sha256(BODY).hexdigest()
SAID = {"name": "figures.txt", "type": "text/plain; charset=utf-8", "size": len(BODY)}
ATTACHED = NewEvent("attached", "detail", {"hash": DIGEST, **SAID})
PATH = f"/v1/assessments/{{}}/attachments/{DIGEST}"


@pytest.fixture
def running(service, database):
    """A service with a file in a record of Ana's, and another record of Ben's."""
    running = service(database, everybody="reader")
    for person, name in (("ana", "anas"), ("ben", "bens")):
        told = [NewEvent("created", "", {"title": name})]
        running.store(person).create(name, told, ANA)
    running.store("ana").attach("anas", ATTACHED, BODY, ANA)
    return running


def test_a_file_is_given_to_be_saved_and_never_to_be_shown(running):
    answer = running.ask(running.pass_for("ana"), "GET", PATH.format("anas"))

    assert answer.content == BODY
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_file_of_one_record_is_not_to_be_had_through_another(running):
    assert running.ask(running.pass_for("ben"), "GET", PATH.format("bens")).status_code == 404
    assert running.ask(running.pass_for("ben"), "GET", PATH.format("anas")).status_code == 404
    assert running.ask(running.pass_for("ana"), "GET", PATH.format("bens")).status_code == 404


@pytest.mark.parametrize("kind", ["attached", "detached"])
def test_an_event_of_a_page_lays_no_hand_on_a_file_of_another_record(running, kind):
    ben = running.store("ben")
    new = NewEvent(kind, "detail", dict(ATTACHED.payload))
    batch = Batch(Stamp("page", 1), ANA, [new])
    if kind == "attached":
        with pytest.raises(NotAllowed):
            ben.write("bens", batch)
        with pytest.raises(NotAllowed):
            ben.create("more", [NewEvent("created", "", {"title": "More"}), new], ANA)
    else:
        ben.write("bens", batch)

    assert running.ask(running.pass_for("ben"), "GET", PATH.format("bens")).status_code == 404
    assert running.store("ana").attachment("anas", DIGEST) == BODY


@pytest.mark.parametrize("body", [b"", b"other", BODY + b" "])
def test_a_file_under_a_hash_that_is_not_its_own_is_not_taken(running, body):
    with pytest.raises((NotUnderstood, AttachmentRefused)):
        running.store("ben").attach("bens", ATTACHED, body, ANA)
    assert len(running.store("ben").events("bens")) == 1


def test_a_file_that_is_not_in_base64_is_refused_in_words(running):
    said = {"kind": "attached", "address": "", "payload": dict(ATTACHED.payload)}
    good = base64.b64encode(BODY).decode()
    for body in ("ä", "a", good[:-1], good + "\n", good.replace("=", "") + "!", "%%%%"):
        capability = running.pass_for("ben")
        path = "/v1/assessments/bens/attachments"
        answer = running.ask(capability, "POST", path, json={**said, "body": body})
        assert answer.status_code == 422, body
    assert len(running.store("ben").events("bens")) == 1


def test_a_file_that_two_records_hold_goes_with_the_last_of_them(running):
    ana, ben, keeper = (
        running.store("ana"),
        running.store("ben"),
        running.store("kim", "records_manager"),
    )
    ben.attach("bens", ATTACHED, BODY, ANA)
    keeper.erase("anas", Erasure((2,), "art17", "Asked for"), ANA)

    assert ben.attachment("bens", DIGEST) == BODY
    with pytest.raises(AttachmentNotFound):
        ana.attachment("anas", DIGEST)
    keeper.dispose("bens", "Its time is over", ANA)
    with running.app.state.desk.records.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM attachments").scalar() == 0

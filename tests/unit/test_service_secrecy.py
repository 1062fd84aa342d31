"""Whoever may not know of a record cannot tell it from one that is not there."""

import pytest
from sqlalchemy import text

from answerable.record.events import Actor, NewEvent
from answerable.record.store import Batch, Erasure, Stamp

NAME = "stop"
DIGEST = "ab" * 32
EVENT = {
    "kind": "commented",
    "address": "",
    "payload": {"id": "c-0001", "text": "Hello"},
    "based_on": None,
}
ASKED = [
    ("GET", "", None),
    ("GET", "/actions", None),
    ("GET", "/events", None),
    ("GET", "/events?after=1", None),
    ("POST", "/batches", {"client": "page", "client_seq": 1, "events": [EVENT]}),
    ("POST", "/batches", {"client": "page", "client_seq": 1}),
    ("GET", "/drafts", None),
    ("GET", "/record", None),
    ("GET", "/keep-key", None),
    ("GET", "/readings", None),
    ("GET", "/changes", None),
    ("POST", "/presence", {"page": "page", "task": "project"}),
    ("POST", "/attachments", {**EVENT, "kind": "attached", "body": "",
                              "payload": {"hash": DIGEST, "name": "x"}}),
    ("GET", f"/attachments/{DIGEST}", None),
    ("POST", "/erasures", {"seqs": [1], "ground": "art17", "reason": "Asked for"}),
    ("POST", "/disposal", {"reason": "Its time is over"}),
    ("POST", "/break-glass", {"reason": "I am curious"}),
]  # fmt: skip
STRANGERS = [("out", ()), ("pam", ("advisory_member",)), ("sam", ("equality_adviser",))]


@pytest.fixture
def running(service, sqlite):
    return service(sqlite, everybody="reader")


@pytest.fixture(params=["restricted", "draft", "disposed"])
def hidden(request, running):
    """A record that strangers may not know of."""
    ana = running.store("ana")
    events = [NewEvent("created", "", {"title": "Stop"})]
    marking = NewEvent("answered", "marking", {"value": "official_sensitive"})
    ana.create(NAME, [*events, marking], Actor("", ""))
    if request.param == "restricted":
        shut = NewEvent("restriction_set", "", {"on": True})
        ana.write(NAME, Batch(Stamp("page", 1), Actor("", ""), [shut]))
    if request.param == "disposed":
        keeper = running.store("kim", "records_manager")
        keeper.dispose(NAME, "Its time is over", Actor("", ""))
    return NAME


def told(running, capability, method, path, body, name):
    answer = running.ask(capability, method, f"/v1/assessments/{name}{path}", json=body)
    length = answer.headers.get("content-length")
    return answer.status_code, answer.text.replace(name, "…"), length


@pytest.mark.parametrize(("person", "roles"), STRANGERS)
def test_a_stranger_is_told_the_same_of_a_hidden_record_as_of_none(running, hidden, person, roles):
    capability = running.pass_for(person, *roles)
    there = [told(running, capability, *each, hidden) for each in ASKED]
    nowhere = [told(running, capability, *each, "none") for each in ASKED]  # of the same length

    assert there == nowhere
    assert {status for status, _, _ in there} == {404}


def test_a_stranger_finds_a_hidden_record_in_no_list(running, hidden):
    capability = running.pass_for("out")
    for query in ("", "?text=stop", "?state=draft", "?owner=ana", "?member=ana", "?limit=1"):
        assert running.ask(capability, "GET", f"/v1/assessments{query}").json() == {"lines": []}


def test_a_record_without_its_line_is_written_to_by_nobody(running, hidden):
    with running.app.state.desk.records.store.writing() as connection:
        connection.execute(text("DELETE FROM standings"))
    capability = running.pass_for("ana")

    answers = [told(running, capability, *each, hidden)[0] for each in ASKED]

    assert set(answers) == {404}


def test_what_was_erased_or_tried_in_vain_is_not_told_of_either(running):
    ana = running.store("ana")
    ana.create(NAME, [NewEvent("created", "", {"title": "Stop"})], Actor("", ""))
    keeper = running.store("kim", "records_manager")
    keeper.erase(NAME, Erasure((1,), "art17", "Asked for"), Actor("", ""))

    answer = running.ask(running.pass_for("out"), "GET", f"/v1/assessments/{NAME}/events")

    assert answer.status_code == 404

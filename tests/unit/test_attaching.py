"""Files kept with a record: by what they are, once, for those who may see the record."""

import hashlib
import json

import pytest
from typer.testing import CliRunner

from answerable.cli import app
from answerable.errors import (
    AddressNotFound,
    AttachmentNotFound,
    AttachmentRefused,
    NotUnderstood,
)
from answerable.record import Session
from answerable.record.events import NewEvent

NOTE = "Minutes of 3 March – “agreed”\n".encode()


def test_a_file_is_kept_and_named_in_the_record(session, store):
    kept = session.attach("../../minutes.exe", NOTE, "detail")

    event = session.events()[-1]
    assert (kept.name, kept.media_type) == ("minutes.txt", "text/plain; charset=utf-8")
    assert (event.kind, event.address, event.actor.id) == ("attached", "detail", "ana")
    assert event.payload["hash"] == hashlib.sha256(NOTE).hexdigest()
    assert store.attachment(session.assessment, kept.digest) == NOTE
    assert session.answers["project_title"] == "Stop and search"


@pytest.mark.parametrize("body", [b"", b"<html><script>x</script>", b"MZ\x90\x00" * 9])
def test_what_is_no_file_to_keep_is_refused_and_nothing_is_written(session, body):
    before = session.head
    with pytest.raises(AttachmentRefused):
        session.attach("note.txt", body)
    session.refresh()
    assert session.head == before


def test_a_question_that_is_not_there_takes_no_file(session):
    with pytest.raises(AddressNotFound):
        session.attach("note.txt", NOTE, "nothing")


def test_a_file_of_another_record_cannot_be_had(session, store, author, bank):
    other = Session.begin(store, "Other", author, bank)
    kept = other.attach("note.txt", NOTE)

    with pytest.raises(AttachmentNotFound):
        store.attachment(session.assessment, kept.digest)


@pytest.mark.parametrize(
    "lie",
    [
        {"type": "application/pdf"},
        {"name": "a/b.txt"},
        {"size": 1},
        {"more": 1},
        {"hash": "0" * 64},
    ],
)
def test_the_service_looks_at_the_file_itself(service, sqlite, bank, author, lie):
    store = service(sqlite).store("ana")
    session = Session.begin(store, "Stop and search", author, bank)
    said = {
        "hash": hashlib.sha256(NOTE).hexdigest(),
        "name": "note.txt",
        "type": "text/plain; charset=utf-8",
    }
    said |= {"size": len(NOTE), **lie}

    with pytest.raises(NotUnderstood):
        store.attach(session.assessment, NewEvent("attached", "", said), NOTE, session.actor)
    session.refresh()
    assert session.head.seq == 2


def test_at_the_command_line_a_file_is_attached_listed_and_saved(tmp_path, monkeypatch):
    monkeypatch.setenv("ANSWERABLE_STORE", f"sqlite:///{tmp_path}/records.db")
    file, saved = tmp_path / "note.txt", tmp_path / "saved"
    file.write_bytes(NOTE)

    def call(*words):
        done = CliRunner().invoke(app, ["--json", *map(str, words)])
        assert done.exit_code == 0, (done.output, done.exception)
        return json.loads(done.stdout)

    begun = call("new", "Bikes")["id"]
    kept = call("attach", begun, file, "--at", "problem_statement")
    (listed,) = call("attachments", begun)
    call("attachments", begun, "--save", kept["hash"], "--to", saved)

    assert (listed["name"], listed["hash"]) == ("note.txt", kept["hash"])
    assert saved.read_bytes() == NOTE
    found = call("search", "Minutes March")
    assert found["searched"]["attachments"] == 1
    assert found["not_searched"] == []

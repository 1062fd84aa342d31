"""Away and back gives the same bytes, on every engine and through the service; or says why not."""

import io
import json
import zipfile

import pytest

from answerable.errors import AssessmentExists, NotARecord, RecordBroken
from answerable.record import open_store
from answerable.record.events import Actor, NewEvent
from answerable.record.exchange import archive
from answerable.record.exchange.file import export, read
from answerable.record.exchange.taking import take
from answerable.record.proof.keys import Keyring
from answerable.record.remote import client


@pytest.mark.parametrize("form", ["raw", "packed"])
def test_a_record_comes_back_byte_for_byte_in_either_form(store, raw, packed, form):
    file = {"raw": raw, "packed": packed}[form]

    taken = take(store, archive.read_any(file, "file"), Keyring().known())
    record = store.record(taken.assessment)

    assert export(store, taken.assessment) == raw
    assert archive.written(record, raw, {"report.html": b"<p>A report</p>"}) == packed
    assert not take(store, archive.read_any(file, "file"), Keyring().known()).new


class AnswerLost:
    """A store whose first answer to an import is lost, so that it is sent again."""

    def __init__(self, store):
        self.events = store.events
        self._store = store

    def adopt(self, record):
        self._store.adopt(record)
        self._store.adopt(record)


def test_an_import_whose_answer_was_lost_is_not_said_to_differ_from_itself(store, raw):
    found = read(raw, "file")

    assert take(AnswerLost(store), found, Keyring().known()).new
    assert export(store, found.assessment) == raw


def test_another_record_of_the_same_id_is_left_alone(store, raw, write_record, tmp_path, bank):
    take(store, read(raw, "file"), Keyring().known())
    elsewhere = open_store(f"sqlite:///{tmp_path}/elsewhere.db", bank)
    write_record(elsewhere)
    other = export(elsewhere, "stop")

    with pytest.raises(AssessmentExists):
        take(store, read(other, "file"), Keyring().known())
    assert export(store, "stop") == raw


def test_a_record_is_known_however_many_there_are(store, raw, monkeypatch):
    """The service gives its lines a page at a time."""
    monkeypatch.setattr(client, "AT_ONCE", 2)
    for number in range(5):
        told = NewEvent("created", "", {"title": f"Number {number}"})
        store.create(f"number-{number}", [told], Actor("ana", "author"))
    take(store, read(raw, "file"), Keyring().known())

    assert not take(store, read(raw, "file"), Keyring().known()).new
    assert len(store.list()) == 6
    assert [line.id for line in store.list(client.Filter(limit=3))] == [
        line.id for line in store.list()[:3]
    ]
    assert store.list(client.Filter(limit=3, skip=4)) == store.list()[4:]


PLACES = [(), ("events", 3), ("events", 3, "actor"), ("signatures", 0)]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_field_that_is_not_known_is_named_with_its_place(raw, place):
    whole = json.loads(raw)
    found = whole
    for key in place:
        found = found[key]
    found |= {"colour": "red", "weight": None}

    with pytest.raises(NotARecord) as told:
        read(json.dumps(whole).encode(), "file.json")
    for name in ("colour", "weight"):
        assert ".".join(str(part) for part in (*place, name)) in str(told.value)


def test_a_field_that_is_not_known_in_any_event_is_named_once(raw):
    whole = json.loads(raw)
    for event in whole["events"]:
        event["colour"] = "red"
    more = len(whole["events"]) - 1

    with pytest.raises(NotARecord, match=rf"events\.0\.colour and {more} more of that name\."):
        read(json.dumps(whole).encode(), "file.json")


@pytest.mark.parametrize("member", ["signatures", "keys", "attachments"])
def test_what_the_first_format_did_not_have_is_named_too(raw, member):
    whole = json.loads(raw)
    old = {"kind": whole["kind"], "format": 1, "assessment": "stop", "events": whole["events"]}

    with pytest.raises(NotARecord, match=f"not known here: {member}"):
        read(json.dumps(old | {member: whole[member]}).encode(), "file.json")


def test_a_signature_that_is_there_twice_is_one_too_many(raw, store):
    whole = json.loads(raw)
    whole["signatures"].insert(1, whole["signatures"][0])

    with pytest.raises(RecordBroken, match="at event 4: a signature"):
        take(store, read(json.dumps(whole).encode(), "file.json"), Keyring().known())


def packed_anew(packed, change):
    with zipfile.ZipFile(io.BytesIO(packed)) as given:
        files = {info.filename: given.read(info) for info in given.infolist()}
    change(files)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archived:
        for name, body in files.items():
            archived.writestr(name, body)
    return made.getvalue()


def test_a_file_beside_the_record_is_the_one_that_was_attached(packed):
    def change(files):
        (name,) = [name for name in files if name.startswith("attachments/")]
        files[name] = b"other figures"

    with pytest.raises(NotARecord, match="not the file that was attached"):
        archive.read_any(packed_anew(packed, change), "file.zip")


@pytest.mark.parametrize("at", [0.1, 0.3, 0.5])
def test_a_damaged_archive_is_said_to_be_damaged(packed, at):
    spoiled = bytearray(packed)
    for where in range(int(len(packed) * at), int(len(packed) * at) + 40):
        spoiled[where] ^= 255

    with pytest.raises(NotARecord):
        archive.read_any(bytes(spoiled), "file.zip")

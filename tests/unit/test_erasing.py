"""Words are taken out for good: nowhere in the store, the chain holds, and a note says so."""

from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text

from answerable.errors import (
    AttachmentNotFound,
    EventNotErasable,
    NotAllowed,
    RecordDisposed,
    RecordHeld,
)
from answerable.record import Actor, Session, open_store
from answerable.record.database import tables as t
from answerable.record.database import upkeep
from answerable.record.events import NewEvent
from answerable.record.exchange.file import export, read
from answerable.record.exchange.taking import take
from answerable.record.proof.proving import prove
from answerable.record.store import Batch, Erasure, Stamp

CANARY = "Canary Q. Wharf"
KEEPER = Actor("rita", "records_manager")


@pytest.fixture
def store_for(local):
    return lambda _: local


@pytest.fixture
def filled(session):
    session.answer("detail", f"Told by {CANARY}")
    session.answer("detail", "Told by a witness")
    session.apply("page", 1, [{"do": "draft", "address": "detail", "value": f"ask {CANARY}"}])
    return session


def everything(store):
    """Return every value in every table, and on SQLite the bytes of the files."""
    with store.reading() as connection:
        names = inspect(connection).get_table_names()
        rows = [connection.execute(text(f"SELECT * FROM {name}")).all() for name in names]
    said = repr(rows).encode()
    if store.engine.dialect.name == "sqlite":
        for ending in ("", "-wal"):
            said += Path(str(store.engine.url.database) + ending).read_bytes()
    return said


def note(store, session, kind, payload):
    stamp = Stamp(f"keeping-{kind}", len(session.events()))
    store.write(session.assessment, Batch(stamp, KEEPER, [NewEvent(kind, "", payload)]))


def test_erased_words_are_nowhere_and_the_chain_says_who_erased_them(filled, store):
    head = store.erase(filled.assessment, Erasure((3,), "rectification", "Asked to"), KEEPER)

    events = store.events(filled.assessment)
    assert CANARY.encode() not in everything(store)
    assert events[2].payload is None
    assert (events[2].kind, events[2].actor.id, events[2].address) == ("answered", "ana", "detail")
    assert events[-1].kind == "erased"
    assert events[-1].actor == KEEPER
    assert events[-1].payload == {"events": [3], "ground": "rectification", "reason": "Asked to"}
    proof = prove(store.record(filled.assessment), {})
    assert (proof.erased, proof.head) == (1, head)
    assert list(upkeep.check(store)) == []


def test_what_was_said_later_still_stands_and_can_be_gone_on_with(filled, store, author, bank):
    store.erase(filled.assessment, Erasure((3,), "rectification", "Asked to"), KEEPER)

    again = Session.open(store, filled.assessment, author, bank)

    assert again.answers["detail"] == "Told by a witness"
    assert again.drafts == ()
    again.answer("detail", "More")
    filled.refresh()
    assert filled.answers["detail"] == "More"


def test_an_answer_whose_words_were_erased_is_missing_and_the_title_falls_back(session, store):
    session.answer("project_title", f"Project {CANARY}")

    store.erase(session.assessment, Erasure((3,), "erasure", "Names a person"), KEEPER)

    assert [line.title for line in store.list()] == ["Stop and search"]
    assert CANARY.encode() not in everything(store)
    assert list(upkeep.check(store)) == []


def test_erasing_twice_is_no_harm(filled, store):
    for _ in range(2):
        store.erase(filled.assessment, Erasure((3,), "erasure", "Asked to"), KEEPER)

    assert prove(store.record(filled.assessment), {}).erased == 1


@pytest.mark.parametrize("seqs", [(99,), (0,), (3, 99)])
def test_what_is_not_there_cannot_be_erased_and_nothing_else_is(filled, store, seqs):
    with pytest.raises(EventNotErasable, match="nothing that can be erased"):
        store.erase(filled.assessment, Erasure(seqs, "erasure", "Asked to"), KEEPER)
    assert store.events(filled.assessment)[2].payload is not None


def test_the_note_of_an_erasure_cannot_be_erased(filled, store):
    head = store.erase(filled.assessment, Erasure((3,), "erasure", "Asked to"), KEEPER)

    with pytest.raises(EventNotErasable):
        store.erase(filled.assessment, Erasure((head.seq,), "erasure", "To hide it"), KEEPER)


def test_a_disposed_record_is_a_tombstone(filled, store, bank, author):
    store.dispose(filled.assessment, "Kept for seven years", KEEPER)

    (line,) = store.list()
    events = store.events(filled.assessment)
    assert (line.state, line.title) == ("disposed", "")
    assert [event.kind for event in events if event.payload is not None] == ["disposed"]
    assert events[-1].payload["reason"] == "Kept for seven years"
    for words in (CANARY, "Told by a witness", "Stop and search"):
        assert words.encode() not in everything(store)
    assert prove(store.record(filled.assessment), {}).head == filled_head(store, filled)
    assert list(upkeep.check(store)) == []


def filled_head(store, filled):
    filled.refresh()
    return filled.head


def test_nothing_is_added_to_a_tombstone(filled, store):
    store.dispose(filled.assessment, "Kept long enough", KEEPER)

    with pytest.raises(RecordDisposed, match="records schedule"):
        filled.answer("detail", "More")
    with pytest.raises(RecordDisposed):
        store.dispose(filled.assessment, "Again", KEEPER)
    with pytest.raises(RecordDisposed):
        store.erase(filled.assessment, Erasure((1,), "erasure", "Again"), KEEPER)


def test_a_hold_keeps_a_record_until_the_last_one_is_lifted(filled, store):
    note(store, filled, "hold_set", {"hold": "one", "reason": "An inquiry"})
    note(store, filled, "hold_set", {"hold": "two", "reason": "A claim"})
    for hold in ("one", "two"):
        assert store.line(filled.assessment).held
        with pytest.raises(RecordHeld, match="Lift the hold"):
            store.dispose(filled.assessment, "Kept long enough", KEEPER)
        note(store, filled, "hold_lifted", {"hold": hold, "reason": "Over"})

    store.dispose(filled.assessment, "Kept long enough", KEEPER)

    assert store.line(filled.assessment).state == "disposed"


def attach(_, session, body, address="detail"):
    kept = session.attach("note.txt", body, address)
    return kept.digest, session.head.seq


def kept_files(store):
    with store.reading() as connection:
        return set(connection.execute(select(t.attachments.c.hash)).scalars())


def test_an_attachment_is_kept_once_and_goes_with_its_last_mention(session, store, author, bank):
    other = Session.begin(store, "Other", author, bank)
    digest, seq = attach(store, session, b"the same words")
    assert attach(store, other, b"the same words")[0] == digest
    assert kept_files(store) == {digest}
    assert store.attachment(other.assessment, digest) == b"the same words"

    store.erase(session.assessment, Erasure((seq,), "erasure", "Asked to"), KEEPER)

    with pytest.raises(AttachmentNotFound):
        store.attachment(session.assessment, digest)
    assert store.attachment(other.assessment, digest) == b"the same words"
    store.dispose(other.assessment, "Kept long enough", KEEPER)
    assert kept_files(store) == set()


def test_attachments_and_erasures_travel_in_an_export(session, store, tmp_path, bank):
    kept, _ = attach(store, session, b"kept")
    _, gone = attach(store, session, b"gone")
    store.erase(session.assessment, Erasure((gone,), "erasure", "Asked to"), KEEPER)
    raw = export(store, session.assessment)
    other = open_store(f"sqlite:///{tmp_path}/other.db", bank)

    take(other, read(raw, "x.json"), store.keyring.known())

    assert export(other, session.assessment) == raw
    assert other.attachment(session.assessment, kept) == b"kept"
    assert list(upkeep.check(other)) == []


@pytest.mark.parametrize("roles", [(), ("dpo",)])
def test_only_a_records_manager_erases_and_disposes_through_the_service(
    service, sqlite, bank, author, roles
):
    running = service(sqlite)
    session = Session.begin(running.store("ana"), "Stop and search", author, bank)
    store = running.store("eve", *roles)

    for forbidden in (
        lambda: store.erase(session.assessment, Erasure((2,), "erasure", "x"), KEEPER),
        lambda: store.dispose(session.assessment, "x", KEEPER),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    assert store.line(session.assessment).state == "draft"
    rita = running.store("rita", "records_manager")
    rita.erase(session.assessment, Erasure((2,), "erasure", "x"), Actor("somebody", "author"))
    assert rita.events(session.assessment)[-1].actor.id == "rita"

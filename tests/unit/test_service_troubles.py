"""A store in trouble behind the service: a sentence for people, and nothing acknowledged that is not there."""

import sqlite3

import pytest
from sqlalchemy import event

from answerable.errors import (
    AnswerableError,
    RecordBroken,
    StoreBroken,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
)
from answerable.record import open_store
from answerable.record.database import engine, upkeep
from answerable.record.events import Actor, NewEvent
from answerable.record.store import Batch, Stamp

ANA = Actor("ana", "author")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "records.db"


@pytest.fixture
def running(service, file):
    running = service(f"sqlite:///{file}")
    running.store("ana").create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)
    return running


@pytest.fixture
def database_of(running):
    """The engine inside the service, to put it in trouble."""
    return running.app.state.desk.records.store.engine


def batch(number, size=20):
    new = NewEvent("action_updated", "", {"text": f"{number} " + "x" * size})
    return Batch(Stamp("page", number), ANA, [new], [("detail", f"draft {number}", 0)])


def told(running, answer):
    """What the service told: a problem without a word of where its things are."""
    assert answer.headers["content-type"] == "application/problem+json"
    assert "records.db" not in answer.text
    assert running.settings.keys not in answer.text
    assert "sqlite" not in answer.json()["facts"].get("store", "")
    return answer


def written(file, bank):
    """What is there, looked at without the service."""
    store = open_store(f"sqlite:///{file}", bank)
    try:
        return [each.payload["text"].split()[0] for each in store.events("stop")[1:]]
    finally:
        store.close()


def test_a_locked_store_is_said_and_the_same_save_goes_through_later(running, file, monkeypatch):
    monkeypatch.setattr(engine, "PATIENCE_MS", 50)
    running.app.state.desk.records.store.engine.dispose()  # the next connections have less patience
    store = running.store("ana")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreLocked, match="Another program holds the store"):
        store.write("stop", batch(1))
    assert [each.kind for each in store.events("stop")] == ["created"]  # reading goes on
    other.execute("ROLLBACK")
    other.close()

    assert store.write("stop", batch(1)).head.seq == 2
    assert store.write("stop", batch(1)).head.seq == 2


def test_a_full_disk_is_said_and_what_was_acknowledged_is_there(running, database_of, file, bank):
    store = running.store("ana")

    @event.listens_for(database_of, "connect")
    def _small(connection, _):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 20}")

    database_of.dispose()
    acknowledged = []

    def write_until_full():
        for number in range(200):
            store.write("stop", batch(number, 5000))
            acknowledged.append(str(number))

    with pytest.raises(StoreFull, match="free some space"):
        write_until_full()

    assert written(file, bank) == acknowledged
    assert len(acknowledged) < 200
    answer = running.ask(
        store._capability, "POST", "/v1/assessments/stop/batches", json=big_body(len(acknowledged))
    )
    assert told(running, answer).status_code == 507
    assert answer.headers["retry-after"]
    event.remove(database_of, "connect", _small)
    database_of.dispose()
    assert store.write("stop", batch(len(acknowledged), 5000)).head.seq == len(acknowledged) + 2


def big_body(number):
    events = [{"kind": "action_updated", "address": "", "payload": {"text": "x" * 100_000}}]
    return {"client": "big", "client_seq": number, "events": events}


def test_a_store_that_cannot_be_written_can_be_read_and_says_why_not_written(
    running, database_of, file, bank
):
    store = running.store("ana")
    store.write("stop", batch(1))

    @event.listens_for(database_of, "connect")
    def _shut(connection, _):
        connection.execute("PRAGMA query_only = ON")

    database_of.dispose()

    with pytest.raises(StoreReadOnly, match="cannot be written to"):
        store.write("stop", batch(2))
    assert len(store.events("stop")) == 2
    assert running.http.get("/ready").is_success
    assert written(file, bank) == ["1"]


def spoil(file, at):
    """Put other bytes in the middle of a page, as a dying disk does."""
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    raw = bytearray(file.read_bytes())
    first = at * size
    raw[first : first + size] = bytes((0xA5 ^ n) & 0xFF for n in range(size))
    file.write_bytes(bytes(raw))


def test_a_spoilt_page_is_said_and_nothing_is_made_up(running, database_of, file, bank):
    store = running.store("ana")
    for number in range(30):
        store.write("stop", batch(number, 800))
    database_of.dispose()
    pages = file.stat().st_size // 4096
    whole = file.read_bytes()
    outcomes = set()
    for at in range(1, pages):
        file.write_bytes(whole)
        spoil(file, at)
        outcomes.add(outcome(store))
        database_of.dispose()
        for path in ("/v1/assessments", "/v1/assessments/stop/events", "/ready"):
            answer = running.ask(store._capability, "GET", path)
            if not answer.is_success:
                told(running, answer)
        database_of.dispose()
    file.write_bytes(whole)

    assert {"StoreBroken", "written"} <= outcomes <= ALLOWED
    assert len(store.events("stop")) == 31


ALLOWED = {"written", "StoreBroken", "RecordBroken", "CapabilityRefused", "AssessmentNotFound"}


def outcome(store):
    """Try to write once; return what came of it. What is acknowledged must be there."""
    try:
        done = store.write("stop", batch(1000, 10))
        assert store.events("stop")[-1].seq == done.head.seq
    except AnswerableError as error:
        return type(error).__name__
    return "written"


def test_a_record_that_was_changed_is_not_shown_through_the_service(running, file):
    store = running.store("ana")
    store.write("stop", batch(1))
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE events SET hash = 'other' WHERE seq = 2")

    with pytest.raises(RecordBroken, match="at event 2"):
        store.events("stop")
    with pytest.raises((RecordBroken, StoreBroken)):
        store.record("stop")
    assert [trouble.seq for trouble in upkeep.check(running.app.state.desk.records.store)] == [2]

"""A store that is locked, full, read-only, broken or too new says so, and loses nothing."""

import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import event

from answerable.bank.load import load_bank
from answerable.errors import (
    RecordBroken,
    RecordTooNew,
    StoreBroken,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
)
from answerable.record import Session, engine, open_store
from answerable.record.chain import verify

TINY = Path(__file__).parents[1] / "data" / "content" / "tiny"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "records.db"


def test_a_locked_store_is_said_and_the_same_patch_goes_through_later(session, file, monkeypatch):
    monkeypatch.setattr(engine, "PATIENCE_MS", 50)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    change = [{"do": "answer", "address": "detail", "value": "kept"}]

    with pytest.raises(StoreLocked, match="Nothing is lost"):
        session.apply("page", 1, change)
    other.execute("ROLLBACK")
    other.close()
    session.apply("page", 1, change)

    assert session.answers["detail"] == "kept"


def test_readers_are_never_blocked_by_a_writer(session, file):
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    assert session.events()[0].kind == "created"
    other.close()


def write_until_full(session, change):
    for n in range(200):
        session.apply("page", n + 1, [change])


def test_a_full_disk_is_said_and_what_was_saved_stays(session, store, monkeypatch):
    session.answer("detail", "saved")

    @event.listens_for(store._engine, "connect")
    def _small(connection, _):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    big = {"do": "draft", "address": "detail", "value": "x" * 5000}

    with pytest.raises(StoreFull, match="free some space"):
        write_until_full(session, big)
    assert session.answers["detail"] == "saved"
    assert verify(store.events(session.assessment)) == session.head


def test_a_read_only_store_can_be_read_and_says_why_not_written(session, file, author, bank):
    session.answer("detail", "saved")
    store = open_store(f"sqlite:///file:{file}?mode=ro&uri=true")
    reader = Session.open(store, session.assessment, author, bank)

    assert reader.answers["detail"] == "saved"
    with pytest.raises(StoreReadOnly, match="write access"):
        reader.answer("detail", "more")


def test_a_store_in_a_place_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreReadOnly):
        open_store(f"sqlite:///{tmp_path}/file/records.db")


def test_a_file_that_is_no_database_is_said(tmp_path):
    file = tmp_path / "notes.db"
    file.write_text("these are my notes " * 100)

    with pytest.raises(StoreBroken, match="Restore"):
        open_store(f"sqlite:///{file}")
    assert file.read_text().startswith("these are my notes")


def test_an_address_of_no_known_kind_is_said():
    with pytest.raises(StoreError):
        open_store("nonsense")


def test_a_store_of_a_newer_program_is_left_alone(session, file):
    raw = sqlite3.connect(file)
    raw.execute("UPDATE about SET value = '99' WHERE key = 'schema'")
    raw.commit()
    raw.close()

    with pytest.raises(RecordTooNew, match="99"):
        open_store(f"sqlite:///{file}")


def test_two_programs_can_make_the_same_store_at_once(file):
    troubles = []

    def make():
        try:
            open_store(f"sqlite:///{file}").list()
        except Exception as error:  # noqa: BLE001 - any trouble at all is the finding
            troubles.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert troubles == []


def test_many_writers_make_one_chain(session, store, author, bank):
    def write(name):
        own = Session.open(store, session.assessment, author, bank)
        for n in range(10):
            own.apply(name, n + 1, [{"do": "answer", "address": "detail", "value": f"{name} {n}",
                                     "based_on": 10_000}])  # fmt: skip

    threads = [threading.Thread(target=write, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    events = store.events(session.assessment)
    assert verify(events).seq == len(events) == 2 + 40


WRITER = """
import sys
from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from pathlib import Path
store = open_store(sys.argv[1])
session = Session.open(store, sys.argv[2], Person("ana"), load_bank(Path(sys.argv[3])))
for n in range(10_000):
    session.apply("killed", n + 1, [{"do": "draft", "address": "detail", "value": str(n)},
                                    {"do": "answer", "address": "stage", "value": ["new", "running"][n % 2], "based_on": n + 10}])
    print(n, flush=True)
"""


@pytest.mark.parametrize("wait", [0.0, 0.013, 0.05])
def test_a_killed_writer_loses_nothing_that_it_was_told_is_saved(session, store, file, wait):
    command = [sys.executable, "-c", WRITER, f"sqlite:///{file}", session.assessment, str(TINY)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        first = writer.stdout.readline()
        time.sleep(wait)
        writer.kill()
        told = [first, *writer.stdout.readlines()]
    acknowledged = int([line for line in told if line.endswith("\n")][-1])

    fresh = Session.open(
        open_store(f"sqlite:///{file}"), session.assessment, session.person, load_bank(TINY)
    )

    assert int(fresh.drafts[0].value) >= acknowledged
    assert verify(fresh.events()) == fresh.head
    assert len(fresh.events()) >= 2 + acknowledged


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE payloads SET body = replace(body, 'kept', 'lost')",
        "UPDATE payloads SET body = substr(body, 1, 9)",
        "UPDATE payloads SET body = 'NaN' WHERE seq = 3",
        "UPDATE payloads SET body = '5' WHERE seq = 3",
        "UPDATE payloads SET salt = 'zz' WHERE seq = 3",
        "DELETE FROM events WHERE seq = 3",
        "UPDATE events SET actor = 'somebody' WHERE seq = 3",
        "UPDATE events SET seq = 9 WHERE seq = 3",
    ],
)
def test_a_record_that_was_changed_in_the_database_is_neither_shown_nor_added_to(
    session, file, author, bank, damage
):
    session.answer("detail", "kept")
    raw = sqlite3.connect(file)
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute(damage)
    raw.commit()
    raw.close()

    with pytest.raises(RecordBroken, match="does not hold together at event"):
        Session.open(open_store(f"sqlite:///{file}"), session.assessment, author, bank)


def test_a_new_store_is_for_its_account_alone(tmp_path):
    open_store(f"sqlite:///{tmp_path}/new/folder/records.db")

    assert (tmp_path / "new" / "folder").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / "folder" / "records.db").stat().st_mode & 0o777 == 0o600

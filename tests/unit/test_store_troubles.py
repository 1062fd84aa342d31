"""A store that is locked, full, read-only, broken or too new says so, and loses nothing."""

import sqlite3
import threading

import pytest
from sqlalchemy import event

from answerable.errors import (
    RecordTooNew,
    StoreBroken,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
)
from answerable.record import Session, open_store
from answerable.record.database import engine
from answerable.record.proof.chain import verify


@pytest.fixture
def file(tmp_path):
    return tmp_path / "records.db"


@pytest.fixture
def store_for(file, bank):
    store = open_store(f"sqlite:///{file}", bank)
    yield lambda _: store
    store.close()


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

    @event.listens_for(store.engine, "connect")
    def _small(connection, _):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    store.close()  # the next connection is a small one
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
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()

    with pytest.raises(RecordTooNew, match="9999"):
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


def test_a_new_store_is_for_its_account_alone(tmp_path):
    open_store(f"sqlite:///{tmp_path}/new/folder/records.db")

    assert (tmp_path / "new" / "folder").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / "folder" / "records.db").stat().st_mode & 0o777 == 0o600

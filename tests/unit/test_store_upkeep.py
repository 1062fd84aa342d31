"""A store is brought up to date, checked, copied to the other engine and back, restored."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from answerable.errors import RecordTooNew, StoreError, StoreNotEmpty, StoreOutdated
from answerable.record import Person, Session, open_store
from answerable.record.database import schema, upkeep
from answerable.record.database import tables as t
from answerable.record.database.engine import connect
from answerable.record.exchange.file import export
from answerable.record.proof.chain import verify

FORMATS = Path(__file__).parents[1] / "data" / "formats"
OLD = "stop-and-search-old01"


@pytest.fixture
def old(tmp_path):
    file = tmp_path / "old.db"
    shutil.copy(FORMATS / "store-1.db", file)
    return file


def differences(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, t.metadata)
    return [d for d in found if "alembic_version" not in str(d) and "BIGINT" not in str(d).upper()]


@pytest.mark.parametrize("start", ["empty", "made whole"])
def test_migrations_give_the_tables_that_a_new_store_has(database, start, request):
    engine = connect(database)
    request.addfinalizer(engine.dispose)
    if start == "empty":
        schema.upgrade(engine)
    else:
        schema.make(engine)

    assert differences(engine) == []
    assert schema.found(engine) == t.SCHEMA


def test_an_older_store_is_left_alone_until_it_is_migrated(old):
    with pytest.raises(StoreOutdated, match="answerable store migrate"):
        open_store(f"sqlite:///{old}")


def test_a_store_of_the_first_version_is_brought_up_to_date(old, bank):
    before = sqlite3.connect(old).execute("SELECT hash FROM events ORDER BY 1").fetchall()

    assert upkeep.migrate(f"sqlite:///{old}") == "0001"

    store = open_store(f"sqlite:///{old}", bank)
    session = Session.open(store, OLD, Person("ben"), bank)
    after = sqlite3.connect(old).execute("SELECT hash FROM events ORDER BY 1").fetchall()
    assert before == after
    assert session.answers["detail"] == "Ben's words"
    assert [draft.value for draft in session.drafts] == ["half a sen"]
    assert {line.title for line in store.list()} == {"Stop and search", "Second"}
    assert verify(store.events(OLD)) == session.head
    session.answer("detail", "More")
    upkeep.rebuild(store)
    assert list(upkeep.check(store)) == []
    assert differences(store.engine) == []
    assert (old.parent / "old.db.0001").is_file()


def test_migrating_twice_changes_nothing(old):
    upkeep.migrate(f"sqlite:///{old}")
    assert upkeep.migrate(f"sqlite:///{old}") == t.SCHEMA


def test_a_migration_that_is_killed_changes_nothing_and_is_done_the_next_time(
    old, bank, monkeypatch
):
    moved = []

    def killed(connection, assessment, *_):
        moved.append(assessment)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(upkeep.heads, "move", killed)
        with pytest.raises(KeyboardInterrupt):
            upkeep.migrate(f"sqlite:///{old}")
    with pytest.raises(StoreOutdated):
        open_store(f"sqlite:///{old}")

    assert moved
    assert upkeep.migrate(f"sqlite:///{old}") == "0001"
    store = open_store(f"sqlite:///{old}", bank)
    assert {line.title for line in store.list()} == {"Stop and search", "Second"}
    assert list(upkeep.check(store)) == []


def test_a_broken_record_keeps_no_other_from_being_brought_up_to_date(old, bank):
    with sqlite3.connect(old) as raw:
        raw.execute("UPDATE payloads SET body = '{}' WHERE assessment = ?", (OLD,))

    upkeep.migrate(f"sqlite:///{old}")

    store = open_store(f"sqlite:///{old}", bank)
    assert [line.title for line in store.list()] == ["Second"]
    assert [trouble.where for trouble in upkeep.check(store)] == [OLD]


def test_a_newer_store_is_refused_in_a_sentence(database):
    store = open_store(database)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()

    with pytest.raises(RecordTooNew, match="newer version"):
        open_store(database)


def fill(store, bank):
    session = Session.begin(store, "Stop and search", Person("ana", "Ana"), bank)
    session.answer("screen_personal", {"choice": "yes", "why": "Names – “all”"})
    row = session.add_row("datasets")
    session.answer(f"datasets/{row}/title", "Stops\n<b>")
    session.apply("page", 1, [{"do": "draft", "address": "detail", "value": "half"}])
    return session.assessment


def test_a_store_goes_to_the_other_engine_and_back_byte_for_byte(tmp_path, postgres, bank):
    first = open_store(f"sqlite:///{tmp_path}/first.db", bank)
    name = fill(first, bank)

    assert upkeep.copy(first, postgres) == 1
    middle = open_store(postgres, bank)
    assert upkeep.copy(middle, f"sqlite:///{tmp_path}/last.db") == 1
    last = open_store(f"sqlite:///{tmp_path}/last.db", bank)

    assert export(first, name) == export(middle, name) == export(last, name)
    assert first.drafts(name, "ana") == last.drafts(name, "ana") != ()
    assert first.list() == middle.list() == last.list()
    assert first.keep_key(name, "ana") == last.keep_key(name, "ana")
    assert list(upkeep.check(last)) == list(upkeep.check(middle)) == []
    last_session = Session.open(last, name, Person("ana"), bank)
    last_session.answer("detail", "Goes on")


def test_a_copy_never_goes_over_what_is_there(database, tmp_path, bank):
    store = open_store(database, bank)
    fill(store, bank)
    other = open_store(f"sqlite:///{tmp_path}/other.db", bank)
    fill(other, bank)

    with pytest.raises(StoreNotEmpty):
        upkeep.copy(store, f"sqlite:///{tmp_path}/other.db")
    assert len(other.list()) == 1


def test_a_backup_comes_back_whole(database, tmp_path, bank):
    store = open_store(database, bank)
    name = fill(store, bank)
    file = tmp_path / "backup.db"

    assert upkeep.backup(store, file) == 1
    with pytest.raises(StoreNotEmpty):
        upkeep.backup(store, file)
    assert upkeep.restore(file, f"sqlite:///{tmp_path}/restored.db") == 1

    again = open_store(f"sqlite:///{tmp_path}/restored.db", bank)
    assert export(again, name) == export(store, name)
    with pytest.raises(StoreError, match="no backup"):
        upkeep.restore(tmp_path / "nothing.db", f"sqlite:///{tmp_path}/x.db")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE events SET actor = 'eve' WHERE seq = 2",
        "UPDATE payloads SET body = '{}' WHERE seq = 2",
        "UPDATE assessments SET seal = '00'",
        "UPDATE standings SET title = 'Other'",
        "UPDATE standings SET route = 'panel'",
        "UPDATE standings SET held = (1 = 1)",
        "INSERT INTO members VALUES ('NAME', 'eve', 'author', '')",
        "DELETE FROM standings",
        "DELETE FROM payloads WHERE seq = 2",
    ],
)
def test_a_check_finds_what_is_wrong_and_where(database, bank, damage):
    store = open_store(database, bank)
    name = fill(store, bank)
    assert list(upkeep.check(store)) == []

    with store.writing() as connection:
        connection.execute(text(damage.replace("NAME", name)))

    assert {trouble.where for trouble in upkeep.check(store)} == {name}


def test_lists_are_made_anew_from_the_events(database, bank):
    store = open_store(database, bank)
    fill(store, bank)
    before = store.list()
    with store.writing() as connection:
        for table in ("standings", "members", "uses"):
            connection.execute(text(f"DELETE FROM {table}"))
    assert store.list() == ()

    assert upkeep.rebuild(store) == 1

    assert store.list() == before
    assert list(upkeep.check(store)) == []

"""A connection to PostgreSQL that is lost in mid-append: said, or done; never doubled, never half."""

import itertools
import threading
from contextlib import suppress

import psycopg
import pytest
from sqlalchemy import event

from answerable.errors import StoreLocked, StoreUnreachable
from answerable.record import open_store
from answerable.record.database import upkeep
from answerable.record.database.local import LocalStore
from answerable.record.events import Actor, NewEvent
from answerable.record.store import Batch, Stamp

ANA = Actor("ana", "author")
MOMENTS = ("before_cursor_execute", "after_cursor_execute")
OTHERS = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Cutter:
    """Ends every connection but its own when the store has said so many words more."""

    def __init__(self, url, engine):
        self.connection = psycopg.connect(url, autocommit=True)
        self.left = self.cuts = 0
        for moment in MOMENTS:
            event.listen(engine, moment, self)
        event.listen(engine, "commit", self)

    def __call__(self, *_):
        if self.left:
            self.left -= 1
            if not self.left:
                self.cut()

    def cut(self):
        self.connection.execute(OTHERS)
        self.cuts += 1


@pytest.fixture
def cutter(postgres, request):
    """Cut the connections of a store: `cutter(engine)`."""

    def made(engine):
        found = Cutter(postgres, engine)
        request.addfinalizer(found.connection.close)
        return found

    return made


def batch(number):
    new = NewEvent("answered", "detail", {"value": f"words {number}"}, 1)
    return Batch(Stamp("page", number), ANA, [new], [("start", f"draft {number}", 0)])


def write_through(store, number):
    """Send a batch until it is acknowledged, as a page does; return how often it was refused."""
    for refused in itertools.count():
        with suppress(StoreUnreachable):
            store.write("stop", batch(number))
            return refused
    raise AssertionError


def is_whole(store, check, numbers):
    said = [each.payload.get("value") for each in store.events("stop")[1:]]
    assert said == [f"words {number}" for number in numbers]
    assert [draft.value for draft in store.drafts("stop", "ana")] == [f"draft {max(numbers)}"]
    assert list(upkeep.check(check)) == []


def test_an_append_that_loses_its_connection_is_done_once_when_it_is_sent_again(
    postgres, bank, cutter
):
    store = open_store(postgres, bank)
    store.create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)
    cut, numbers, refused = cutter(store.engine), range(1, 21), 0
    for number in numbers:
        cut.left = number * 2
        refused += write_through(store, number)

    cut.left = 0

    assert refused >= 8
    is_whole(store, store, numbers)
    store.close()


def test_the_same_through_the_service(postgres, service, cutter):
    running = service(postgres)
    inside = running.app.state.desk.records.store
    store = running.store("ana")
    store.create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)
    cut, numbers, refused = cutter(inside.engine), range(1, 21), 0
    for number in numbers:
        cut.left = number * 2
        refused += write_through(store, number)

    cut.left = 0

    assert refused >= 8
    is_whole(store, inside, numbers)


def test_connections_that_were_lost_while_nobody_wrote_are_not_noticed(postgres, bank, cutter):
    store = open_store(postgres, bank)
    store.create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)
    cut = cutter(store.engine)
    for number in range(1, 6):
        cut.cut()
        assert write_through(store, number) == 0
    is_whole(store, store, range(1, 6))
    store.close()


def test_a_server_that_is_not_there_is_said(postgres, bank):
    nowhere = postgres.replace("host=", "host=/nowhere")

    with pytest.raises(StoreUnreachable, match="does not answer"):
        open_store(nowhere, bank)


def test_a_writer_that_never_lets_go_is_said_and_waited_for(postgres, bank, monkeypatch):
    monkeypatch.setattr("answerable.record.database.engine.PATIENCE_MS", 100)
    store = LocalStore(postgres, bank)
    store.create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)
    with psycopg.connect(postgres) as other:
        other.execute("SELECT * FROM assessments FOR UPDATE")
        with pytest.raises(StoreLocked, match="Nothing is lost"):
            store.write("stop", batch(1))
        assert len(store.events("stop")) == 1  # readers do not wait
        monkeypatch.setattr("answerable.record.database.engine.PATIENCE_MS", 20_000)
        store.engine.dispose()  # the next connection has more patience
        waiting = threading.Timer(0.03, other.rollback)
        waiting.start()
        assert store.write("stop", batch(1)).head.seq == 2
        waiting.join()
    store.close()

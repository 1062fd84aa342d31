"""A service killed in mid-save and started again: what was sent is written once, and readers go on."""

import hashlib
import queue
import time

import pytest

from answerable.errors import StoreUnreachable
from answerable.record.database import upkeep
from answerable.record.events import Actor, NewEvent
from answerable.record.remote import client
from answerable.record.store import Batch, Stamp

# httpcore leaves the socket to the garbage collector when nobody listens at a socket file
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
ANA = Actor("ana", "author")
LONG = 20


@pytest.fixture
def served(worlds, zygote, bank, database):
    """A service in a process of its own, with a record of Ana's."""
    world = worlds.ServedWorld(database, zygote, bank)
    world.roles = {"ana": (), "ben": ()}
    world.open()
    world.face("ana").create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)
    yield world
    world.close()


def batch(number):
    new = NewEvent("answered", "detail", {"value": f"words {number}"}, 1)
    return Batch(Stamp("page", number), ANA, [new], [("start", f"draft {number}", 0)])


def test_what_is_being_saved_when_the_service_is_killed_is_saved_once(served):
    store = served.face("ana")
    for number, die_at in enumerate(range(1, 60, 3), 2):
        with served.dying(die_at):
            written = store.write("stop", batch(number))
        assert written.head.seq == number
        assert store.write("stop", batch(number)) == written

    said = [event.payload.get("value") for event in store.events("stop")[1:]]
    assert said == [f"words {number}" for number in range(2, 22)]
    assert [draft.value for draft in store.drafts("stop", "ana")] == ["draft 21"]
    assert list(upkeep.check(served.auditor)) == []


def test_what_must_not_be_done_twice_is_not_sent_again(served):
    """The answer to an attachment is lost: its sender is told, and looks before trying again."""
    store, attached = served.face("ana"), 0
    for die_at in range(1, 60, 6):
        body = f"file {die_at}\n".encode()
        said = {"hash": hashlib.sha256(body).hexdigest(), "name": "file.txt", "size": len(body)}
        said["type"] = "text/plain; charset=utf-8"
        try:
            with served.dying(die_at):
                store.attach("stop", NewEvent("attached", "", said), body, ANA)
            attached += 1
        except StoreUnreachable:
            there = [event.payload.get("hash") for event in store.events("stop")]
            assert there.count(said["hash"]) <= 1
            attached += said["hash"] in there

    assert len(store.events("stop")) == 1 + attached
    assert attached
    assert list(upkeep.check(served.auditor)) == []


def test_readers_hear_of_what_was_written_while_the_service_was_away(served, monkeypatch):
    monkeypatch.setattr(client, "RECONNECT_SECONDS", 0.05)
    told = queue.Queue()
    stop = served.face("ben").watch("stop", 2, told.put)
    other = served.face("ana")
    other.write("stop", Batch(Stamp("share", 1), ANA, [NewEvent("sharing_set", "", {"on": True})]))
    time.sleep(1)  # until Ben listens
    other.write("stop", batch(2))
    assert told.get(timeout=LONG) == 3

    served.restart(meanwhile=lambda: served.auditor.write("stop", batch(3)))

    assert told.get(timeout=LONG) == 4
    stop()

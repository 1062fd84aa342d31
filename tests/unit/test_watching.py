"""Whoever watches a record hears of everything that was written since they read it."""

import queue
import time

import pytest

from answerable.record.events import Actor, NewEvent
from answerable.record.store import Batch, Stamp

ANA = Actor("ana", "author")
LONG = 20


@pytest.fixture
def written(store):
    """Write a word; return the head."""
    store.create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)

    def write(number):
        new = NewEvent("answered", "detail", {"value": f"words {number}"})
        return store.write("stop", Batch(Stamp("page", number), ANA, [new])).head.seq

    return write


def test_what_was_written_before_anybody_listened_is_told(store, written):
    seen = written(1)
    now = written(2)  # after it was read, before anybody listens
    told = queue.Queue()

    stop = store.watch("stop", seen, told.put)

    assert told.get(timeout=LONG) == now
    assert told.empty()
    assert written(3) == told.get(timeout=LONG)
    stop()


def test_what_is_known_already_is_not_told(store, written):
    seen, told = written(1), queue.Queue()

    stop = store.watch("stop", seen, told.put)
    time.sleep(1.5)  # until everybody has looked
    assert told.empty()
    assert written(2) == told.get(timeout=LONG)
    stop()

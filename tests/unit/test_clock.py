"""A clock that goes backwards, or is far ahead for a while, never turns the order of events round."""

import pytest

from answerable.record import events
from answerable.record.database import upkeep
from answerable.record.events import Actor, NewEvent
from answerable.record.proof.chain import verify
from answerable.record.store import Batch, Erasure, Stamp

ANA = Actor("ana", "author")
TIMES = (
    "2026-11-24T10:00:00.000Z", "2026-11-24T09:00:00.000Z", "2031-01-01T00:00:00.000Z",
    "1970-01-01T00:00:00.000Z", "2026-11-24T10:00:01.000Z",
)  # fmt: skip


@pytest.fixture
def clock(monkeypatch):
    """Set the clock that events take their time from."""

    def set_to(time):
        monkeypatch.setattr(events, "now", lambda: time)

    return set_to


def test_times_of_events_never_go_backwards(store, clock):
    clock(TIMES[0])
    store.create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)
    for number, time in enumerate(TIMES, 2):
        clock(time)
        new = NewEvent("answered", "detail", {"value": f"words {number}"}, number - 1)
        assert store.write("stop", Batch(Stamp("page", number), ANA, [new])).conflicts == (None,)

    times = [event.at for event in store.events("stop")]
    assert times == [TIMES[0]] * 3 + [TIMES[2]] * 3
    assert store.line("stop").updated_at == TIMES[2]
    assert verify(store.events("stop")).at == TIMES[2]


def test_notes_of_the_store_itself_keep_the_order_too(local, clock):
    clock(TIMES[2])
    local.create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)
    clock(TIMES[3])
    local.erase("stop", Erasure((1,), "art17", "Asked for"), ANA)
    local.dispose("stop", "Its time is over", ANA)

    assert {event.at for event in local.events("stop")} == {TIMES[2]}
    assert list(upkeep.check(local)) == []

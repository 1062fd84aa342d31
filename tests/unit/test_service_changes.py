"""Readers are told that a record moved on, whoever moved it, and only for as long as they may read."""

import json
import queue
import threading
import time
from contextlib import contextmanager

import pytest

from answerable.record import open_store
from answerable.record.events import Actor, NewEvent
from answerable.record.store import Batch, Stamp

ANA = Actor("ana", "author")
LONG = 20
pytestmark = pytest.mark.usefixtures("looking_often")
ENDED = "ended"


@pytest.fixture
def running(service, database):
    running = service(database, everybody="reader")
    running.store("ana").create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)
    return running


def say(store, seq, kind="action_updated", **payload):
    return store.write("stop", Batch(Stamp("page", seq), ANA, [NewEvent(kind, "", payload)]))


class Reader:
    """Somebody who listens: what they are told comes out of a queue, at last that it ended."""

    def __init__(self, running, capability):
        self.told = queue.Queue()
        self.signs = queue.Queue()
        self._address = ("GET", "/v1/assessments/stop/changes")
        self._headers = {"Authorization": f"Bearer {capability}"}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._listen, args=[running])
        self._thread.start()

    def _listen(self, running):
        with running.http.stream(*self._address, headers=self._headers) as answer:
            self.told.put(answer.status_code)
            for line in answer.iter_lines():
                if line.startswith("data:"):
                    self.told.put(json.loads(line.removeprefix("data:"))["seq"])
                elif line.startswith(":"):
                    self.signs.put(line)
                if self._stop.is_set():
                    return
        self.told.put(ENDED)

    def next(self):
        return self.told.get(timeout=LONG)

    def leave(self):
        self._stop.set()
        self._thread.join()


@pytest.fixture
def listens():
    """Let somebody listen until the test is over."""
    there = []

    @contextmanager
    def listening(running, capability):
        reader = Reader(running, capability)
        there.append(reader)
        yield reader
        reader.leave()

    yield listening
    for reader in there:
        reader.leave()


def test_a_reader_is_told_of_the_head_and_of_what_this_service_writes(running, listens):
    ana = running.store("ana")
    with listens(running, running.pass_for("ana")) as reader:
        assert (reader.next(), reader.next()) == (200, 1)
        for number in range(2, 6):
            say(ana, number, text="Hello")
            assert reader.next() == number
        assert reader.signs.get(timeout=LONG) == ": still here"


def test_a_reader_is_told_of_what_another_process_writes_to_the_same_store(running, listens):
    other = open_store(running.settings.store)
    with listens(running, running.pass_for("ana")) as reader:
        assert (reader.next(), reader.next()) == (200, 1)
        say(other, 1, text="From elsewhere")
        assert reader.next() == 2
    other.close()


def test_a_stream_ends_when_its_line_of_passes_is_taken_back(running, listens):
    capability = running.pass_for("ana")
    with listens(running, capability) as reader:
        assert (reader.next(), reader.next()) == (200, 1)
        running.ask(capability, "DELETE", "/v1/capabilities")
        assert reader.next() == ENDED


def test_a_stream_goes_on_when_a_pass_runs_out_that_can_be_renewed(running, listens):
    capability = running.pass_for("ana")
    with listens(running, capability) as reader:
        assert (reader.next(), reader.next()) == (200, 1)
        running.app.state.desk.capabilities.expire(capability)
        while not reader.signs.empty():
            reader.signs.get()
        assert reader.signs.get(timeout=LONG)
        say(running.store("ana"), 1, text="Hello")
        assert reader.next() == 2


def test_a_stream_ends_when_access_is_taken_away_and_tells_nothing_of_it(running, listens):
    ana = running.store("ana")
    say(ana, 1, "member_changed", person="ben", role="reader")
    with listens(running, running.pass_for("ben")) as reader:
        assert (reader.next(), reader.next()) == (200, 2)
        say(ana, 2, "member_changed", person="ben", role=None)
        assert reader.next() == ENDED


def test_a_stream_ends_when_a_record_is_shut_to_its_reader(running, listens):
    ana = running.store("ana")
    say(ana, 1, "sharing_set", on=True)
    with listens(running, running.pass_for("ben")) as reader:
        assert (reader.next(), reader.next()) == (200, 2)
        say(ana, 2, "restriction_set", on=True)
        assert reader.next() == ENDED


def test_whoever_may_not_read_is_not_told(running, listens):
    with listens(running, running.pass_for("out")) as reader:
        assert (reader.next(), reader.next()) == (404, ENDED)


def test_many_readers_are_told_and_leave_nothing_behind(running, listens):
    news = running.app.state.desk.changes
    for _ in range(3):
        with (
            listens(running, running.pass_for("ana")) as one,
            listens(running, running.pass_for("ana")) as other,
        ):
            assert [each.next() for each in (one, other, one, other)][:2] == [200, 200]
    end = time.monotonic() + LONG
    while news._readers and time.monotonic() < end:
        time.sleep(0.02)

    assert not news._readers
    assert news._heads == {}


def watching():
    return [each for each in threading.enumerate() if each.name == "answerable-watch"]


def test_a_store_that_is_watched_tells_until_nobody_wants_to_know(running):
    store, told = running.store("ana"), queue.Queue()
    before = len(watching())
    stop = store.watch("stop", 1, told.put)
    while not running.app.state.desk.changes._readers:
        time.sleep(0.01)
    say(running.store("ana"), 1, text="Hello")
    assert told.get(timeout=LONG) == 2

    stop()
    end = time.monotonic() + LONG
    while len(watching()) > before and time.monotonic() < end:
        time.sleep(0.02)

    assert len(watching()) == before
    say(running.store("ana"), 2, text="Nobody listens")
    assert told.empty()

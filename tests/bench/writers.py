"""Eight writers at once, each a process of its own: how long one durable append takes them."""

import contextlib
import itertools
import json
import random
import statistics
import time
from dataclasses import dataclass
from multiprocessing import get_context

import invented
from figures import figure, percentile

from answerable.record.events import Actor, NewEvent, Person
from answerable.record.opening import open_store
from answerable.record.remote.client import RemoteStore
from answerable.record.session import Session
from answerable.record.store import Batch, Stamp

WRITERS = 8
PAUSE = 0.1
ROUNDS, SECONDS = 3, 1.5
WORDS = "Officers read each case before they act. " * 8
RUNS = itertools.count(1)
WAYS = {
    "own_paced": ("each on a record of its own, one save every 100 ms", True, True),
    "own_full": ("each on a record of its own, without a pause", True, False),
    "one_paced": ("all on one record, one save every 100 ms", False, True),
    "one_full": ("all on one record, without a pause", False, False),
}


@dataclass(frozen=True)
class Task:
    """What one writer does: `paced` is one save every 100 ms, else one after the other."""

    assessment: str
    client: str
    paced: bool
    seconds: float
    through_session: bool = False


def _writer(pipe, url, capability, number):
    store = RemoteStore(url, capability) if capability else open_store(url, invented.bank())
    person = Person(f"writer-{number}", f"writer-{number}")
    # Each answers a question of its own: on one record, too, nobody overtakes anybody.
    address = [c.id for c in invented.bank().concepts.values() if c.answer.kind == "text"][number]
    pipe.send("ready")
    while task := pipe.recv():
        save = _session(store, task, person, address) if task.through_session else _batch(
            store, task, person, address)  # fmt: skip
        save(0)
        pipe.send("warm")
        pipe.recv()
        pipe.send(_timed(save, task))
    store.close()


def _batch(store, task, person, address):
    """Append as a page does: one answer on top of the last, whose draft is forgotten."""
    seen = [store.line(task.assessment).events]
    memo = json.dumps([{"address": address, "do": "answer", "event": 0, "problem": None}])

    def save(n):
        new = NewEvent("answered", address, {"value": f"{n} {WORDS}"}, seen[0])
        forget = [(address, task.client, n + 1)]
        actor = Actor(person.id, "author")
        batch = Batch(Stamp(task.client, n + 1), actor, [new], (), forget, memo)
        (seen[0],) = store.write(task.assessment, batch).seqs

    return save


def _session(store, task, person, address):
    session = Session.open(store, task.assessment, person, invented.bank())

    def save(n):
        session.answer(address, f"{n} {WORDS}")

    return save


def _timed(save, task):
    """Return how long each append took, from when it was due; who is late stays late."""
    took = []
    ends = time.perf_counter() + task.seconds
    due = time.perf_counter() + random.random() * PAUSE
    n = 0
    while (now := time.perf_counter()) < ends:
        if not task.paced:
            due = now
        elif now < due:
            time.sleep(due - now)
        n += 1
        save(n)
        took.append((time.perf_counter() - due) * 1000)
        due += PAUSE
    return took


@contextlib.contextmanager
def writers(url, capability_for=lambda _: ""):
    """Give a function that lets eight processes write, and returns how long each append took."""
    here, ends = [], get_context("forkserver")
    ends.set_forkserver_preload(["writers"])
    for number in range(WRITERS):
        mine, theirs = ends.Pipe()
        told = (theirs, url, capability_for(f"writer-{number}"), number)
        process = ends.Process(target=_writer, args=told, daemon=True)
        process.start()
        here.append((process, mine))
    try:
        for _, pipe in here:
            assert pipe.recv() == "ready"
        yield lambda assessments, **how: _all([pipe for _, pipe in here], assessments, **how)
    finally:
        for process, pipe in here:
            with contextlib.suppress(OSError):
                pipe.send(None)
            process.join(10)


def _all(pipes, assessments, **how):
    run = next(RUNS)
    for number, pipe in enumerate(pipes):
        assessment = assessments[number % len(assessments)]
        pipe.send(Task(assessment, f"bench-{time.time_ns()}-{run}-{number}", **how))
    for pipe in pipes:
        assert pipe.recv() == "warm"
    for pipe in pipes:
        pipe.send("go")
    return [pipe.recv() for pipe in pipes]


def appending(write, assessments, ways, goal, **about):
    """Return a row for each of `ways`."""
    found = []
    for way in ways:
        what, own, paced = WAYS[way]
        some = assessments if own else assessments[:1]
        rounds = [write(some, paced=paced, seconds=SECONDS) for _ in range(ROUNDS)]
        what = f"append with 8 writers, {what}"
        found.append(_row(f"record_append_{way}", what, rounds, goal, **about))
    return found


def saving(write, assessments, goal, **about):
    """Return the row of a whole save: what a session does when somebody leaves a field."""
    how = {"paced": True, "seconds": SECONDS, "through_session": True}
    rounds = [write(assessments, **how) for _ in range(ROUNDS)]
    what = "save with 8 writers through their sessions, one every 100 ms"
    return _row("record_save", what, rounds, goal, **about)


def _row(name, what, rounds, goal, **about):
    """Return the middle of the rounds' 95th percentiles, beside what else was seen."""
    times = [list(itertools.chain(*each)) for each in rounds]
    every = list(itertools.chain(*times))
    seen = {
        "median": statistics.median(every),
        "p95": statistics.median(percentile(each, 0.95) for each in times),
        "most": max(every),
        "per_second": statistics.median(len(each) / SECONDS for each in times),
        "fewest": min(len(took) / SECONDS for each in rounds for took in each),
    }
    return figure(name, what, seen["p95"], "ms", goal, len(every), by="p95", **seen, **about)

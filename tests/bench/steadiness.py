"""Does memory stay flat? Of the service over many requests, and of whoever checks a whole store."""

import itertools
import statistics
import subprocess
import sys
import time

import psutil
from figures import figure

from answerable.record.events import Actor, NewEvent
from answerable.record.store import Batch, Filter, Stamp

REQUESTS, WARM = 40_000, 20_000  # by then every connection has its cache
LOOK_SECONDS = 0.2
CHECKER = """
import sys
from answerable.record.database import upkeep
from answerable.record.database.local import LocalStore
from answerable.record.store import Filter
store = LocalStore(sys.argv[1])
skip = 0
while lines := store.list(Filter(limit=500, skip=skip)):
    skip += len(lines)
assert list(upkeep.check(store)) == []
"""


def of_service(stores, face, service, assessments):
    """Return how much the service grows from half of its requests to the last."""
    store = service.store("writer-0")
    some = itertools.cycle(assessments)
    work = [
        lambda _: store.line(next(some)),
        lambda _: store.events(next(some), 280),
        lambda _: store.list(Filter(limit=20)),
        lambda n: _append(store, next(some), n),
    ]
    begun = time.perf_counter()
    warm = 0.0
    for n in range(REQUESTS):
        work[n % len(work)](n)
        if n == WARM:
            warm = service.process.memory_info().rss
    grown = (service.process.memory_info().rss - warm) / 1e6
    rate = REQUESTS / (time.perf_counter() - begun)
    what = f"growth of the service from {WARM:,} to {REQUESTS:,} requests"
    return [figure("service_growth", what, grown, "MB", 10, 1, face=face, size=len(stores.ids),
                   per_second=rate, warm=warm / 1e6)]  # fmt: skip


def _append(store, assessment, n):
    new = NewEvent("answered", "problem_statement", {"value": f"{n} words"})
    store.write(assessment, Batch(Stamp("steady", n), Actor("", ""), [new]))


def of_checking(stores, face):
    """Return how much a process grows that lists and checks every record, and how fast it is."""
    command = [sys.executable, "-c", CHECKER, stores.urls[face]]
    begun = time.perf_counter()
    seen = []
    with subprocess.Popen(command) as process:
        whole = psutil.Process(process.pid)
        while process.poll() is None:
            time.sleep(LOOK_SECONDS)
            seen += _memory(whole)
    took = time.perf_counter() - begun
    assert process.returncode == 0
    tenth = max(len(seen) // 10, 1)
    early, late = statistics.median(seen[tenth : 2 * tenth] or seen), max(seen[-tenth:])
    about = {"face": face, "size": len(stores.ids)}
    rate = len(stores.ids) / took
    return [
        figure("store_check", "check every record and list", rate, "records/s", None, 1, **about),
        figure("check_growth", "growth of a process that lists and checks all of them, from the second "
               "tenth of its time to the last", (late - early) / 1e6, "MB", 10, 1, **about),
    ]  # fmt: skip


def _memory(process):
    try:
        return [process.memory_info().rss]
    except psutil.NoSuchProcess:
        return []

"""The record's measurements: the same ones in a store of ten, a hundred, … assessments.

The store grows from one size to the next; what was made is made once. `ANSWERABLE_BENCH_LARGEST`
names the last size.
"""

import contextlib
import os
import sqlite3
import tempfile
import time

import engines
import invented
import keeping
import reading
import steadiness
import writers
from figures import figure, spread

LARGEST = int(os.environ.get("ANSWERABLE_BENCH_LARGEST", "10000"))
SIZES = [*(size for size in (10, 100, 1_000) if size < LARGEST), LARGEST]
SHORT = ("own_paced", "own_full")
FSYNCS = 200


def record(say=str):
    """How the record behaves as a store grows."""
    rows = fsync("before")
    with engines.stores() as stores:
        for size in SIZES:
            took = stores.grow(size)
            say(f"  … {size:,} assessments, made in {took:.0f} s")
            begun = time.perf_counter()
            for engine in stores.urls:
                rows += _directly(stores, engine, last=size == LARGEST)
            for engine in stores.urls if size == LARGEST else ["sqlite"]:
                rows += _through_service(stores, engine, last=size == LARGEST)
            say(f"    measured in {time.perf_counter() - begun:.0f} s")
        rows += _room(stores) + keeping.migrating(stores)
    return rows + fsync("after")


def _directly(stores, engine, *, last):
    store = stores.open(engine)
    about = {"face": engine, "size": len(stores.ids)}
    rows = reading.reading(stores, engine, store)
    rows += keeping.exchanging(stores, engine, store)
    rows += keeping.upkeep_rates(stores, engine, store) if not last else []
    store.close()
    rows += steadiness.of_checking(stores, engine) if last and engine == "sqlite" else []
    with writers.writers(stores.urls[engine]) as write:
        ways = tuple(writers.WAYS) if last else SHORT
        rows += writers.appending(write, open_to_write(stores), ways, 10, **about)
    return rows


def _through_service(stores, engine, *, last):
    face = f"service on {engine}"
    about = {"face": face, "size": len(stores.ids)}
    with engines.service(stores.urls[engine], everybody="reader") as service:
        rows = reading.through_service(stores, face, service)
    with engines.service(stores.urls[engine], everybody="author") as service:
        with writers.writers(service.url, service.capability) as write:
            ways = tuple(writers.WAYS) if last else SHORT
            some = open_to_write(stores)
            rows += writers.appending(write, some, ways, 20, **about)
            rows.append(writers.saving(write, some, 20, **about))
        if last and engine == "sqlite":
            rows += steadiness.of_service(stores, face, service, open_to_write(stores))
    return rows


def open_to_write(stores):
    """Return the records that every author may write to: drafts that nobody has restricted."""
    wanted = "SELECT assessment FROM standings WHERE state = 'draft' AND NOT restricted"
    with contextlib.closing(sqlite3.connect(stores.file)) as connection:
        return [row[0] for row in connection.execute(wanted)]


def _room(stores):
    """Return how much room the records take on SQLite."""
    size = len(stores.ids)
    what = f"room on disk for {size:,} records of {invented.EVENTS} events"
    room = stores.file.stat().st_size / 1e6
    return [figure("store_room", what, room, "MB", None, 1, face="sqlite", size=size)]


def fsync(when):
    """Return how long the disk takes to make 4 kB durable, which no append can do without."""
    took = []
    with tempfile.TemporaryFile(buffering=0) as file:
        for _ in range(FSYNCS):
            file.write(os.urandom(4096))
            begun = time.perf_counter()
            os.fsync(file.fileno())
            took.append((time.perf_counter() - begun) * 1000)
    what = f"fsync of 4 kB more in a file, {when} the record's measurements"
    return [spread("disk_fsync", what, took, None, when=when)]

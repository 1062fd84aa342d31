"""What keeps a store: rebuilding and checking its lists, taking records out and in, migrating."""

import random
import shutil
import time

import filling
import invented
from figures import figure, spread, timed

from answerable.record.database import upkeep
from answerable.record.database.engine import connect
from answerable.record.exchange import file as exchange
from answerable.record.exchange.taking import take

RUNS = 10
NEW_FROM = 1_000_000
OLD = 100


def upkeep_rates(stores, face, store):
    """Return how many records a second are rebuilt and checked."""
    about = {"face": face, "size": len(stores.ids)}
    begun = time.perf_counter()
    count = upkeep.rebuild(store)
    rebuilt = time.perf_counter() - begun
    begun = time.perf_counter()
    assert list(upkeep.check(store)) == []
    checked = time.perf_counter() - begun
    return [
        figure("store_rebuild", "make the lists anew", count / rebuilt, "records/s", None, 1, **about),
        figure("store_check", "check every record and list", count / checked, "records/s", None, 1,
               **about),
    ]  # fmt: skip


def exchanging(stores, face, store):
    """Return how long one record takes to leave as a file, and to come in from one."""
    some = random.Random(2).choices(stores.ids, k=RUNS + 1)
    known = store.keyring.known()
    number = NEW_FROM + len(stores.ids)
    files = [exchange.written(invented.record(number + n)) for n in range(RUNS + 1)]
    left = timed(lambda n: exchange.export(store, some[n]), RUNS)
    came = timed(lambda n: take(store, exchange.read(files[n], "bench"), known), RUNS)
    about = {"face": face, "size": len(stores.ids)}
    return [
        spread("record_export", "export one record: read, prove, write", left, None, **about),
        spread("record_import", "import one record: read, prove, take in", came, None, **about),
    ]


def migrating(stores):
    """Return how long a store of the first version takes to come up to date."""
    folder = stores.folder / "old"
    folder.mkdir()
    url = f"sqlite:///{folder}/old.db"
    engine = connect(url)
    filling.old_store(engine, range(OLD))
    engine.dispose()
    begun = time.perf_counter()
    upkeep.migrate(url)
    took = time.perf_counter() - begun
    shutil.rmtree(folder)
    what = f"bring a store of the first version with {OLD} records up to date"
    return [figure("store_migrate", what, took, "s", None, 1, face="sqlite", size=OLD)]

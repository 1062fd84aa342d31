"""How long it takes to open a record, to prove it and to list fifty, in a store of any size."""

import random

import invented
from figures import spread, timed

from answerable.record.events import Person
from answerable.record.proof.proving import prove
from answerable.record.session import Session
from answerable.record.store import Filter

RUNS = 40
LIST_RUNS = 9
FILTERS = {
    "none": {},
    "text that few have": {"text": "complaints, district 17"},
    "text that many have": {"text": "records"},
    "text that none has": {"text": "no such words"},
    "state": {"state": "decided"},
    "marking": {"marking": "official"},
    "route": {"route": "panel"},
    "owner": {"owner": "person-007"},
    "member": {"member": "person-001"},
    "state, route and text": {"state": "published", "route": "panel", "text": "custody"},
}
SOMEBODY, NOBODY = "person-001", "citizen-1"


def reading(stores, face, store):
    """Return rows for opening and proving one record, and for the slowest list."""
    some = random.Random(1).choices(stores.ids, k=RUNS + 1)
    bank, person, known = invented.bank(), Person("bench"), store.keyring.known()
    opened = timed(lambda n: Session.open(store, some[n], person, bank).path, RUNS)
    proved = timed(lambda n: prove(store.record(some[n]), known), RUNS)
    about = {"face": face, "size": len(stores.ids)}
    return [
        spread("open_assessment", "open one record: read, verify, fold, find the way", opened, 30, **about),
        spread("record_verify", "read one record with its proof, and prove it", proved, 20, **about),
        *listing(store, about, "record_list", "list of 50"),
    ]  # fmt: skip


def through_service(stores, face, service):
    """Return rows for opening and listing through the service, by people with few rights."""
    about = {"face": face, "size": len(stores.ids)}
    few = service.store(SOMEBODY)
    seen = [line.id for line in few.list(Filter(limit=RUNS))] or stores.ids[:0]
    person, bank = Person(SOMEBODY), invented.bank()
    found = []
    if seen:
        work = lambda n: Session.open(few, seen[n % len(seen)], person, bank).path  # noqa: E731
        what = "open one record through the service"
        found.append(spread("open_assessment", what, timed(work, RUNS), 30, **about))
    what = "list of 50 through the service, for a reader"
    found += listing(few, about, "record_list_few", what)
    citizen = service.store(NOBODY, "advisory_member")
    what = "list of 50 through the service, for a citizen who may find none"
    return found + listing(citizen, about, "record_list_none", what)


def listing(store, about, name, what):
    """Return the row of the slowest filter, and one for each filter."""
    each = {
        kind: timed(lambda _, wanted=wanted: store.list(Filter(limit=50, **wanted)), LIST_RUNS)
        for kind, wanted in FILTERS.items()
    }
    rows = [
        spread(f"{name}_by", f"{what}, by {kind}", times, 50, by="median", filter=kind, **about)
        for kind, times in each.items()
    ]
    slowest = max(rows, key=lambda row: row["ours"])
    what = f"{what}, the slowest filter"
    return [{**slowest, "id": name, "what": what}, *rows]

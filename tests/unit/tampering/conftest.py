"""A record with a bit of everything, and people who tamper with it."""

import base64
import hashlib
import importlib.util
import itertools
import sys
from pathlib import Path

import pytest

from answerable.record.events import Actor, NewEvent
from answerable.record.store import Batch, Erasure, Stamp

NAME = "answerable_tests_attackers"
if NAME not in sys.modules:
    spec = importlib.util.spec_from_file_location(NAME, Path(__file__).parent / "attackers.py")
    sys.modules[NAME] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[NAME])

FILE = b"figures: 1, 2, 3\n"
ERASED, NOTE = 5, 9


@pytest.fixture
def attackers():
    """See `attackers.py`."""
    return sys.modules[NAME]


@pytest.fixture
def write_record():
    """Write a record of twelve events: words, a file, signatures, and words that were erased."""

    def write(store, name="stop"):
        ana = Actor("ana", "author")
        numbers = itertools.count(1)

        def say(kind, address, payload):
            new = NewEvent(kind, address, payload)
            store.write(name, Batch(Stamp("page", next(numbers)), ana, [new]))

        store.create(name, [NewEvent("created", "", {"title": "Stop", "example": False})], ana)
        say("answered", "project_title", {"value": "Stop – and search"})
        say("answered", "detail", {"value": "All of it"})
        say("submitted", "", {})
        say("answered", "stage", {"value": "What should never have been said"})
        said = {"hash": hashlib.sha256(FILE).hexdigest(), "name": "figures.txt"}
        store.attach(name, NewEvent("attached", "detail", said), FILE, ana)
        say("reviewed", "", {"words": "Good"})
        say("decided", "", {"outcome": "yes"})
        store.erase(name, Erasure((ERASED,), "art17", "Asked for"), ana)
        say("row_added", "datasets/r-aaaa", {})
        say("answered", "datasets/r-aaaa/title", {"value": "Stops"})
        say("commented", "detail", {"text": "Why?"})
        return name

    return write


def as_plain(record):
    return {
        "events": [{**vars(event), "actor": dict(vars(event.actor))} for event in record.events],
        "signatures": [dict(vars(each)) for each in record.signatures],
        "keys": dict(record.keys),
        "attachments": {
            digest: base64.b64encode(body).decode() for digest, body in record.attachments.items()
        },
    }


@pytest.fixture
def plain():
    """Turn a record into the plain values of an export."""
    return as_plain


@pytest.fixture
def stops_at():
    """Return where a damaged record may be said to stop being right: `window(before, after)`.

    No sooner than at the event before the first that differs, which may be said to be the end; no
    later than at the first signature from there on, which is all that the hashes do not mend.
    """

    def window(before, after):
        pairs = itertools.zip_longest(before["events"], after["events"])
        differs = [n for n, (one, other) in enumerate(pairs, 1) if one != other]
        last = len(after["events"])
        if not differs:
            return 1, last + 1
        signed = [each["seq"] for each in after["signatures"] if each["seq"] >= differs[0]]
        first = differs[0] if differs[0] != NOTE else ERASED  # whose note it is
        return max(first - 1, 1), max(min([*signed, last]), differs[0] + 1)

    return window

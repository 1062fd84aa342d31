"""People who tamper with a record that has a bit of everything."""

import base64
import importlib.util
import itertools
import sys
from pathlib import Path

import pytest

NAME = "answerable_tests_attackers"
if NAME not in sys.modules:
    spec = importlib.util.spec_from_file_location(NAME, Path(__file__).parent / "attackers.py")
    sys.modules[NAME] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[NAME])

ERASED, NOTE = 5, 9  # see `write_record`


@pytest.fixture
def attackers():
    """See `attackers.py`."""
    return sys.modules[NAME]


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

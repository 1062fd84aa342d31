"""Files to spoil, and ways to spoil them."""

import importlib.util
import sys
from pathlib import Path

import pytest

from answerable.record import open_store
from answerable.record.exchange import archive
from answerable.record.exchange.file import export

NAME = "answerable_tests_mutations"
if NAME not in sys.modules:
    spec = importlib.util.spec_from_file_location(NAME, Path(__file__).parent / "mutations.py")
    sys.modules[NAME] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[NAME])


@pytest.fixture
def mutations():
    """See `mutations.py`."""
    return sys.modules[NAME]


@pytest.fixture
def raw(tmp_path, bank, write_record):
    """The export of a record with a file, signatures, and words that were erased."""
    store = open_store(f"sqlite:///{tmp_path}/first.db", bank)
    written = export(store, write_record(store))
    store.close()
    return written


@pytest.fixture
def packed(raw):
    """The same as an archive."""
    record = archive.read_any(raw, "file").record
    return archive.written(record, raw, {"report.html": b"<p>A report</p>"})

"""Files to spoil, and ways to spoil them."""

import importlib.util
import sys
from pathlib import Path

import pytest

NAME = "answerable_tests_mutations"
if NAME not in sys.modules:
    spec = importlib.util.spec_from_file_location(NAME, Path(__file__).parent / "mutations.py")
    sys.modules[NAME] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[NAME])


@pytest.fixture
def mutations():
    """See `mutations.py`."""
    return sys.modules[NAME]

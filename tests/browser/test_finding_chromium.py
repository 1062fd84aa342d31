"""`make test` finds a browser, installs one, or says how to get one; it never goes on without."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "chromium.py"


@pytest.fixture
def chromium():
    """The module that looks for one, as `conftest.py` loaded it."""
    return sys.modules["answerable_tests_chromium"]


@pytest.fixture
def bare(chromium, monkeypatch, tmp_path):
    """A machine without a browser; what would be run to get one, and whether it works."""
    tried = []
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "_ran", lambda command, _: bool(tried.append(command)))
    return tried


def test_the_script_names_the_browser_it_found():
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=True)

    assert Path(done.stdout.strip()).exists()


def test_where_none_can_be_had_it_says_how_to_get_one(chromium, bare):
    with pytest.raises(RuntimeError, match="Install the package `chromium`"):
        chromium.find()

    assert bare == [[sys.executable, "-m", "playwright", "install", "chromium"]]


def test_root_asks_the_system_first(chromium, bare, monkeypatch, tmp_path):
    (tmp_path / "apt-get").touch(mode=0o755)
    monkeypatch.setattr("os.geteuid", lambda: 0)

    with pytest.raises(RuntimeError):
        chromium.find()

    assert [command[0] for command in bare] == ["apt-get", sys.executable]
    assert bare[0] == ["apt-get", "update"]

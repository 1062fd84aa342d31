"""What people install: the wheel, in an empty folder, away from the sources, serves and runs."""

import json
import os
import subprocess
import sys
import sysconfig
import urllib.request
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An environment with the wheel in it, and the libraries borrowed from this one."""
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = place.glob("*.whl")
    venv.create(place / "env", with_pip=True, symlinks=True)
    libraries = Path(sysconfig.get_path("purelib"))
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    site = place / "env" / "lib" / version / "site-packages"
    (site / "libraries.pth").write_text(str(libraries))
    pip = [place / "env/bin/python", "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel]
    subprocess.run(pip, check=True, capture_output=True)
    return place / "env" / "bin"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in ("ANSWERABLE_OUTPUTS", "PYTHONPATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ANSWERABLE_STORE", f"sqlite:///{tmp_path}/records.db")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def healthy(address):
    try:
        with urllib.request.urlopen(f"{address}health", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def answerable(installed, *args):
    done = subprocess.run(
        [installed / "answerable", *args], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_comes_from_the_wheel(installed, folder):
    told = "import answerable, answerable_widgets as w; print(answerable.__file__, w.__file__)"

    where = subprocess.run(
        [installed / "python", "-c", told], capture_output=True, text=True, check=True
    ).stdout

    assert str(ROOT) not in where


def test_it_runs_a_report_into_the_empty_folder(installed, folder):
    begun = json.loads(answerable(installed, "--json", "new", "A project"))["id"]

    answerable(installed, "run", begun)

    page = folder / "outputs" / begun / f"{begun}.html"
    assert "A project" in page.read_text("utf-8")


def test_overlays_and_earlier_banks_come_with_it(installed, folder, monkeypatch):
    monkeypatch.setenv("ANSWERABLE_CONTENT", os.pathsep.join(["northvale", "cymraeg"]))

    told = json.loads(answerable(installed, "--json", "bank", "list"))
    begun = json.loads(answerable(installed, "--json", "new", "A project"))["id"]

    assert [each["id"] for each in told["loaded"]["overlays"]] == ["northvale", "cymraeg"]
    assert "2026.11" in told["archived"]
    assert "reworded" in json.loads(answerable(installed, "--json", "replay", begun, "--bank", "2026.11"))  # fmt: skip


def test_it_serves_the_app(installed, folder, run):
    port = run.free_port()
    command = [installed / "answerable", "serve", "--port", str(port), "--example"]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ)
    ) as server:
        try:
            address = f"http://127.0.0.1:{port}/"
            run.until(lambda: healthy(address), "the app answers")
            with urllib.request.urlopen(address, timeout=60) as answer:
                page = answer.read().decode()
        finally:
            server.terminate()
    assert "example-who-is-stopped" in page
    assert page.rstrip().endswith("</html>")

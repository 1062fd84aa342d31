"""The app for a measurement: a server of its own, with one assessment in its store."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psutil

STOCK = Path(__file__).parent / "stock"
ZYGOTE, FORKED = "answerable-fork", "answerable-page"  # as the system lists them
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Stock:
    page: str
    process: subprocess.Popen


@dataclass(frozen=True)
class App:
    address: str
    assessment: str
    process: subprocess.Popen

    @property
    def page(self):
        return f"{self.address}assess?assessment={self.assessment}"


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextlib.contextmanager
def app(template="answerable", kernels="forked"):
    """Serve the app's page or, with `lab`, the same notebook on Voila's own front end."""
    folder = tempfile.mkdtemp()
    env = {**os.environ, "ANSWERABLE_STORE": f"sqlite:///{folder}/records.db"}
    env["ANSWERABLE_OUTPUTS"] = f"{folder}/outputs"
    begun = subprocess.run(
        [BIN / "answerable", "--json", "new", "Bench"], env=env, check=True, capture_output=True
    )
    port = free_port()
    serve = [BIN / "answerable", "serve", "--port", str(port), "--template", template]
    serve += ["--kernels", kernels]
    with subprocess.Popen(
        serve, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        address = f"http://127.0.0.1:{port}/"
        try:
            _wait(f"{address}health")
            if kernels == "forked":
                _until(lambda: any(_name(child) == ZYGOTE for child in _children(process)), address)
            yield App(address, json.loads(begun.stdout)["id"], process)
        finally:
            process.terminate()


@contextlib.contextmanager
def stock(count):
    """Serve the first `count` questions as stock ipywidgets in Voila as it comes."""
    port, folder = free_port(), tempfile.mkdtemp()
    env = {**os.environ, "STOCK_FILE": f"{folder}/answers.json", "STOCK_COUNT": str(count)}
    words = ["--no-browser", f"--port={port}", str(STOCK / "questions.ipynb")]
    with subprocess.Popen(
        [BIN / "voila", *words], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        address = f"http://127.0.0.1:{port}/"
        try:
            _until(lambda: _listens(port), address)
            yield Stock(address, process)
        finally:
            process.terminate()


def kernels_of(process):
    """Return the processes of the kernels that a server has now."""
    return [
        child
        for child in _children(process)
        if _name(child) == FORKED or "ipykernel" in " ".join(child.cmdline())
    ]


def _children(process):
    return psutil.Process(process.pid).children(recursive=True)


def _name(process):
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return ""


def _listens(port):
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def _until(holds, what):
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    raise TimeoutError(what)


def _wait(address):
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)

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

BIN = Path(sys.executable).parent


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
def app(template):
    """Serve the app's page or, with `lab`, the same notebook on Voila's own front end."""
    folder = tempfile.mkdtemp()
    env = {**os.environ, "ANSWERABLE_STORE": f"sqlite:///{folder}/records.db"}
    env["ANSWERABLE_OUTPUTS"] = f"{folder}/outputs"
    begun = subprocess.run(
        [BIN / "answerable", "--json", "new", "Bench"], env=env, check=True, capture_output=True
    )
    port = free_port()
    serve = [BIN / "answerable", "serve", "--port", str(port), "--template", template]
    with subprocess.Popen(
        serve, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        address = f"http://127.0.0.1:{port}/"
        try:
            _wait(f"{address}health")
            yield App(address, json.loads(begun.stdout)["id"], process)
        finally:
            process.terminate()


def _wait(address):
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)

"""A server of its own for a test: a subprocess on a free loopback port, ended by its own id."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

TOY = Path(__file__).parent / "data" / "serve_toy.py"
TOTAL_SECONDS = 30.0
ZYGOTE, FORKED = "answerable-fork", "answerable-page"  # as the system lists them
KERNEL_ID = re.compile(r'data-kernel-id="([0-9a-f-]{36})"')
MODEL_ID = re.compile(r'data-model-id="([0-9a-f]{32})"')


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


def until(holds: Callable[[], Any], what: str, seconds: float = TOTAL_SECONDS) -> Any:
    """Return the first true value of `holds`, or fail and say what did not happen."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds:g} s: {what}")


@dataclass
class Server:
    """The toy app, its settings, and what it said."""

    folder: Path
    port: int = field(default_factory=free_port)
    settings: dict[str, Any] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    script: Path = TOY
    base: str = ""
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/{self.base}"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def outputs(self) -> Path:
        return self.folder / "outputs"

    def start(self) -> None:
        self.outputs.mkdir(exist_ok=True)
        store = f"sqlite:///{self.folder / 'answerable.db'}"
        given = {"port": self.port, "outputs": str(self.outputs), "store": store, **self.settings}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(self.script), json.dumps(given)],
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
            )
        until(self.answers, f"the server answers: {self.log.read_text('utf-8')}")

    def answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text("utf-8")
        try:
            return get(f"{self.url}health").status_code == 200
        except httpx.TransportError:
            return False

    def kernels(self) -> list[psutil.Process]:
        """Return the processes of the kernels that run now."""
        assert self.process is not None
        children = psutil.Process(self.process.pid).children(recursive=True)
        return [child for child in children if is_kernel(child)]

    def zygote(self) -> psutil.Process | None:
        """Return what kernels are forked from, once it is ready."""
        assert self.process is not None
        children = psutil.Process(self.process.pid).children()
        return next((child for child in children if _name(child) == ZYGOTE), None)

    def records(self) -> psutil.Process:
        """Return the process of the record service, waiting for one that is being started."""
        assert self.process is not None
        app = psutil.Process(self.process.pid)
        return until(lambda: next(filter(_keeps_records, app.children()), None), "it runs")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        self.process = None


def is_kernel(process: psutil.Process) -> bool:
    return _name(process) == FORKED or "ipykernel_launcher" in _command(process)


def _name(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return ""


def _keeps_records(process: psutil.Process) -> bool:
    return "answerable.service" in _command(process)


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


@contextmanager
def serving(folder: Path, **facts: Any) -> Iterator[Server]:
    """Run a server while the test does."""
    server = Server(folder, **facts)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def get(url: str, headers: dict[str, str] | None = None, method: str = "GET") -> httpx.Response:
    """Return the whole answer, and give up in good time: a page that hangs must fail a test."""

    async def ask() -> httpx.Response:
        async with asyncio.timeout(TOTAL_SECONDS), httpx.AsyncClient(timeout=None) as client:
            return await client.request(method, url, headers=headers)

    with ThreadPoolExecutor(1) as thread:  # Playwright has a loop running in the test's own thread
        return thread.submit(lambda: asyncio.run(ask())).result()


def kernel_id(page: str) -> str:
    found = KERNEL_ID.search(page)
    assert found, page
    return found[1]


def model_id(page: str) -> str:
    found = MODEL_ID.search(page)
    assert found, page
    return found[1]

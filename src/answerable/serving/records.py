"""The record service beside the app: started with it, started again if it ends, ended with it.

Only it holds the store's address and the signing key. The app holds a word with which it has
passes issued; a kernel gets one person's pass and the place to use it.
"""

import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx

from answerable.errors import ServingRefused
from answerable.record import Person
from answerable.record.remote.address import SOCKET, Address
from answerable.service.settings import ServiceSettings
from answerable.wording import say

START_SECONDS = 30.0
LOOK_SECONDS = 0.2
STOP_SECONDS = 10.0
WORD_BYTES = 32


class RecordService:
    """A record service as a child process, and the app's way to have passes issued."""

    def __init__(self, store: str, everybody: str) -> None:
        """Prepare a service for `store` where each person has the role `everybody`."""
        self._folder = Path(tempfile.mkdtemp(prefix="answerable-"))
        has_sockets = hasattr(socket, "AF_UNIX")
        self._settings = ServiceSettings(
            store=store,
            socket=str(self._folder / "records") if has_sockets else "",
            port=0 if has_sockets else _free_port(),
            issuer=secrets.token_urlsafe(WORD_BYTES),
            everybody=everybody,
        )
        at = self._settings
        self.url = f"{SOCKET}{at.socket}" if at.socket else f"http://{at.ip}:{at.port}"
        self._ended = threading.Event()
        self._process: subprocess.Popen[str] | None = None
        self._http = Address.of(self.url).client(START_SECONDS)

    def start(self) -> None:
        """Start the service and keep it running; it may take a moment until it answers."""
        self._process = self._started()
        threading.Thread(target=self._keep, name="answerable-records", daemon=True).start()

    def _started(self) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "answerable.service"],
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl+C is for the app, which then ends this when all is saved
        )
        assert process.stdin is not None
        process.stdin.write(self._settings.told() + "\n")
        process.stdin.flush()
        return process

    def _keep(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            if self._process is not None and self._process.poll() is not None:
                self._process = self._started()

    def wait(self) -> None:
        """Return once the service answers.

        Raises:
            ServingRefused: it does not; what it said itself stands above.
        """
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and not self._ended.is_set():
            try:
                if self._http.get("/ready").is_success:
                    return
            except httpx.TransportError:
                time.sleep(LOOK_SECONDS / 4)
        raise ServingRefused(why=say("serving", "refused_records"))

    def pass_for(self, person: Person) -> str:
        """Return a new pass for somebody whom the app has recognised."""
        told = {"id": person.id, "name": person.name}
        answer = self._asked("POST", self._settings.issuer, json=told)
        answer.raise_for_status()
        capability: str = answer.json()["capability"]
        return capability

    def revoke(self, capability: str) -> None:
        """Take a pass back, with all that were renewed from it."""
        self._asked("DELETE", capability)

    def _asked(self, method: str, word: str, **more: object) -> httpx.Response:
        headers = {"Authorization": f"Bearer {word}"}
        self.wait()
        return self._http.request(method, "/v1/capabilities", headers=headers, **more)  # type: ignore[arg-type]

    def stop(self) -> None:
        """End the service: it finishes what it is writing."""
        self._ended.set()
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._http.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port

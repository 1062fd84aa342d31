"""Where a walk takes place: a database of either engine, reached directly or through the service."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

import psycopg

from answerable.record.database.local import LocalStore
from answerable.record.proof.keys import Keyring
from answerable.record.remote import wire
from answerable.record.remote.address import Address
from answerable.record.remote.client import RemoteStore
from answerable.service.settings import Limits, ServiceSettings

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
WORD = "issuer's word"


class Zygote:
    """Forks children on demand; see `children.py`."""

    def __init__(self, keys):
        self.keys = str(keys)
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "children.py"), str(DATA / "content" / "tiny")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, **told):
        print(json.dumps({"keys": self.keys, **told}), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())

    def stop(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


class World:
    """One store for one walk, in the database itself."""

    guarded = False

    def __init__(self, url, zygote, bank, fault=""):
        self.url, self.zygote, self.bank, self.fault = url, zygote, bank, fault
        self.folder = tempfile.TemporaryDirectory(prefix="walk-")
        self.keyring = Keyring(Path(zygote.keys))
        self._faces = {}
        self._auditor = None

    def path(self, name):
        return Path(self.folder.name) / name

    def open(self):
        """Make the store ready for people."""

    def face(self, person):
        if person not in self._faces:
            self._faces[person] = self._made(person)
        return self._faces[person]

    def _made(self, person):  # noqa: ARG002 - the service asks who it is for
        return LocalStore(self.url, self.bank, self.keyring)

    @property
    def auditor(self):
        """The database itself, for looking at what is there."""
        if self._auditor is None:
            self._auditor = LocalStore(self.url, self.bank, self.keyring)
        return self._auditor

    def restart(self):
        self._let_go()

    def _let_go(self):
        for store in self._faces.values():
            store.close()
        self._faces.clear()
        if self._auditor is not None:
            self._auditor.close()
            self._auditor = None

    def write_and_die(self, assessment, batches, die_at, kill_after=None):
        """Let a child write `batches`; return what it was told before it ended."""
        acknowledged = self.path("acknowledged")
        acknowledged.write_text("")
        told = [(wire.batch_told(batch), asdict(batch.actor)) for batch in batches]
        self.zygote(
            do="write",
            store=self.url,
            assessment=assessment,
            batches=told,
            acknowledged=str(acknowledged),
            die_at=die_at,
            kill_after=kill_after,
            fault=self.fault,
        )
        lines = acknowledged.read_text().splitlines(keepends=True)
        return [wire.written_read(json.loads(line)) for line in lines if line.endswith("\n")]

    def migrate_and_die(self, die_at):
        self.zygote(do="migrate", store=self.url, die_at=die_at)

    def close(self):
        self._let_go()
        self.folder.cleanup()


class ServedWorld(World):
    """One store behind a record service that is a process of its own."""

    guarded = True

    def __init__(self, url, zygote, bank, fault=""):
        super().__init__(url, zygote, bank, fault)
        self.socket, self.mark = self.path("s"), self.path("die")
        self.people = self.path("people.yml")
        self.passes = {}
        self.service = self.http = None

    def open(self):
        self._start()

    def settings(self):
        return ServiceSettings(
            store=self.url,
            keys=self.zygote.keys,
            socket=str(self.socket),
            issuer=WORD,
            limits=Limits(burst=1_000_000),
        )

    def _start(self):
        self.service = self.zygote(
            do="serve",
            settings=asdict(self.settings()),
            mark=str(self.mark),
            fault=self.fault,
        )
        while not self._listens():
            assert not self._is_dead(), "the service did not start"
            time.sleep(0.005)

    def _listens(self):
        with socket.socket(socket.AF_UNIX) as tried, suppress(OSError):
            tried.connect(str(self.socket))
            return True
        return False

    def _is_dead(self):
        with suppress(OSError):
            return (
                Path(f"/proc/{self.service}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
            )
        return True

    def _end(self, how):
        with suppress(ProcessLookupError):
            os.kill(self.service, how)
        ended = self.zygote(reap=self.service)
        self.service = None
        return ended

    def ask(self, person, method, path, body=None):
        """Ask the service in somebody's name, past the client; the issuer is nobody."""
        self.http = self.http or Address.of(f"http+unix://{self.socket}").client(20)
        headers = {"Authorization": f"Bearer {self.passes.get(person, WORD)}"}
        return self.http.request(method, path, json=body, headers=headers)

    def _made(self, person):
        if person not in self.passes:
            told = {"id": person, "roles": list(self.roles[person])}
            answer = self.ask("", "POST", "/v1/capabilities", told)
            self.passes[person] = answer.raise_for_status().json()["capability"]
        return RemoteStore(f"http+unix://{self.socket}", self.passes[person])

    def _let_go(self):
        super()._let_go()
        if self.http is not None:
            self.http.close()
            self.http = None

    def restart(self, meanwhile=None):
        if meanwhile is None:
            self._let_go()
        self._end(signal.SIGTERM)
        if meanwhile is not None:
            meanwhile()
        self._start()

    @contextmanager
    def dying(self, die_at, kill_after=None):
        """Let the service be killed meanwhile, and start it again."""
        done = threading.Event()
        if kill_after is None:
            self.mark.write_text(str(die_at))
        watcher = threading.Thread(target=self._revive, args=[done, kill_after])
        watcher.start()
        try:
            yield
        finally:
            self.mark.write_text("0")  # nothing is to die later
            done.set()
            watcher.join()

    def _revive(self, done, kill_after):
        if kill_after is not None:
            done.wait(kill_after)
            os.kill(self.service, signal.SIGKILL)
        while not self._is_dead():
            time.sleep(0.002)
            if kill_after is None and done.is_set() and self._listens():
                return
        self._end(signal.SIGKILL)
        self._start()

    def close(self):
        if self.service is not None:
            self._end(signal.SIGKILL)
        super().close()


def new_database(server, name):
    """Return the address of a new database of the PostgreSQL `server`."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


def drop_database(server, url):
    name = url.partition("?")[0].rpartition("/")[2]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

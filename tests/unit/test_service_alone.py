"""The record service by itself: for apps and notebooks on several machines."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
import pytest

from answerable.errors import ServingRefused, StoreError, StoreUnreachable
from answerable.record import open_store
from answerable.record.remote import client
from answerable.service.running import run, word_in
from answerable.service.settings import ServiceSettings

TOTAL_SECONDS = 30


@pytest.fixture
def short():
    """A folder with a short name: sockets have no room for long ones."""
    with tempfile.TemporaryDirectory(prefix="alone-") as folder:
        yield Path(folder)


@pytest.fixture
def alone(tmp_path, short, own_keys):
    """Run `answerable records` on a socket; return its address and the issuer's word."""
    word, socket = tmp_path / "word", short / "s"
    people = tmp_path / "people.yml"
    people.write_text('roles:\n  records_manager: ["rita"]\n', "utf-8")
    command = [sys.executable, "-m", "answerable", "--store", f"sqlite:///{tmp_path}/r.db"]
    command += ["records", "--issuer", str(word), "--socket", str(socket), "--people", str(people)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert str(socket) in process.stdout.readline()
        yield f"http+unix://{socket}", word.read_text("utf-8")
        process.terminate()
        process.wait(TOTAL_SECONDS)


def ask(url, method, path, word, **more):
    transport = httpx.HTTPTransport(uds=url.removeprefix("http+unix://"))
    with httpx.Client(transport=transport, timeout=TOTAL_SECONDS) as client:
        headers = {"Authorization": f"Bearer {word}"}
        return client.request(method, f"http://records{path}", headers=headers, **more)


def test_people_have_the_roles_that_the_file_gives_them(alone):
    url, word = alone
    roles = {}
    for person in ("rita", "ana"):
        told = ask(url, "POST", "/v1/capabilities", word, json={"id": person}).json()
        holder = ask(url, "GET", "/v1/capabilities/holder", told["capability"]).json()
        roles[person] = holder["roles"]

    assert roles == {"rita": ["records_manager"], "ana": []}


def test_the_command_line_works_through_a_service_with_a_pass(alone, tmp_path):
    url, word = alone
    told = ask(url, "POST", "/v1/capabilities", word, json={"id": "ana", "name": "Ana"}).json()
    env = {**os.environ, "ANSWERABLE_CAPABILITY": told["capability"], "ANSWERABLE_STORE": url}
    answerable = [sys.executable, "-m", "answerable"]

    new = subprocess.run(
        [*answerable, "new", "Bikes"], check=False, env=env, capture_output=True, text=True
    )
    listed = subprocess.run(
        [*answerable, "list"], check=False, env=env, capture_output=True, text=True
    )

    assert (new.returncode, listed.returncode) == (0, 0), new.stderr + listed.stderr
    assert "Bikes" in listed.stdout


def test_without_a_pass_the_command_line_says_what_to_do(alone):
    url, _ = alone
    env = {**os.environ, "ANSWERABLE_STORE": url}
    command = [sys.executable, "-m", "answerable", "list"]

    done = subprocess.run(command, check=False, env=env, capture_output=True, text=True)

    assert done.returncode == 1
    assert "sign-in" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("ip", ["0.0.0.0", "192.0.2.1", "records.example"])
def test_records_never_travel_unencrypted_between_machines(tmp_path, ip):
    settings = ServiceSettings(store=f"sqlite:///{tmp_path}/r.db", ip=ip, issuer="x")

    with pytest.raises(ServingRefused, match="unencrypted"):
        run(settings)
    with pytest.raises(StoreError, match="unencrypted"):
        open_store(f"http://{ip}:8867")


def test_a_place_that_is_taken_is_said(tmp_path):
    settings = ServiceSettings(
        store=f"sqlite:///{tmp_path}/r.db", socket=str(tmp_path / "no" / "s"), issuer="x"
    )
    with pytest.raises(ServingRefused, match="cannot listen"):
        run(settings)


def test_the_issuers_word_is_made_once_and_for_its_account_alone(tmp_path):
    file = tmp_path / "word"

    assert word_in(file) == word_in(file) != ""
    assert file.stat().st_mode & 0o077 == 0


# httpcore leaves a socket that found nobody to the garbage collector
@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket")
def test_a_service_nobody_answers_for_is_said_in_words(short, monkeypatch):
    monkeypatch.setattr(client, "RETRY_SECONDS", (0.01,))
    began = time.monotonic()

    with pytest.raises(StoreUnreachable, match="Nothing that was called saved is lost"):
        client.RemoteStore(f"http+unix://{short}/nobody", "a pass").list()
    assert time.monotonic() - began < TOTAL_SECONDS

"""How much and how often the service takes, and that whoever is told to wait does."""

import json
import socket

import pytest

from answerable.errors import TooLarge, TooOften
from answerable.record.events import Actor, NewEvent
from answerable.record.remote import client
from answerable.record.store import Batch, Stamp
from answerable.service.settings import Limits

ANA = Actor("ana", "author")
PROBLEM = "application/problem+json"
SMALL = Limits(burst=100_000, body=2_000, file=6_000, record=8_000)
TOO_MUCH = [
    ("/v1/assessments", 2_000),
    ("/v1/assessments/stop/batches", 2_000),
    ("/v1/assessments/stop/erasures", 2_000),
    ("/v1/assessments/stop/attachments", 6_000),
    ("/v1/imports", 8_000),
    ("/v1/capabilities", 2_000),
    ("/v1/nothing", 2_000),
]


@pytest.fixture
def small(service, sqlite):
    running = service(sqlite, limits=SMALL)
    running.store("ana").create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)
    return running


def in_pieces(body, size=500):
    for at in range(0, len(body), size):
        yield body[at : at + size]


@pytest.mark.parametrize(("path", "limit"), TOO_MUCH)
@pytest.mark.parametrize("sent", ["whole", "in pieces"])
def test_a_body_that_is_too_large_is_refused_however_it_is_sent(small, path, limit, sent):
    body = json.dumps({"id": "x" * limit}).encode()
    content = body if sent == "whole" else in_pieces(body)
    headers = {"Authorization": f"Bearer {small.pass_for('ana')}"}

    answer = small.http.post(path, content=content, headers=headers)

    if path == "/v1/nothing" and sent == "in pieces":
        assert answer.status_code == 404  # nobody there to read it
        return
    assert answer.status_code == 413
    assert answer.headers["content-type"] == PROBLEM
    assert answer.json()["wording"] == "too_large"
    assert small.http.get("/health").is_success


def test_what_is_just_small_enough_is_taken(small):
    store = small.store("ana")
    new = NewEvent("answered", "detail", {"value": "x" * 1_700})
    store.write("stop", Batch(Stamp("page", 1), ANA, [new]))

    more = NewEvent("answered", "detail", {"value": "x" * 2_000})
    with pytest.raises(TooLarge, match="Send less"):
        store.write("stop", Batch(Stamp("page", 2), ANA, [more]))
    assert len(store.events("stop")) == 2


@pytest.mark.parametrize("length", ["-1", "abc", "1e3", "9" * 30, "9" * 5000, "٣", "10, 20"])
def test_a_length_that_is_none_is_refused_and_the_service_goes_on(small, length):
    with socket.socket(socket.AF_UNIX) as raw:
        raw.connect(small.settings.socket)
        head = f"POST /v1/assessments HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n"
        raw.sendall(head.encode() + b"{}")
        raw.settimeout(5)
        first = raw.recv(2000).split(b"\r\n")[0]

    assert first.split()[1] in {b"400", b"413", b"431"}
    assert small.http.get("/health").is_success


def test_whoever_asks_too_often_is_told_to_wait_and_nobody_else_is(service, sqlite):
    running = service(sqlite, limits=Limits(burst=5, per_second=0.01))
    ana, ben = running.pass_for("ana"), running.pass_for("ben")

    answers = [running.ask(ana, "GET", "/v1/assessments") for _ in range(8)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 3
    assert answers[-1].headers["content-type"] == PROBLEM
    assert answers[-1].headers["retry-after"] == "1"
    assert running.ask(ben, "GET", "/v1/assessments").is_success
    for path in ("/health", "/ready"):
        assert all(running.http.get(path).is_success for _ in range(10))


def test_all_who_have_no_pass_are_counted_together(service, sqlite):
    running = service(sqlite, limits=Limits(burst=5, per_second=0.01))

    answers = [running.http.get("/v1/assessments").status_code for _ in range(8)]

    assert answers == [401] * 5 + [429] * 3


def test_a_client_waits_and_goes_on(service, sqlite):
    running = service(sqlite, limits=Limits(burst=4, per_second=20))
    store = running.store("ana")
    store.create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)

    for number in range(20):
        new = NewEvent("action_updated", "", {"text": str(number)})
        store.write("stop", Batch(Stamp("page", number), ANA, [new]))

    said = [event.payload["text"] for event in store.events("stop")[1:]]
    assert said == [str(number) for number in range(20)]


def test_a_client_that_waits_in_vain_says_so(service, sqlite, monkeypatch):
    monkeypatch.setattr(client, "RETRY_SECONDS", (0.01, 0.01))
    running = service(sqlite, limits=Limits(burst=1, per_second=0.001))
    store = running.store("ana")
    store.list()

    with pytest.raises(TooOften, match="nothing that was called saved is lost"):
        store.list()

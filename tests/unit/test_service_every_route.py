"""Whatever is sent to any address of the service, it answers in words that a program can read too."""

import json
import random

import pytest
from sqlalchemy import func, select

from answerable.errors import ContentError, StoreBroken
from answerable.record.database import tables as t
from answerable.record.events import Actor, NewEvent

PROBLEM = "application/problem+json"
SEED = 20261124
ODD = (
    None, True, 0, -1, 1.5, 10**30, "", "x", "\x00", "x" * 300, "\u202e", "e\u0301", [], [None], {}, [[[]]],
    {"": None}, {"id": {}}, [1, "2", {}],
)  # fmt: skip
RAW = (
    b"", b"{", b"[]", b"null", b"NaN", b'"x"', b"\xff\xfe", b"[" * 20_000, b"9" * 5_000,
    b'{"id": "\\ud800"}', b'{"id": 1, "id": 2}', b"\x00",
)  # fmt: skip
GOOD = {
    "/v1/assessments": {"id": "new", "events": [{"kind": "created", "address": "", "payload": {"title": "New"}}]},
    "/v1/assessments/{assessment}/batches": {
        "client": "page", "client_seq": 1, "memo": "",
        "events": [{"kind": "commented", "address": "", "payload": {"id": "c-0001", "text": "Hello"}, "based_on": None}],
        "drafts": [{"address": "detail", "value": "x", "based_on": 0}],
        "forget": [{"address": "detail", "client": "page", "client_seq": 0}],
    },
    "/v1/assessments/{assessment}/presence": {"page": "page", "task": "project", "at": "detail", "here": True},
    "/v1/assessments/{assessment}/attachments": {
        "kind": "attached", "address": "", "payload": {"hash": "0", "name": "x"}, "body": "",
    },
    "/v1/assessments/{assessment}/erasures": {"seqs": [1], "ground": "art17", "reason": "Asked for"},
    "/v1/assessments/{assessment}/disposal": {"reason": "Its time is over"},
    "/v1/assessments/{assessment}/break-glass": {"reason": "Danger"},
    "/v1/capabilities": {"id": "zoe", "name": "Zoe", "roles": ["dpo"]},
    "/v1/imports": {"events": [], "signatures": [], "keys": {}, "attachments": {}},
}  # fmt: skip


@pytest.fixture
def running(service, database):
    """A service with a record of Ana's, for whom everything is a fault of her own."""
    running = service(database)
    ana = running.store("ana")
    ana.create("stop", [NewEvent("created", "", {"title": "Stop"})], Actor("", ""))
    return running


@pytest.fixture
def routes(running):
    """Every method and address that the service publishes."""
    published = running.http.get("/openapi.json").json()["paths"]
    found = [(method.upper(), path) for path, methods in published.items() for method in methods]
    assert len(found) >= 21
    return found


def is_told_in_words(answer, what):
    """A good answer, or a problem as RFC 9457 has it: never a trace, never a mere status."""
    assert answer.status_code < 500, (what, answer.text)
    if answer.status_code < 400:
        return
    assert answer.headers["content-type"] == PROBLEM, (what, answer.text)
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["type"].startswith("urn:answerable:problem:")
    assert told["detail"][-1] in ".?", told["detail"]
    assert len(told["detail"]) < 1500
    for trace in ("Traceback", "sqlite", "postgres", "psycopg", ".py", "object at"):
        assert trace not in answer.text, (what, answer.text)


def at(path, name="stop"):
    return path.replace("{assessment}", name).replace("{digest}", "ab" * 32)


def spoilt(body, dice):
    """Return a good body with one thing in it changed, gone, or too many."""
    body = json.loads(json.dumps(body))
    places = [body]
    for place in places:
        inside = place.values() if isinstance(place, dict) else place
        places.extend(each for each in inside if isinstance(each, dict | list) and each)
    place = dice.choice(places)
    key = dice.choice(list(place) if isinstance(place, dict) else range(len(place)))
    what = dice.random()
    if what < 0.7:
        place[key] = dice.choice(ODD)
    elif what < 0.85:
        del place[key]
    elif isinstance(place, dict):
        place[dice.choice(["", "actor", "role", "__class__", "\x00"])] = dice.choice(ODD)
    return body


def counted(running):
    with running.app.state.desk.records.store.reading() as connection:
        tables = (t.assessments, t.events, t.payloads, t.drafts, t.batches, t.attachments)
        return [
            connection.execute(select(func.count()).select_from(each)).scalar() for each in tables
        ]


def test_whatever_is_sent_to_whichever_address_is_answered_in_words(running, routes):
    dice, capability = random.Random(SEED), running.pass_for("ana")
    for method, path in routes:
        if path.endswith("/changes"):
            continue  # it goes on and on; see test_service_changes.py
        word = running.settings.issuer if path == "/v1/capabilities" else capability
        if path == "/v1/capabilities" and method == "DELETE":
            word = running.pass_for("somebody")
        headers = {"Authorization": f"Bearer {word}", "Content-Type": "application/json"}
        for raw in RAW if method == "POST" else ():
            before = counted(running)
            answer = running.http.request(method, at(path), content=raw, headers=headers)
            is_told_in_words(answer, (method, path, raw[:20]))
            assert answer.status_code in {400, 422} or path.endswith("renewal"), (path, raw[:20])
            assert counted(running) == before
        for _ in range(12 if path in GOOD else 1):
            body = spoilt(GOOD.get(path, {"x": 1}), dice)
            answer = running.ask(word, method, at(path), json=body)
            is_told_in_words(answer, (method, path, body))


def test_odd_names_and_queries_are_answered_in_words(running, routes):
    capability = running.pass_for("ana")
    names = ("none", "STOP", "st op", "%00", "..", "x" * 300, "%E2%80%AE", "%ff", "-", "stop%2f")
    for method, path in routes:
        if "{assessment}" in path:
            for name in names:
                answer = running.ask(capability, method, at(path, name), json=GOOD.get(path))
                is_told_in_words(answer, (method, path, name))
                assert answer.status_code in {404, 405, 422}, (method, path, name)
    for query in ("limit=x", "limit=-1", "limit=501", "skip=9999999999", "colour=red", "text=%ff"):
        answer = running.ask(capability, "GET", f"/v1/assessments?{query}")
        is_told_in_words(answer, query)
    for after in ("x", "-1", "99999999999", "1.5", ""):
        answer = running.ask(capability, "GET", f"/v1/assessments/stop/events?after={after}")
        assert answer.status_code == 422


def test_methods_and_addresses_that_are_none_are_answered_in_words(running, routes):
    capability = running.pass_for("ana")
    for _, path in routes:
        for method in ("PUT", "PATCH", "OPTIONS", "TRACE", "BREW"):
            answer = running.ask(capability, method, at(path))
            is_told_in_words(answer, (method, path))
            assert answer.status_code == 405
    for path in (
        "/",
        "/docs",
        "/redoc",
        "/v1",
        "/v2/assessments",
        "/v1/assessments/",
        "//",
        "/.env",
    ):
        is_told_in_words(running.ask(capability, "GET", path), path)


def test_without_a_pass_every_address_but_four_is_shut(running, routes):
    open_to_all = {"/health", "/ready"}
    for method, path in routes:
        answer = running.http.request(method, at(path), json=GOOD.get(path))
        assert (answer.status_code == 401) != (path in open_to_all), (method, path)


def test_the_published_description_says_what_a_problem_looks_like(running):
    told = running.http.get("/openapi.json").json()
    answers = [
        answer
        for methods in told["paths"].values()
        for operation in methods.values()
        for answer in operation["responses"].items()
    ]

    assert "HTTPValidationError" not in json.dumps(told)
    for status, answer in answers:
        if status == "default":
            assert PROBLEM in answer["content"]
    assert [status for status, _ in answers].count("default") == sum(
        len(methods) for methods in told["paths"].values()
    )


def test_an_error_that_a_client_does_not_know_is_still_one_of_ours(running, monkeypatch):
    def broken(*_):
        raise ContentError(["people.yml: no roles"])

    monkeypatch.setattr(type(running.app.state.desk.records), "line", broken)

    with pytest.raises(StoreBroken, match="HTTP 500"):
        running.store("ana").line("stop")


def test_a_defect_of_the_program_is_told_without_its_insides(running, monkeypatch):
    def broken(*_):
        secret = "the insides"
        raise RuntimeError(secret)

    monkeypatch.setattr(type(running.app.state.desk.records), "line", broken)

    answer = running.ask(running.pass_for("ana"), "GET", "/v1/assessments/stop")

    assert answer.status_code == 500
    assert answer.headers["content-type"] == PROBLEM
    assert "insides" not in answer.text
    assert answer.json()["wording"] == "unexpected"

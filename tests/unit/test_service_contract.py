"""What the service publishes about itself is what it does."""

import pytest

from answerable.service.problems import TYPE

OPEN = {"/health", "/ready"}


@pytest.fixture
def running(service, sqlite):
    return service(sqlite)


def test_every_address_is_described_with_its_problems(running):
    told = running.http.get("/openapi.json").json()
    ways = [(path, way) for path, ways in told["paths"].items() for way in ways.values()]

    assert len(ways) > 20
    for path, way in ways:
        assert way["description"], path
        assert TYPE in way["responses"]["default"]["content"], path


def test_health_and_readiness_need_no_pass_and_tell_no_place(running, sqlite):
    for path in sorted(OPEN):
        answer = running.http.get(path)
        assert answer.status_code == 200
        assert sqlite not in answer.text


def test_every_other_address_needs_a_pass(running):
    told = running.http.get("/openapi.json").json()
    for path, ways in told["paths"].items():
        for method in ways:
            if path in OPEN:
                continue
            where = path.replace("{assessment}", "a-b").replace("{digest}", "0" * 64)
            answer = running.http.request(method, where, json={})
            assert answer.status_code == 401, (method, path)
            assert answer.headers["content-type"] == TYPE
            assert answer.headers["www-authenticate"] == "Bearer"


def test_a_service_that_cannot_read_its_store_is_alive_and_not_ready(running, sqlite):
    from pathlib import Path

    running.app.state.desk.records.store.close()
    Path(sqlite.removeprefix("sqlite:///")).write_bytes(b"no database " * 1000)

    assert running.http.get("/health").status_code == 200
    answer = running.http.get("/ready")
    assert answer.status_code == 503
    assert sqlite.removeprefix("sqlite:///") not in answer.text
    assert answer.json()["wording"] == "store_broken"

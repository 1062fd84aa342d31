"""A pass opens the service to one person, for a time, and from one place: the header."""

import sqlite3

import pytest

from answerable.errors import CapabilityRefused
from answerable.record.events import Actor, NewEvent
from answerable.record.remote.client import RemoteStore
from answerable.record.store import Batch, Stamp

ANA = Actor("ana", "author")
PROBLEM = "application/problem+json"
ASKED = [
    ("GET", "/v1/assessments"),
    ("POST", "/v1/assessments"),
    ("GET", "/v1/assessments/stop"),
    ("GET", "/v1/assessments/stop/events"),
    ("POST", "/v1/assessments/stop/batches"),
    ("GET", "/v1/assessments/stop/changes"),
    ("POST", "/v1/imports"),
    ("POST", "/v1/capabilities"),
    ("POST", "/v1/capabilities/renewal"),
    ("GET", "/v1/capabilities/holder"),
]


@pytest.fixture
def running(service, sqlite):
    running = service(sqlite, everybody="reader")
    running.store("ana").create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)
    return running


@pytest.fixture
def capabilities(running):
    return running.app.state.desk.capabilities


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"headers": {"Authorization": ""}},
        {"headers": {"Authorization": "Bearer"}},
        {"headers": {"Authorization": "Bearer made-up"}},
        {"headers": {"Authorization": "Basic PASS"}},
        {"headers": {"Authorization": "PASS"}},
        {"headers": {"Authorization": "Bearer PASS, Bearer other"}},
        {"headers": {"Authorization": "Bearer PASSx"}},
        {"headers": {"Authorization": "Bearer é"}},
        {"headers": {"X-Capability": "PASS"}},
        {"params": {"access_token": "PASS", "capability": "PASS", "authorization": "Bearer PASS"}},
        {"headers": {"Cookie": "capability=PASS; Authorization=Bearer PASS"}},
    ],
    ids=str,
)
def test_nothing_but_a_pass_in_the_header_opens_anything(running, given):
    capability = running.pass_for("ana")
    more = {
        kind: {name: value.replace("PASS", capability).encode() for name, value in each.items()}
        for kind, each in given.items()
    }

    for method, path in ASKED:
        answer = running.http.request(method, path, **more)

        assert answer.status_code == 401, (method, path)
        assert answer.headers["content-type"] == PROBLEM
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["wording"] == "capability_refused"


def test_only_whoever_knows_the_word_issues_passes(running, service, tmp_path):
    ordinary = running.pass_for("ana")
    without = service(f"sqlite:///{tmp_path}/without.db", issuer="")

    for word in (ordinary, "Word", "wor", "words"):
        headers = {"Authorization": f"Bearer {word}"}
        told = {"id": "eve", "roles": ["records_manager"]}
        for service_ in (running, without):
            answer = service_.http.post("/v1/capabilities", json=told, headers=headers)
            assert answer.status_code == 401, word


def test_a_pass_is_for_one_person_and_no_other(running):
    ana, ben = running.pass_for("ana"), running.pass_for("ben")
    running.store("ana").write("stop", Batch(Stamp("page", 1), ANA, drafts=[("detail", "x", 0)]))

    assert running.ask(ben, "GET", "/v1/capabilities/holder").json()["person"]["id"] == "ben"
    assert len(running.ask(ana, "GET", "/v1/assessments/stop/drafts").json()["drafts"]) == 1
    assert running.ask(ben, "GET", "/v1/assessments/stop/drafts").status_code == 404
    assert running.ask(ben, "DELETE", "/v1/capabilities").status_code == 204
    assert running.ask(ana, "GET", "/v1/capabilities/holder").is_success


def test_a_pass_that_has_run_out_is_renewed_once_in_passing(running, capabilities, monkeypatch):
    store = running.store("ana")
    first, renewed = store._capability, []
    renew = capabilities.renew

    def counted(given):
        renewed.append(given)
        return renew(given)

    monkeypatch.setattr(type(capabilities), "renew", lambda _, given: counted(given))
    capabilities.expire(first)
    new = NewEvent("answered", "detail", {"value": "Typed while the pass ran out"})

    store.write("stop", Batch(Stamp("page", 1), ANA, [new]))

    assert renewed == [first]
    assert store._capability != first
    assert [event.payload.get("value") for event in store.events("stop")[1:]] == [
        "Typed while the pass ran out"
    ]
    assert renewed == [first]
    assert running.ask(first, "GET", "/v1/assessments").status_code == 401


def test_a_pass_that_was_taken_back_is_not_renewed_and_its_holder_is_told(running, capabilities):
    store = running.store("ana")
    capabilities.expire(store._capability)
    store.list()
    capabilities.revoke(store._capability)

    with pytest.raises(CapabilityRefused, match="Load the page again"):
        store.list()


def test_all_passes_of_a_line_are_taken_back_together(running):
    first = running.pass_for("ana")
    second = running.ask(first, "POST", "/v1/capabilities/renewal").json()["capability"]
    other = running.pass_for("ana")

    assert running.ask(second, "DELETE", "/v1/capabilities").status_code == 204

    for capability, status in ((first, 401), (second, 401), (other, 200)):
        assert running.ask(capability, "GET", "/v1/assessments").status_code == status
        assert running.ask(capability, "POST", "/v1/capabilities/renewal").status_code == status


def test_a_line_of_passes_ends_however_often_it_is_renewed(service, sqlite):
    running = service(sqlite, line_seconds=-1)
    capability = running.pass_for("ana")

    assert running.ask(capability, "GET", "/v1/assessments").status_code == 401
    assert running.ask(capability, "POST", "/v1/capabilities/renewal").status_code == 401


def test_a_pass_still_opens_after_the_service_was_started_again(service, sqlite):
    first = service(sqlite)
    capability = first.pass_for("ana")
    first.stop()

    assert service(sqlite).ask(capability, "GET", "/v1/assessments").is_success


def test_whoever_reads_the_database_finds_no_pass(running, tmp_path):
    capability = running.pass_for("ana")
    running.ask(capability, "POST", "/v1/capabilities/renewal")
    with sqlite3.connect(tmp_path / "records.db") as raw:
        dumped = "\n".join(raw.iterdump())

    assert "capabilities" in dumped
    assert capability not in dumped
    assert running.settings.issuer not in {line.strip("'") for line in dumped.split(",")}


def test_roles_in_the_organisation_come_from_the_file_and_from_nobody_who_asks(
    service, sqlite, tmp_path
):
    people = tmp_path / "people.yml"
    people.write_text("roles:\n  records_manager: [kim]\n")
    running = service(sqlite, people=str(people))

    def roles(person):
        return running.ask(running.pass_for(person), "GET", "/v1/capabilities/holder").json()

    assert roles("kim")["roles"] == ["records_manager"]
    assert roles("ana")["roles"] == []
    for more in ({"roles": ["records_manager"]}, {"person": "kim"}):
        answer = running.ask(running.pass_for("ana"), "POST", "/v1/capabilities/renewal", json=more)
        fresh = answer.json()["capability"]
        assert running.ask(fresh, "GET", "/v1/capabilities/holder").json()["roles"] == []


def test_a_client_without_a_pass_says_so_and_not_that_nobody_answers(running, monkeypatch):
    monkeypatch.delenv("ANSWERABLE_CAPABILITY", raising=False)
    monkeypatch.setattr("answerable.record.remote.client._given", "")

    with pytest.raises(CapabilityRefused):
        RemoteStore(running.url).list()
    assert RemoteStore(running.url, running.pass_for("ana") + "\n").list() != ()


def test_a_client_keeps_its_pass_from_those_who_see_what_it_prints(running):
    store = RemoteStore(running.url, running.pass_for("ana"))

    assert store._capability not in f"{store!r} {store.place}"

"""A pass is made by the service alone: whoever only writes to the database can make none."""

import hashlib

import pytest
from sqlalchemy import text

from answerable.errors import CapabilityRefused
from answerable.record.proof.keys import Keyring


@pytest.fixture
def running(service, database):
    return service(database)


def holder(running, capability):
    return running.ask(capability, "GET", "/v1/capabilities/holder")


def change(running, statement, **facts):
    with running.app.state.desk.records.store.writing() as connection:
        connection.execute(text(statement), facts)
    running.app.state.desk.capabilities._seen.forget()


def test_a_pass_says_who_holds_it(running):
    told = holder(running, running.pass_for("ana", "dpo")).json()
    assert (told["person"]["id"], told["roles"]) == ("ana", ["dpo"])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE capabilities SET person = 'eve'",
        """UPDATE capabilities SET roles = '["records_manager"]'""",
        "UPDATE capabilities SET expires_at = '2099-01-01T00:00:00.000Z'",
        "UPDATE capabilities SET renew_until = '2099-01-01T00:00:00.000Z'",
        "UPDATE capabilities SET line = 'another'",
        "UPDATE capabilities SET mark = ''",
    ],
)
def test_a_pass_that_was_changed_in_the_database_is_none(running, statement):
    capability = running.pass_for("ana")
    assert holder(running, capability).status_code == 200

    change(running, statement)

    assert holder(running, capability).status_code == 401
    renewal = running.ask(capability, "POST", "/v1/capabilities/renewal")
    assert renewal.status_code == 401


def test_a_pass_put_into_the_database_by_hand_is_none(running):
    running.pass_for("ana")
    digest = hashlib.sha256(b"made by hand").hexdigest()

    change(running, "UPDATE capabilities SET digest = :digest, person = 'eve'", digest=digest)

    assert holder(running, "made by hand").status_code == 401


def test_a_pass_that_ran_out_is_renewed_and_still_the_same_persons(running):
    capability = running.pass_for("ana")
    running.app.state.desk.capabilities.expire(capability)
    assert holder(running, capability).status_code == 401

    fresh = running.ask(capability, "POST", "/v1/capabilities/renewal").json()["capability"]

    assert holder(running, fresh).json()["person"]["id"] == "ana"


def test_with_the_signing_key_all_passes_end(service, sqlite, tmp_path):
    running = service(sqlite, keys=str(tmp_path / "keys"))
    store = running.store("ana")
    assert store.list() == ()

    Keyring(tmp_path / "keys").rotate()
    running.app.state.desk.capabilities._seen.forget()

    with pytest.raises(CapabilityRefused, match="Load the page again"):
        store.list()


def test_a_list_through_the_service_is_as_long_as_it_is(running, monkeypatch):
    from answerable.record import Actor
    from answerable.record.events import NewEvent
    from answerable.record.remote import client
    from answerable.service import guarded

    monkeypatch.setattr(client, "AT_ONCE", 3)
    monkeypatch.setattr(guarded, "MOST_LINES", 3)
    store = running.store("ana")
    for number in range(7):
        store.create(f"a-{number}", [NewEvent("created", "", {"title": "x"})], Actor("", ""))

    assert {line.id for line in store.list()} == {f"a-{number}" for number in range(7)}

"""A list shows exactly what the access table lets somebody find, however the database looks for it."""

from itertools import product

import pytest
from sqlalchemy import insert, update

from answerable.governance.access import load_access
from answerable.record.database import tables as t
from answerable.record.events import Actor, NewEvent, Person
from answerable.record.standing import GLASS
from answerable.record.store import Filter
from answerable.service.capabilities import Caller
from answerable.service.guarded import GuardedRecords

ACCESS = load_access()
MARKINGS = (*ACCESS.markings, "one that no table knows")
SITUATIONS = list(product(ACCESS.states, MARKINGS, (False, True), (False, True)))
OVER, LATER = "2000-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z"
MEMBERSHIPS = [(role, until) for role in (*ACCESS.roles, GLASS) for until in ("", OVER, LATER)]


def a_record_for_each(local, wanted):
    """Put a bare record into the lists for each of `wanted`: situation, and ana's role on it."""
    with local.writing() as connection:
        for number, ((state, marking, restricted, shared), role) in enumerate(wanted):
            name, at = f"r-{number:05}", f"2026-01-01T00:00:00.{number % 1000:03}Z"
            head = {"head_at": at, "head_seq": 1, "head_hash": "", "seal_key": "", "seal": ""}
            connection.execute(insert(t.assessments).values(id=name, created_at=at, **head))
            shown = {"state": state, "marking": marking, "restricted": restricted, "shared": shared}
            shown |= {"title": name, "search": name, "created_at": at, "updated_at": at}
            more = {"seq": 1, "example": False, "route": "", "owner": "", "held": False}
            connection.execute(insert(t.standings).values(assessment=name, **shown, **more))
            if role:
                member = {"assessment": name, "person": "ana", "role": role[0], "until": role[1]}
                connection.execute(insert(t.members).values(**member))


def found_by_asking_of_each(guarded, caller):
    mine = guarded.store.memberships(caller.person.id)
    return tuple(
        line
        for line in guarded.store.list()
        if "list" in guarded.allowed(caller, line, mine.get(line.id))
    )


@pytest.mark.parametrize("everybody", ["reader", "author", ""])
def test_the_database_finds_what_the_table_lets_somebody_find(local, everybody):
    guarded = GuardedRecords(local, ACCESS, everybody)
    a_record_for_each(local, [(each, None) for each in SITUATIONS])
    for roles in ((), *((role,) for role in ACCESS.roles), ("dpo", "ethics_lead")):
        caller = Caller(Person("ana"), roles, "", LATER)
        found = found_by_asking_of_each(guarded, caller)

        assert guarded.list(caller, Filter()) == found
        assert local.list(finder=guarded._finding.finder("ana", roles)) == found


def test_roles_on_a_record_count_while_they_last(local):
    guarded = GuardedRecords(local, ACCESS, "reader")
    situations = [("draft", "official_sensitive", True, False), ("published", "", False, True)]
    a_record_for_each(local, product(situations, MEMBERSHIPS))
    caller = Caller(Person("ana"), (), "", LATER)
    found = guarded.list(caller, Filter())

    assert found == found_by_asking_of_each(guarded, caller)
    assert 0 < len(found) < len(situations) * len(MEMBERSHIPS)


def test_pages_of_a_list_follow_each_other_though_some_lines_are_left_out(local):
    guarded = GuardedRecords(local, ACCESS, "reader")
    draft = ("draft", "official", False, False)
    ended = [(draft, ("author", OVER))] * 300
    a_record_for_each(local, [*ended, *[(draft, ("author", ""))] * 7, *ended])
    caller = Caller(Person("ana"), (), "", LATER)
    pages = [guarded.list(caller, Filter(limit=3, skip=skip)) for skip in (0, 3, 6, 9)]

    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert len({line.id for page in pages for line in page}) == 7


def test_a_record_that_no_list_knows_is_not_there_for_whoever_writes(service, sqlite):
    running = service(sqlite, everybody="author")
    ana = running.store("ana")
    ana.create("stop", [NewEvent("created", "", {"title": "Stop"})], Actor("", ""))
    with running.app.state.desk.records.store.writing() as connection:
        connection.execute(update(t.standings).values(assessment="other"))
    capability = running.pass_for("ben")
    body = {"client": "page", "client_seq": 1, "events": []}

    answer = running.ask(capability, "POST", "/v1/assessments/stop/batches", json=body)

    assert answer.status_code == 404

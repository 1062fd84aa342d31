"""A pass is remembered for a moment, and never for longer than it is good."""

import pytest

from answerable.errors import CapabilityRefused
from answerable.record.events import Person
from answerable.service import capabilities
from answerable.service.capabilities import Capabilities, Lifetimes


@pytest.fixture
def passes(local):
    return Capabilities(local, Lifetimes())


@pytest.fixture
def ana(passes):
    """Ana's pass, which was used just now."""
    given = passes.issue(Person("ana"), ["dpo"])
    passes.holder(given)
    return given


def test_who_has_just_asked_is_known_without_reading_the_store(passes, ana):
    caller = passes.just_seen(ana)

    assert (caller.person.id, caller.roles) == ("ana", ("dpo",))
    assert passes.just_seen(ana[:-1]) is None


@pytest.mark.parametrize(
    "taken_back",
    [
        lambda passes, given: passes.revoke(given),
        lambda passes, _: passes.revoke_person("ana"),
        lambda passes, given: passes.expire(given),
        lambda passes, given: passes.revoke(passes.renew(given)),
    ],
)
def test_a_pass_that_was_taken_back_is_forgotten_at_once(passes, ana, taken_back):
    taken_back(passes, ana)

    assert passes.just_seen(ana) is None
    with pytest.raises(CapabilityRefused):
        passes.holder(ana)


def test_a_pass_that_is_taken_back_while_it_is_being_read_is_not_remembered(passes, monkeypatch):
    given = passes.issue(Person("ana"), [])
    find = passes._find

    def found(capability):
        told = find(capability)
        passes.revoke(capability)
        return told

    monkeypatch.setattr(passes, "_find", found)
    passes.holder(given)

    assert passes.just_seen(given) is None


def test_a_pass_that_runs_out_is_remembered_no_longer(local):
    passes = Capabilities(local, Lifetimes(pass_seconds=0.2))
    given = passes.issue(Person("ana"), [])
    passes.holder(given)

    while passes.just_seen(given):
        pass

    with pytest.raises(CapabilityRefused):
        passes.holder(given)


def test_a_pass_that_another_service_took_back_is_read_anew_after_a_moment(
    passes, ana, local, monkeypatch
):
    monkeypatch.setattr(capabilities, "SEEN_SECONDS", 0.0)
    passes.holder(ana)
    Capabilities(local, Lifetimes()).revoke(ana)

    assert passes.just_seen(ana) is None


def test_only_so_many_are_remembered(passes, monkeypatch):
    monkeypatch.setattr(capabilities, "MOST_SEEN", 3)
    given = [passes.issue(Person("ana"), []) for _ in range(5)]
    for each in given:
        passes.holder(each)

    assert [bool(passes.just_seen(each)) for each in given] == [False, False, True, True, True]


def test_the_service_refuses_a_pass_right_after_it_was_taken_back(service, sqlite):
    running = service(sqlite)
    given = running.pass_for("ana")
    assert running.ask(given, "GET", "/v1/assessments").status_code == 200

    running.ask(given, "DELETE", "/v1/capabilities")

    assert running.ask(given, "GET", "/v1/assessments").status_code == 401

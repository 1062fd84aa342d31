"""Who may do what: cases written by hand, and the questions that need no record."""

from pathlib import Path

import pytest
import yaml

from answerable import places
from answerable.bank.files import read_yaml
from answerable.errors import ContentError
from answerable.governance.access import PLACES, Case, build_access, load_access

CASES = yaml.safe_load((Path(__file__).parents[1] / "data/cases/access.yml").read_text("utf-8"))
ACCESS = load_access()


def case_of(told):
    """The `Case` that one line of the cases describes."""
    held = {place: [] for place in PLACES}
    for role, place in (item.strip().split("@") for item in filter(None, told["who"].split(","))):
        held[place].append(role)
    state, *more = told["record"].split()
    flags = {"restricted", "shared", "broken"}
    return Case(
        state=state,
        marking=next((word for word in more if word not in flags), ""),
        restricted="restricted" in more,
        shared="shared" in more,
        broken_glass="broken" in more,
        member_role="".join(held["record"]),
        organisation_roles=tuple(held["organisation"]),
        default_role="".join(held["default"]),
    )


def test_there_are_cases():
    assert len(CASES) >= 100


@pytest.mark.parametrize("told", CASES, ids=lambda told: f"{told['who']} · {told['record']}")
def test_a_person_may_do_this_and_nothing_else(told):
    assert ACCESS.may(case_of(told)) == set(told["may"].split())


def test_the_cases_allow_and_refuse_every_action():
    allowed = {action for told in CASES for action in told["may"].split()}

    assert allowed == {action.id for action in ACCESS.actions}
    assert any(told["may"] == "" for told in CASES)


def test_the_cases_have_every_role_state_and_marking():
    cases = [case_of(told) for told in CASES]
    roles = {case.member_role for case in cases} | {case.default_role for case in cases}
    roles |= {role for case in cases for role in case.organisation_roles}

    assert roles >= set(ACCESS.roles)
    assert {case.state for case in cases} >= set(ACCESS.states)
    assert {case.marking for case in cases} >= set(ACCESS.markings)


@pytest.mark.parametrize(
    ("kind", "roles", "default", "may"),
    [
        ("created", (), "author", True),
        ("created", (), "reader", True),
        ("created", ("ethics_lead",), "", True),
        ("created", (), "", False),
        ("created", ("advisory_member",), "", False),
        ("created", ("advisory_member",), "reader", False),
        ("created", ("advisory_member", "ethics_lead"), "reader", False),
        ("created", (), "advisory_member", False),
        ("created", ("panel_member",), "", False),
        ("created", ("author",), "", False),
        ("imported", (), "author", True),
        ("imported", ("records_manager",), "reader", True),
        ("imported", (), "reader", False),
        ("imported", ("ethics_lead",), "reader", False),
        ("answered", ("records_manager",), "author", False),
        ("renamed", ("records_manager",), "author", False),
    ],
)
def test_a_record_is_begun_by_those_who_may(kind, roles, default, may):
    assert ACCESS.may_start(kind, roles, default) is may


@pytest.mark.parametrize(
    ("who", "record", "may"),
    [
        ("ethics_lead@organisation", "submitted official restricted", True),
        ("records_manager@organisation", "draft restricted", True),
        ("records_manager@organisation", "draft", False),
        ("ethics_lead@organisation", "draft restricted", False),
        ("dpo@organisation", "draft restricted", False),
        ("reader@default", "draft restricted", False),
        ("author@record", "draft restricted", False),
        ("ethics_lead@record", "submitted official restricted", False),
        ("records_manager@organisation, advisory_member@record", "draft restricted", False),
        ("records_manager@organisation", "disposed restricted", False),
        ("records_manager@organisation", "archived restricted", False),
    ],
)
def test_the_glass_is_broken_by_those_whom_it_lets_in(who, record, may):
    assert ACCESS.may_break_glass(case_of({"who": who, "record": record})) is may


@pytest.mark.parametrize(
    ("kind", "action"),
    [
        ("answered", "write"), ("row_removed", "write"), ("attached", "write"),
        ("submitted", "write"), ("visibility_set", "write"), ("commented", "comment"),
        ("replied", "comment"), ("comment_resolved", "comment"), ("comment_reopened", "comment"),
        ("action_closed", "follow_up"), ("evidence_rechecked", "follow_up"),
        ("reviewed", "advise"), ("advised", "advise"), ("decided", "decide"),
        ("published", "decide"), ("reopened", "decide"), ("condition_met", "decide"),
        ("member_changed", "share"), ("sharing_set", "share"), ("restriction_set", "share"),
        ("hold_set", "keep"), ("hold_lifted", "keep"), ("erased", "keep"), ("disposed", "keep"),
        ("created", "start"), ("imported", "start"), ("access_broken", "break_glass"),
    ],
)  # fmt: skip
def test_an_event_needs_the_action_it_is(kind, action):
    assert ACCESS.action_for(kind) == action


def test_nobody_begins_a_record_twice_or_breaks_glass_by_an_action():
    doors = {"start", "break_glass"}

    assert not doors & {action.id for action in ACCESS.actions}
    assert not doors & {action for rule in ACCESS.rules for action in rule.may}


def test_no_rule_can_let_everybody_into_a_restricted_record():
    data = read_yaml(places.content() / "access.yml")
    readers = next(rule for rule in data["rules"] if rule["id"] == "readers")
    readers["even_restricted"] = True
    data["break_glass"]["roles"] = ["reader"]
    careless = build_access(data)
    everybody = {"who": "reader@default", "record": "published official restricted broken"}

    assert careless.may(case_of(everybody)) == set()
    assert not careless.may_break_glass(case_of(everybody))


def test_a_role_is_held_from_certain_places_only():
    assert ACCESS.held_from("default") == ("author", "reader")
    assert "records_manager" not in ACCESS.held_from("record")
    assert {"dpo", "ethics_lead", "records_manager"} <= {*ACCESS.held_from("organisation")}
    assert not {"author", "contributor", "sro"} & {*ACCESS.held_from("organisation")}


def test_the_table_is_read_once_and_cannot_be_changed():
    assert load_access() is ACCESS
    with pytest.raises(TypeError):
        ACCESS.roles["owner"] = ACCESS.roles["author"]
    with pytest.raises(AttributeError):
        ACCESS.rules = ()


def test_a_table_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(ContentError, match=r"access\.yml"):
        load_access(tmp_path)

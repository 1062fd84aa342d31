"""What must hold of access in every case there is, whatever the rules say."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.governance.access import Case, load_access

ACCESS = load_access()
STATES = (*ACCESS.states, "archived")
MARKINGS = (*ACCESS.markings, "secret")
ROLES = (*ACCESS.roles, "owner")
BOOLS = (False, True)
CLOSED = ("decided", "published", "disposed")
TOMBSTONE = {"list", "see"}

CASES = [
    Case(state, marking, restricted, shared, member, (role,) if role else (), default, broken)
    for state, marking, restricted, shared, member, role, default, broken in product(
        ACCESS.states, ACCESS.markings, BOOLS, BOOLS, ("", *ACCESS.roles), ("", *ACCESS.roles),
        ("", "author", "reader"), BOOLS,
    )
]  # fmt: skip
MAY = [(case, ACCESS.may(case)) for case in CASES]

anyone = st.builds(
    Case,
    state=st.sampled_from(STATES),
    marking=st.sampled_from(MARKINGS),
    restricted=st.booleans(),
    shared=st.booleans(),
    member_role=st.sampled_from(("", *ROLES)),
    organisation_roles=st.lists(st.sampled_from(ROLES), max_size=4).map(tuple),
    default_role=st.sampled_from(("", *ROLES)),
    broken_glass=st.booleans(),
)


def roles_of(case):
    return {case.member_role, *case.organisation_roles, case.default_role}


def test_every_combination_is_looked_at():
    assert len(CASES) == 8 * 3 * 2 * 2 * 14 * 14 * 3 * 2


def test_a_restriction_gives_no_more():
    open_ = {case: may for case, may in MAY if not case.restricted}

    assert [
        c for c, may in MAY if c.restricted and not may <= open_[replace(c, restricted=False)]
    ] == []


def test_a_restriction_leaves_those_x():
    needed = {"dpo", "records_manager", "ethics_lead"}
    outside = [(c, m) for c, m in MAY if c.restricted and not c.member_role and m]

    assert {role for c, _ in outside for role in c.organisation_roles} == needed


def test_nobody_but_author_and_contributor_writes():
    writers = {
        role
        for case, may in MAY
        if "write" in may
        for role in [case.member_role, case.default_role]
    }

    assert writers >= {"author", "contributor"}
    assert [c for c, may in MAY if "write" in may
            and c.member_role not in {"author", "contributor"} and c.default_role != "author"] == []  # fmt: skip


def test_nothing_is_written_once_decided_published_or_disposed():
    assert [c for c, may in MAY if "write" in may and c.state in CLOSED] == []


def test_citizens_see_only_what_was_handed_in_and_marked_official():
    seen = {(c.state, c.marking) for c, may in MAY if may and "advisory_member" in roles_of(c)}

    assert seen
    assert {marking for _, marking in seen} == {"official"}
    assert not {"draft", "reopened", "disposed"} & {state for state, _ in seen}


def test_only_somebody_named_on_the_record_decides():
    assert {c.member_role for c, may in MAY if "decide" in may} == {"sro", "asset_owner"}


def test_only_the_records_manager_keeps():
    assert [
        c for c, may in MAY if "keep" in may and c.organisation_roles != ("records_manager",)
    ] == []


def test_of_a_disposed_record_two_people_see_the_tombstone():
    left = [(c, may) for c, may in MAY if c.state == "disposed" and may]

    assert {role for c, _ in left for role in c.organisation_roles} == {
        "records_manager",
        "ethics_lead",
    }
    assert {action for _, may in left for action in may} == TOMBSTONE


def test_whoever_works_on_a_record_can_read_it():
    work = {"comment", "write", "follow_up", "advise", "decide", "export"}

    assert [c for c, may in MAY if work & may and "see" not in may] == []


def test_the_glass_opens_no_more_than_reading_and_export():
    shut = {case: may for case, may in MAY if not case.broken_glass}
    gained = {
        a for c, may in MAY if c.broken_glass for a in may - shut[replace(c, broken_glass=False)]
    }

    assert gained == {"see", "export"}


def test_a_link_shows_and_lists_nothing():
    alone = {case: may for case, may in MAY if not case.shared}
    gained = {a for c, may in MAY if c.shared for a in may - alone[replace(c, shared=False)]}

    assert gained == {"see"}


@given(anyone)
def test_the_invariants_hold_for_people_with_any_roles(case):
    may = ACCESS.may(case)

    assert may <= ACCESS.may(replace(case, restricted=False, broken_glass=False))
    assert not ("write" in may and case.state in CLOSED)
    assert not (
        "write" in may
        and {case.member_role, case.default_role}.isdisjoint({"author", "contributor"})
    )
    if "advisory_member" in roles_of(case):
        assert may <= {"list", "see", "comment"}
        assert not may or case.marking == "official"


@given(anyone, st.sampled_from(ROLES))
def test_one_more_role_of_the_organisation_takes_nothing_away(case, role):
    more = replace(case, organisation_roles=(*case.organisation_roles, role))

    if "advisory_member" not in roles_of(more):
        assert ACCESS.may(case) <= ACCESS.may(more)


@given(anyone)
def test_the_order_of_roles_does_not_matter(case):
    turned = replace(case, organisation_roles=case.organisation_roles[::-1])

    assert ACCESS.may(case) == ACCESS.may(turned)


@given(anyone, st.sampled_from(["state", "marking"]), st.text(max_size=12))
def test_an_unknown_state_or_marking_gives_nothing(case, part, word):
    known = ACCESS.states if part == "state" else ACCESS.markings

    if word not in known:
        assert ACCESS.may(replace(case, **{part: word})) == frozenset()


@given(anyone, st.text(max_size=12))
def test_an_unknown_role_gives_nothing(case, word):
    if word not in ACCESS.roles:
        nobody = replace(case, member_role=word, organisation_roles=(word,), default_role=word)
        assert ACCESS.may(nobody) == frozenset()
        assert not ACCESS.may_break_glass(nobody)


@pytest.mark.parametrize("role", ACCESS.roles)
def test_every_role_is_worth_holding(role):
    alone = [may for c, may in MAY if roles_of(c) - {""} == {role}]

    assert any(alone)

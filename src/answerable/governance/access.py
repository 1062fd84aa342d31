"""Who may do what with an assessment: `content/access.yml` as one question with one answer.

What no rule allows is not allowed. A role, state or marking that the table does not know allows
nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from answerable.governance.tables import frozen, load_table

RECORD, ORGANISATION, DEFAULT = PLACES = ("record", "organisation", "default")
START, BREAK_GLASS = "start", "break_glass"

Held = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Case:
    """One person before one assessment: how it stands, and which roles they bring."""

    state: str
    marking: str = ""
    restricted: bool = False
    shared: bool = False
    member_role: str = ""
    organisation_roles: tuple[str, ...] = ()
    default_role: str = ""
    broken_glass: bool = False


@dataclass(frozen=True)
class Role:
    id: str
    title: str
    held: tuple[str, ...]
    outside: bool = False


@dataclass(frozen=True)
class Action:
    """Something a person may do, and the kinds of event that need it."""

    id: str
    does: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Allowed:
    """One rule: these roles, in these states, under these markings, may do this."""

    id: str
    roles: tuple[str, ...]
    states: tuple[str, ...]
    markings: tuple[str, ...]
    may: tuple[str, ...]
    because: str
    on_record: bool = False
    even_restricted: bool = False
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """What a record that is shared inside the organisation allows everybody there."""

    states: tuple[str, ...]
    markings: tuple[str, ...]
    may: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class BreakGlass:
    """Who may open a restricted record by giving a reason, for how long, and to do what."""

    roles: tuple[str, ...]
    hours: int
    may: tuple[str, ...]
    kinds: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Start:
    """Who may begin a record with an event of these kinds."""

    kinds: tuple[str, ...]
    roles: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Access:
    """The whole table."""

    actions: tuple[Action, ...]
    roles: Mapping[str, Role]
    states: Mapping[str, str]
    markings: Mapping[str, str]
    rules: tuple[Allowed, ...]
    shared: Link
    break_glass: BreakGlass
    start: tuple[Start, ...]
    needs: Mapping[str, str]

    def may(self, case: Case) -> frozenset[str]:
        """Return every action allowed in `case`."""
        held = self._held(case)
        allowed = self._by_rule(case, held, restricted=case.restricted)
        if not case.restricted:
            return allowed | self._by_link(case, held)
        return allowed | self._through_glass(case, held) if case.broken_glass else allowed

    def may_break_glass(self, case: Case) -> bool:
        """Return whether giving a reason would open to this person what is shut now."""
        held = self._held(case)
        open_now = self._by_rule(case, held, restricted=True)
        return case.restricted and bool(self._through_glass(case, held) - open_now)

    def may_start(self, kind: str, organisation_roles: tuple[str, ...], default_role: str) -> bool:
        """Return whether somebody may begin a record with an event of `kind`."""
        case = Case("", organisation_roles=organisation_roles, default_role=default_role)
        roles = {role for role, _ in self._held(case)}
        return any(kind in start.kinds and roles & {*start.roles} for start in self.start)

    def action_for(self, kind: str) -> str:
        """Return the action that an event of `kind` needs.

        `start` and `break_glass` are in no answer of `may`: ask `may_start`, `may_break_glass`.

        Raises:
            KeyError: the table does not know the kind.
        """
        return self.needs[kind]

    def held_from(self, place: str) -> tuple[str, ...]:
        """Return the roles that somebody may hold from `place`, one of `PLACES`."""
        return tuple(role.id for role in self.roles.values() if place in role.held)

    def _held(self, case: Case) -> Held:
        """Return each role that counts, and where it is from; outsiders have no other kind."""
        brought = [(case.member_role, RECORD), (case.default_role, DEFAULT)]
        brought += [(role, ORGANISATION) for role in case.organisation_roles]
        known = [(self.roles[role], place) for role, place in brought if role in self.roles]
        outsider = any(role.outside for role, _ in known)
        return tuple(
            (role.id, place)
            for role, place in known
            if place in role.held and role.outside == outsider
        )

    def _by_rule(self, case: Case, held: Held, *, restricted: bool) -> frozenset[str]:
        return frozenset(
            action
            for rule in self.rules
            if case.state in rule.states and case.marking in rule.markings
            if any(
                role in rule.roles and _counts(rule, place, restricted=restricted)
                for role, place in held
            )
            for action in rule.may
        )

    def _by_link(self, case: Case, held: Held) -> frozenset[str]:
        known = case.state in self.shared.states and case.marking in self.shared.markings
        inside = any(place == DEFAULT for _, place in held)
        return frozenset(self.shared.may if case.shared and known and inside else ())

    def _through_glass(self, case: Case, held: Held) -> frozenset[str]:
        """Return what the roles that may break the glass would have without the restriction."""
        trusted = tuple(
            (role, place)
            for role, place in held
            if place == ORGANISATION and role in self.break_glass.roles
        )
        return self._by_rule(case, trusted, restricted=False) & {*self.break_glass.may}


def _counts(rule: Allowed, place: str, *, restricted: bool) -> bool:
    """Return whether a role from `place` counts under `rule`."""
    if place == RECORD:
        return True
    if restricted and not (rule.even_restricted and place == ORGANISATION):
        return False
    return not rule.on_record


@cache
def load_access(folder: Path | None = None) -> Access:
    """Return the table in `folder`, or the one that ships.

    Raises:
        ContentError: it cannot be read or does not have its shape.
    """
    return load_table("access.yml", build_access, folder)


def build_access(data: Mapping[str, Any]) -> Access:
    """Return the table that the parsed file describes."""
    actions = tuple(Action(**frozen(item)) for item in data["actions"])
    glass = BreakGlass(**frozen(data["break_glass"]))
    start = tuple(Start(**frozen(item)) for item in data["start"])
    return Access(
        actions=actions,
        roles=MappingProxyType({item["id"]: Role(**frozen(item)) for item in data["roles"]}),
        states=MappingProxyType({item["id"]: item["title"] for item in data["states"]}),
        markings=MappingProxyType({item["id"]: item["title"] for item in data["markings"]}),
        rules=tuple(Allowed(**frozen(item)) for item in data["rules"]),
        shared=Link(**frozen(data["shared"])),
        break_glass=glass,
        start=start,
        needs=MappingProxyType(dict(_needs(actions, glass, start))),
    )


def _needs(
    actions: tuple[Action, ...], glass: BreakGlass, start: tuple[Start, ...]
) -> Iterator[tuple[str, str]]:
    for action in actions:
        yield from ((kind, action.id) for kind in action.kinds)
    yield from ((kind, BREAK_GLASS) for kind in glass.kinds)
    for item in start:
        yield from ((kind, START) for kind in item.kinds)

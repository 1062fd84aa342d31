"""Where an assessment stands, for lists and for access: what its events add up to, without a bank.

A fold, like `fold.py`, but of the few facts that a list shows. The database keeps the result
(`database/projections.py`); carrying it on by one event gives what folding all of them gives.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from answerable.record.events import Event
from answerable.record.shapes import DIGEST, LONGEST_ID, LONGEST_ROLE, TIME

TITLE, MARKING = "project_title", "marking"
ERASED = "erased"  # a marking that no table knows, so that nobody reads more than before
GLASS = "glass"
LONGEST_MARKING = 80
STATES: Mapping[str, str] = MappingProxyType({
    "created": "draft",
    "submitted": "submitted",
    "reviewed": "reviewed",
    "advised": "advised",
    "decided": "decided",
    "published": "published",
    "reopened": "reopened",
    "disposed": "disposed",
})  # fmt: skip


@dataclass(frozen=True)
class Member:
    """Somebody's role on a record; `until` is the time it ends, empty when it does not."""

    role: str
    until: str = ""


@dataclass(frozen=True)
class Standing:
    """What a list shows of an assessment after its event `seq`."""

    seq: int = 0
    title: str = ""
    example: bool = False
    created_at: str = ""
    updated_at: str = ""
    state: str = "draft"
    marking: str = ""
    owner: str = ""
    restricted: bool = False
    shared: bool = False
    holds: frozenset[str] = frozenset()
    members: Mapping[str, Member] = field(default_factory=dict)
    uses: Mapping[int, str] = field(default_factory=dict)

    @property
    def held(self) -> bool:
        """Whether something keeps this record from disposal."""
        return bool(self.holds)


def standing(events: Iterable[Event], since: Standing | None = None) -> Standing:
    """Return `since`, or nothing, carried on by `events`."""
    now, last = since or Standing(), None
    for last in events:
        if facts := _facts(now, last):
            now = replace(now, **facts)
    return replace(now, seq=last.seq, updated_at=last.at) if last else now


def _facts(now: Standing, event: Event) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if event.kind in _STEPS:
        facts = _STEPS[event.kind](now, event, event.payload or {})
    return facts | {"state": STATES[event.kind]} if event.kind in STATES else facts


def _created(_: Standing, event: Event, said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": _text(said.get("title")),
        "example": said.get("example") is True,
        "created_at": event.at,
        "owner": event.actor.id,
        "members": {event.actor.id: Member("author")},
    }


def _answered(now: Standing, event: Event, said: Mapping[str, Any]) -> dict[str, Any]:
    value = _text(said.get("value"))
    if event.address == TITLE:
        return {"title": value.strip() or now.title}
    if event.address == MARKING:
        return {"marking": ERASED if event.payload is None else value[:LONGEST_MARKING]}
    return {}


def _member(now: Standing, _: Event, said: Mapping[str, Any]) -> dict[str, Any]:
    person, role, until = (_text(said.get(name)) for name in ("person", "role", "until"))
    members = {who: member for who, member in now.members.items() if who != person}
    known = person == said.get("person") and role == said.get("role") and _ends(said)
    if not (known and 0 < len(person) <= LONGEST_ID and 0 < len(role) <= LONGEST_ROLE):
        return {"members": members}
    owner = person if role == "author" and said.get("owner") is True else now.owner
    return {"members": {**members, person: Member(role, until)}, "owner": owner}


def _ends(said: Mapping[str, Any]) -> bool:
    """Return whether what is said of an end can be understood; else it never begins."""
    until = said.get("until", "")
    return isinstance(until, str) and (not until or bool(TIME.fullmatch(until)))


def _glass(now: Standing, event: Event, said: Mapping[str, Any]) -> dict[str, Any]:
    there, until = now.members.get(event.actor.id), _text(said.get("until"))
    if not until or not _ends(said) or (there is not None and there.role != GLASS):
        return {}
    return {"members": {**now.members, event.actor.id: Member(GLASS, until)}}


def _hold(now: Standing, _: Event, said: Mapping[str, Any]) -> dict[str, Any]:
    return {"holds": now.holds | {_text(said.get("hold"))}}


def _lift(now: Standing, _: Event, said: Mapping[str, Any]) -> dict[str, Any]:
    return {"holds": now.holds - {_text(said.get("hold"))}}


def _attached(now: Standing, event: Event, said: Mapping[str, Any]) -> dict[str, Any]:
    digest = _text(said.get("hash"))
    return {"uses": {**now.uses, event.seq: digest}} if DIGEST.fullmatch(digest) else {}


def _restricted(_: Standing, __: Event, said: Mapping[str, Any]) -> dict[str, Any]:
    return {"restricted": said.get("on") is True}


def _shared(_: Standing, __: Event, said: Mapping[str, Any]) -> dict[str, Any]:
    return {"shared": said.get("on") is True}


_STEPS: Mapping[str, Callable[[Standing, Event, Mapping[str, Any]], dict[str, Any]]] = {
    "created": _created,
    "answered": _answered,
    "member_changed": _member,
    "access_broken": _glass,
    "hold_set": _hold,
    "hold_lifted": _lift,
    "attached": _attached,
    "restriction_set": _restricted,
    "sharing_set": _shared,
}


def _text(value: Any) -> str:
    """Return a text as every database can keep it in a column."""
    return value.replace("\x00", "") if isinstance(value, str) else ""

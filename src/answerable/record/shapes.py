"""What an event may look like when it comes from outside: a known kind, a place, a payload.

The kinds that decide who may do what, or what a list shows, have their exact shape here. Of the
others the payload is any JSON that can be stored; the rooms that make them know more.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeGuard

from answerable.errors import NotUnderstood
from answerable.record.events import KINDS, NewEvent, canonical, is_storable
from answerable.wording import say

ADDRESS = re.compile(r"([a-z0-9_]+(/r-[0-9a-z]{4,20}(/[a-z0-9_]+)?)?)?")
DIGEST = re.compile(r"[0-9a-f]{64}")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
MARK = re.compile(r"c-[0-9a-z]{4,20}")
ROW = re.compile(r"[a-z0-9_]+/r-[0-9a-z]{4,20}")
ROW_KINDS = frozenset({"row_added", "row_moved", "row_removed"})
AFTER = re.compile(r"r-[0-9a-z]{4,20}")
LONGEST_PAYLOAD = 2_000_000
LONGEST_TEXT = 10_000
LONGEST_ADDRESS = LONGEST_ID = 200
LONGEST_ROLE = 40
LONGEST_COMMENT = 5_000
LAST = 2**31 - 1  # no record has more events, and no database's integers are smaller
LONGEST_NOTE = 2_000

Payload = Mapping[str, Any]


def refuse_misshapen(events: Sequence[NewEvent]) -> None:
    """Raise NotUnderstood for the first of `events` that no record can hold."""
    for number, new in enumerate(events, 1):
        if not _fits(new):
            why = say("errors", "event_misshapen", number=number, kind=new.kind[:40])
            raise NotUnderstood(why=why)


def _fits(new: NewEvent) -> bool:
    if new.kind not in KINDS or not ADDRESS.fullmatch(new.address):
        return False
    if new.kind in ROW_KINDS and not ROW.fullmatch(new.address):
        return False
    if new.kind == "assigned" and not new.address:
        return False
    if len(new.address) > LONGEST_ADDRESS or not is_storable(new.payload):
        return False
    return len(canonical(new.payload)) <= LONGEST_PAYLOAD and _SHAPES.get(new.kind, _any)(
        new.payload
    )


def _any(_: Payload) -> bool:
    return True


def _answered(said: Payload) -> bool:
    return set(said) == {"value"}


def _moved(said: Payload) -> bool:
    """Return whether it says after which row; None is before all others."""
    after = said.get("after", "")
    known = after is None or (isinstance(after, str) and bool(AFTER.fullmatch(after)))
    return known and set(said) == {"after"}


def _created(said: Payload) -> bool:
    return isinstance(said.get("title"), str) and type(said.get("example", False)) is bool


def _member(said: Payload) -> bool:
    known = set(said) <= {"person", "role", "until", "owner"}
    role, until = said.get("role"), said.get("until", "")
    ends = isinstance(until, str) and (not until or bool(TIME.fullmatch(until)))
    plays = role is None or (isinstance(role, str) and len(role) <= LONGEST_ROLE)
    return known and ends and plays and _text(said, "person", LONGEST_ID)


def _assigned(said: Payload) -> bool:
    if said == {"person": None}:
        return True
    noted = "note" not in said or _text(said, "note", LONGEST_NOTE)
    return set(said) <= {"person", "note"} and noted and _text(said, "person", LONGEST_ID)


def _switch(said: Payload) -> bool:
    return set(said) <= {"on", "reason"} and type(said.get("on")) is bool


def _hold(said: Payload) -> bool:
    return set(said) == {"hold", "reason"} and _text(said, "hold") and _text(said, "reason")


def _attached(said: Payload) -> bool:
    digest = said.get("hash")
    return isinstance(digest, str) and bool(DIGEST.fullmatch(digest)) and _text(said, "name")


def _commented(said: Payload) -> bool:
    mark = said.get("id")
    known = isinstance(mark, str) and bool(MARK.fullmatch(mark))
    return set(said) == {"id", "text"} and known and _words(said["text"], LONGEST_COMMENT)


def _replied(said: Payload) -> bool:
    rest = {name: part for name, part in said.items() if name != "to"}
    return _thread(said) and _commented(rest)


def _settled(said: Payload) -> bool:
    return set(said) == {"to"} and _thread(said)


def _thread(said: Payload) -> bool:
    to = said.get("to")
    return type(to) is int and 0 < to <= LAST


def _text(said: Payload, name: str, longest: int = LONGEST_TEXT) -> bool:
    value = said.get(name)
    return _words(value, longest) and "\x00" not in value


def _words(value: Any, longest: int) -> TypeGuard[str]:
    """Return whether somebody may have written this: null signs are kept as any other."""
    return isinstance(value, str) and 0 < len(value) <= longest


_SHAPES: Mapping[str, Callable[[Payload], bool]] = {
    "answered": _answered,
    "row_moved": _moved,
    "created": _created,
    "member_changed": _member,
    "sharing_set": _switch,
    "restriction_set": _switch,
    "hold_set": _hold,
    "hold_lifted": _hold,
    "attached": _attached,
    "commented": _commented,
    "replied": _replied,
    "comment_resolved": _settled,
    "comment_reopened": _settled,
    "assigned": _assigned,
}

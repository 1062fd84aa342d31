"""Asking a colleague: who was asked to answer what, by whom, and whether they have."""

from dataclasses import dataclass
from typing import Any

from answerable.record.events import Event, is_storable
from answerable.record.shapes import LONGEST_ID, LONGEST_NOTE


@dataclass(frozen=True)
class Assigned:
    """Somebody was asked to answer at an address: `person` is an account, or a name as it was typed."""

    person: str
    note: str
    by: str
    at: str
    seq: int


def assigned(event: Event) -> Assigned | None:
    """Return what an `assigned` event says; None when it takes back what was asked, or is erased."""
    said = event.payload or {}
    person, note = said.get("person"), said.get("note", "")
    if not isinstance(person, str) or not isinstance(note, str) or not person.strip():
        return None
    return Assigned(person[:LONGEST_ID], note[:LONGEST_NOTE], event.actor.id, event.at, event.seq)


def refused_name(person: Any, note: Any) -> str | None:
    """Return the key of what keeps `person` and `note` from being said to anybody, or None."""
    if not isinstance(person, str) or not isinstance(note, str):
        return "not_text"
    if not is_storable([person, note]) or "\x00" in person + note:
        return "not_text"
    if not person.strip():
        return "name_needed"
    too_long = len(person.strip()) > LONGEST_ID or len(note.strip()) > LONGEST_NOTE
    return "too_long" if too_long else None

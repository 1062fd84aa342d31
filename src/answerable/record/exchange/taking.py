"""Taking a record from a file into a store: as it is when it is proved, else as a marked copy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from answerable.errors import AssessmentExists, StrangeKey
from answerable.record.events import Actor, Event, NewEvent
from answerable.record.exchange.file import Read, is_here
from answerable.record.standing import standing
from answerable.record.store import Batch, Stamp, Store

COPIED_KINDS = frozenset({"answered", "row_added", "row_moved", "row_removed"})
AT_ONCE = 500


@dataclass(frozen=True)
class Taken:
    """What was taken in: its id here, whether it was new, what of it was left out."""

    assessment: str
    new: bool
    left_out: Mapping[str, int]


def take(store: Store, read: Read, trusted: Mapping[str, str], *, unsealed: bool = False) -> Taken:
    """Take over a record that is proved; one that is here already, event for event, is left alone.

    Raises:
        AssessmentExists: another record has this id.
        RecordBroken, RecordNotSealed: it does not verify.
        StrangeKey: it fits together, but nobody here knows the key.
    """
    proof = read.prove(trusted, unsealed=unsealed)
    if proof.strangers:
        raise StrangeKey(assessment=read.assessment, keys=", ".join(proof.strangers))
    if is_here(store, read.record):
        return Taken(read.assessment, new=False, left_out={})
    try:
        store.adopt(read.record)
    except AssessmentExists:  # unless the answer was lost, and this was sent again
        if not is_here(store, read.record):
            raise
    return Taken(read.assessment, new=True, left_out={})


def take_as_copy(store: Store, read: Read, *, new_id: str, actor: Actor, why: str) -> Taken:
    """Begin a new record with the answers of a file that is not proved, and mark it as such.

    The answers are in the name of whoever takes them in: nobody else vouches for them. Comments,
    advice and decisions are somebody's word and are left out.

    Raises:
        AssessmentExists: the new id is taken.
    """
    events = [event for event in read.record.events if event.payload is not None]
    copied = [event for event in events if event.kind in COPIED_KINDS]
    store.create(new_id, [NewEvent("created", "", _beginning(read, events, why))], actor)
    for at in range(0, len(copied), AT_ONCE):
        some = [NewEvent(e.kind, e.address, e.payload or {}) for e in copied[at : at + AT_ONCE]]
        store.write(new_id, Batch(Stamp("import", at + 1), actor, some))
    left_out: dict[str, int] = {}
    for event in read.record.events:
        if event.kind not in {*COPIED_KINDS, "created"} or event.payload is None:
            left_out[event.kind] = left_out.get(event.kind, 0) + 1
    return Taken(new_id, new=True, left_out=left_out)


def _beginning(read: Read, events: list[Event], why: str) -> dict[str, Any]:
    said = next((event.payload for event in events if event.kind == "created"), None) or {}
    copy = {"of": read.assessment, "file": read.file, "why": why, "proved": False}
    title = standing(events).title or read.assessment
    return {**said, "title": title, "example": said.get("example") is True, "copy": copy}

"""One event, and how it is sealed: a salted commitment to what it says, a hash that chains it.

The header holds only the commitment, so what an event says (payload and salt) can be erased, as
rectification or disposal may demand, and the chain still verifies.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

KINDS = (
    "created", "answered", "row_added", "row_moved", "row_removed", "visibility_set", "assigned",
    "evidence_attached", "evidence_rechecked", "commented", "replied", "member_changed",
    "submitted", "reviewed", "advised", "decided", "condition_set", "condition_met",
    "action_opened", "action_updated", "action_closed", "published", "feedback_received",
    "reopened", "imported", "bank_upgraded", "disposed", "attached", "detached", "sharing_set",
    "restriction_set", "access_broken", "hold_set", "hold_lifted", "erased", "ended",
    "retention_reviewed", "comment_resolved", "comment_reopened",
)  # fmt: skip
GENESIS = "0" * 64
DEEPEST = 50  # values inside each other: far more than any answer needs, far less than a reader can

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Person:
    """Somebody at work: `id` is the account's, `name` is for people, `role` is on this record."""

    id: str
    name: str = ""
    role: str = "author"


@dataclass(frozen=True)
class Actor:
    """Who an event is by."""

    id: str
    role: str


@dataclass(frozen=True)
class Head:
    """The end of a record: `seq` 0 and a zero hash when it has no events."""

    seq: int
    hash: str
    at: str


@dataclass(frozen=True)
class NewEvent:
    """What somebody wants to add; `based_on` is the event they saw at that address, if any."""

    kind: str
    address: str
    payload: Payload
    based_on: int | None = None


@dataclass(frozen=True)
class Event:
    """One sealed event; `payload` and `salt` are None once erased."""

    assessment: str
    seq: int
    at: str
    actor: Actor
    kind: str
    address: str
    commitment: str
    previous: str
    hash: str
    payload: Payload | None
    salt: str | None


_CANONICAL = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)


def canonical(value: Any) -> bytes:
    """Return the one byte string that stands for `value`: sorted keys, no spaces, UTF-8."""
    return _CANONICAL.encode(value).encode()


def is_storable(value: Any) -> bool:
    """Return whether `value` can be kept and told again to everybody who reads the record.

    It must be JSON without numbers or letters that are none, and not nested without end.
    """
    inside, depth = [value], 0
    while inside:
        depth += 1
        if depth > DEEPEST:
            return False
        inside = [each for outer in inside for each in _inside(outer)]
    try:
        canonical(value)
    except (ValueError, TypeError):
        return False
    return True


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list | tuple) else ()


def commitment(salt: str, payload: Payload) -> str:
    """Return SHA-256 over the salt's bytes and the canonical payload, in hex."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(payload)).hexdigest()


def header(event: Event) -> dict[str, Any]:
    """Return what the hash of `event` covers: everything but payload, salt and the hash itself."""
    return {
        "assessment": event.assessment,
        "seq": event.seq,
        "at": event.at,
        "actor": {"id": event.actor.id, "role": event.actor.role},
        "kind": event.kind,
        "address": event.address,
        "commitment": event.commitment,
        "previous": event.previous,
    }


def header_hash(event: Event) -> str:
    """Return the SHA-256 of the header, in hex."""
    return hashlib.sha256(canonical(header(event))).hexdigest()


def now() -> str:
    """Return the time in UTC to the millisecond, as events carry it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def seal(assessment: str, new: NewEvent, actor: Actor, previous: Head) -> Event:
    """Return `new` as the event that follows `previous`; time never runs backwards."""
    salt = secrets.token_hex(16)
    bare = Event(
        assessment=assessment,
        seq=previous.seq + 1,
        at=max(now(), previous.at),
        actor=actor,
        kind=new.kind,
        address=new.address,
        commitment=commitment(salt, new.payload),
        previous=previous.hash,
        hash="",
        payload=new.payload,
        salt=salt,
    )
    return Event(**{**vars(bare), "hash": header_hash(bare)})


def head_of(event: Event) -> Head:
    """Return the end of a record whose last event is `event`."""
    return Head(event.seq, event.hash, event.at)


START = Head(0, GENESIS, "")

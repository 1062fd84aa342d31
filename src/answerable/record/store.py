"""What a `Session` needs from whoever keeps the records. Two faces: local here, remote by HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from answerable.record.events import Actor, Event, Head, NewEvent


@dataclass(frozen=True)
class Stamp:
    """The sender's own number for a batch: the same stamp twice is the same batch, sent again."""

    client: str
    seq: int


@dataclass(frozen=True)
class Draft:
    """Words somebody has typed and not yet given as an answer. Theirs alone, and no evidence."""

    address: str
    value: Any
    based_on: int
    at: str


@dataclass(frozen=True)
class Line:
    """One assessment in a list."""

    id: str
    title: str
    example: bool
    created_at: str
    updated_at: str
    events: int
    head: str


@dataclass(frozen=True)
class Batch:
    """What one patch does: drafts to forget and to keep, events to append, the new title if any.

    `memo` is the sender's own note; a batch sent again gets the first one's note back.
    """

    stamp: Stamp
    actor: Actor
    events: Sequence[NewEvent] = ()
    drafts: Sequence[tuple[str, Any, int]] = ()
    forget: Sequence[str] = ()
    title: str | None = None
    memo: str = ""


@dataclass(frozen=True)
class Written:
    """What became of a batch: for each event its sequence, or a conflict with a later one."""

    head: Head
    at: str
    seqs: tuple[int | None, ...]
    conflicts: tuple[int | None, ...]
    memo: str


class Store(Protocol):
    """Keeps records. Whatever returns from `write` survives the end of the process."""

    @property
    def place(self) -> str:
        """Where the records are kept, fit to show: no password."""
        ...

    def create(self, assessment: str, events: Sequence[NewEvent], actor: Actor) -> None:
        """Begin a record with `events`; the payload of the first holds the title."""
        ...

    def list(self) -> tuple[Line, ...]:
        """Return every assessment, the latest change first."""
        ...

    def events(self, assessment: str, after: int = 0) -> tuple[Event, ...]:
        """Return the events past sequence `after`; AssessmentNotFound when there is no record."""
        ...

    def write(self, assessment: str, batch: Batch) -> Written:
        """Append and keep all of `batch` in one durable step, or none of it."""
        ...

    def drafts(self, assessment: str, person: str) -> tuple[Draft, ...]:
        """Return one person's drafts on one assessment."""
        ...

    def adopt(self, events: Sequence[Event], title: str, *, example: bool) -> None:
        """Take over a whole record as it is, hashes and all."""
        ...

    def secret(self, purpose: str) -> bytes:
        """Return 32 bytes that only this store can derive, the same each time for a purpose."""
        ...

"""What a `Session` needs from whoever keeps the records. Two faces: local here, remote by HTTP."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from answerable.record.events import Actor, Event, Head, NewEvent
from answerable.record.presence import Here, Place


@dataclass(frozen=True)
class Stamp:
    """The sender's own number for a batch: the same stamp twice is the same batch, sent again."""

    client: str
    seq: int


@dataclass(frozen=True)
class Draft:
    """Words somebody has typed and not yet given as an answer. Theirs alone, and no evidence.

    One page has at most one draft at an address: `client` is the page, `client_seq` its own number.
    """

    address: str
    value: Any
    based_on: int
    at: str
    client: str = ""
    client_seq: int = 0


@dataclass(frozen=True)
class Line:
    """One assessment in a list, as its events add up; see `database/lines.py`."""

    id: str
    title: str
    example: bool
    created_at: str
    updated_at: str
    events: int
    head: str
    state: str = "draft"
    marking: str = ""
    route: str = ""
    owner: str = ""
    restricted: bool = False
    shared: bool = False
    held: bool = False


@dataclass(frozen=True)
class Filter:
    """Which lines a list shows: those that meet everything that is not empty.

    `text` is part of the title in any case of letters; `member` is a person who has a role on the
    assessment; `limit` 0 shows all, `skip` leaves out that many from the top.
    """

    text: str = ""
    state: str = ""
    marking: str = ""
    route: str = ""
    owner: str = ""
    member: str = ""
    limit: int = 0
    skip: int = 0


@dataclass(frozen=True)
class Batch:
    """What one patch does: drafts to forget and to keep, and events to append.

    `drafts` holds (address, value, based_on); `forget` holds (address, client, client_seq): the
    draft of that page at that address is forgotten unless it is of a later number.
    `memo` is the sender's own note; a batch sent again gets the first one's note back.
    `seen` is the last event the sender has read: those past it come back. Unless it is to be written
    `anyway`, nothing is written when there are such events, so that the sender can think again.
    """

    stamp: Stamp
    actor: Actor
    events: Sequence[NewEvent] = ()
    drafts: Sequence[tuple[str, Any, int]] = ()
    forget: Sequence[tuple[str, str, int]] = ()
    memo: str = ""
    seen: int | None = None
    anyway: bool = True


@dataclass(frozen=True)
class Written:
    """What became of a batch: for each event its sequence, or a conflict with a later one.

    `fresh` are the events past what the sender had seen, their own with them. When the record had
    `moved` on and it was not to be written anyway, nothing was.
    """

    head: Head
    at: str
    seqs: tuple[int | None, ...]
    conflicts: tuple[int | None, ...]
    memo: str
    fresh: tuple[Event, ...] = ()
    moved: bool = False


@dataclass(frozen=True)
class Signature:
    """A key's word that a record had this `hash` at `seq`; what is signed: `proof/signatures.py`.

    `purpose` is `head` for the seal of the last event, else the kind of the event that was signed.
    """

    seq: int
    hash: str
    purpose: str
    key: str
    signature: str


@dataclass(frozen=True)
class Record:
    """One whole assessment as it travels: events, signatures, public keys (PEM by id), attachments.

    `attachments` holds the bytes by their SHA-256; those that were erased are not there.
    """

    events: tuple[Event, ...]
    signatures: tuple[Signature, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    attachments: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """Somebody read a restricted record: when, who, and whether to see or to export it."""

    at: str
    person: str
    what: str


@dataclass(frozen=True)
class Erasure:
    """What is to go: the events' words by sequence, on which ground, and the reason in words.

    `instead` are the right answers, when words are put right (UK GDPR Art 16, DPA 2018 s.46).
    """

    seqs: tuple[int, ...]
    ground: str
    reason: str
    instead: tuple[NewEvent, ...] = ()


WATCHING = "answerable-watch"  # the name of every thread that waits for news


def nobody_asks(_: Sequence[Here]) -> None:
    """Hear who is there, and do nothing."""


class Store(Protocol):
    """Keeps records. Whatever returns from `write` survives the end of the process."""

    @property
    def place(self) -> str:
        """Where the records are kept, fit to show: no password."""
        ...

    def create(self, assessment: str, events: Sequence[NewEvent], actor: Actor) -> None:
        """Begin a record with `events`; the payload of the first holds the title."""
        ...

    def list(self, wanted: Filter = Filter()) -> tuple[Line, ...]:
        """Return the assessments that meet `wanted`, the latest change first."""
        ...

    def line(self, assessment: str) -> Line:
        """Return one assessment as a list shows it; AssessmentNotFound when there is none."""
        ...

    def events(self, assessment: str, after: int = 0) -> tuple[Event, ...]:
        """Return the events past sequence `after`; AssessmentNotFound when there is no record."""
        ...

    def write(self, assessment: str, batch: Batch) -> Written:
        """Append and keep all of `batch` in one durable step, or none of it."""
        ...

    def drafts(self, assessment: str, person: str) -> tuple[Draft, ...]:
        """Return one person's drafts on one assessment, by address, the latest last."""
        ...

    def record(self, assessment: str) -> Record:
        """Return the whole record with what proves it."""
        ...

    def signatures(self, assessment: str) -> tuple[Signature, ...]:
        """Return the signatures of a record's events, the seal of its end last."""
        ...

    def adopt(self, record: Record) -> None:
        """Take over a whole record as it is, hashes and all; AssessmentExists when it is here."""
        ...

    def erase(self, assessment: str, erasure: Erasure, actor: Actor) -> Head:
        """Remove what the events of `erasure` say, and append an event that says so."""
        ...

    def dispose(self, assessment: str, reason: str, actor: Actor) -> Head:
        """Remove everything a record says, and append the tombstone; RecordHeld under a hold."""
        ...

    def attach(self, assessment: str, new: NewEvent, body: bytes, actor: Actor) -> Head:
        """Keep `body`, once however often it is attached, and append the event `new` that names it."""
        ...

    def attachment(self, assessment: str, digest: str) -> bytes:
        """Return the bytes of an attachment of this record; AttachmentNotFound when there are none."""
        ...

    def names(self, people: Iterable[str]) -> Mapping[str, str]:
        """Return the names of those of `people` whose name is known, by account."""
        ...

    def keep_key(self, assessment: str, person: str) -> bytes:
        """Return the 32 bytes with which this person's browser keeps words of this assessment."""
        ...

    def watch(
        self,
        assessment: str,
        seen: int,
        changed: Callable[[int], None],
        others: Callable[[Sequence[Here]], None] = nobody_asks,
    ) -> Callable[[], None]:
        """Call `changed` with the new head's sequence once it is past `seen`, and each time after.

        Where people share a service, call `others` with who else has the record open, whenever that
        changes. Return how to stop.
        """
        ...

    def present(self, assessment: str, place: Place) -> None:
        """Tell others who have the record open where this person is in it.

        Nothing happens where nobody shares the store.
        """
        ...

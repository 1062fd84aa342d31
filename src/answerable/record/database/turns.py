"""One writer's turn at one record: what stands before it, what is added, what follows from that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from answerable.errors import AssessmentNotFound, RecordDisposed
from answerable.record.database import heads, projections
from answerable.record.database.projections import Footing, Router
from answerable.record.events import Actor, Event, Head, NewEvent, head_of, seal
from answerable.record.proof.keys import Signer
from answerable.record.standing import Member
from answerable.record.store import Line, Stamp

OWN_HAND = Stamp("", 0)
Check = Callable[[Line, Member | None], str]


def anybody(_: Line, __: Member | None) -> str:
    """Let whoever holds the database do it, in the role that they give."""
    return ""


@dataclass(frozen=True)
class Hand:
    """Who does it, with which key, and how lists are brought up to date."""

    actor: Actor
    signer: Signer
    router: Router


@dataclass(frozen=True)
class Turn:
    """A transaction in which nobody else writes to `assessment`; `before` is how it stands."""

    connection: Connection
    assessment: str
    before: Footing
    hand: Hand

    def add(self, events: Sequence[Event], stamp: Stamp = OWN_HAND) -> None:
        """Put sealed `events` at the end of the record, with all that follows from them."""
        connection, signer = self.connection, self.hand.signer
        heads.append(connection, events, stamp)
        heads.sign_for_good(connection, events, signer)
        heads.move(connection, self.assessment, head_of(events[-1]), signer)
        projections.project(connection, self.before, events, self.hand.router)

    def note(self, *given: NewEvent) -> Head:
        """Add events that nobody's page sends; return the new head."""
        events: list[Event] = []
        head = self.before.head
        for new in given:
            events.append(seal(self.assessment, new, self.hand.actor, head))
            head = head_of(events[-1])
        self.add(events)
        return head


def take(connection: Connection, assessment: str, hand: Hand, check: Check) -> Turn:
    """Take the record's end; let `check` look at how it stands, and say in which role one writes.

    Raises:
        AssessmentNotFound: there is no such record, or none that `check` could look at.
        RecordDisposed: only the tombstone is left.
    """
    before = projections.footing(connection, assessment, hand.actor.id)
    if check is not anybody:
        if before.line is None:
            raise AssessmentNotFound(assessment=assessment)
        role = check(before.line, before.member)
        hand = replace(hand, actor=Actor(hand.actor.id, role))
    if before.line is not None and before.line.state == "disposed":
        raise RecordDisposed(assessment=assessment)  # told to nobody whom `check` refuses
    return Turn(connection, assessment, before, hand)

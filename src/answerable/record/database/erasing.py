"""Taking words out of a record for good: the words and their salt go, the chain and a note stay.

UK GDPR Art 16-17 and DPA 2018 ss.46-48 give people the right to have personal data put right or
erased; a records schedule ends everything in the end. What is left of an erased event says when,
in which role and at which question somebody spoke, and the note says who erased it and why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from answerable.errors import EventNotErasable, RecordDisposed, RecordHeld
from answerable.record.database import heads, projections
from answerable.record.database import tables as t
from answerable.record.database.beginning import OWN_HAND
from answerable.record.database.projections import Router
from answerable.record.events import Actor, Event, Head, NewEvent, head_of, seal
from answerable.record.proof.keys import Signer
from answerable.record.store import Erasure

# Notes of what was done, and the shape of registers: they hold nobody's words. Who was given or
# denied access stays too: without the note that somebody left, they would be back.
KEPT_KINDS = frozenset({
    "row_added", "row_removed", "erased", "disposed", "hold_set", "hold_lifted",
    "sharing_set", "restriction_set", "member_changed",
})  # fmt: skip


@dataclass(frozen=True)
class Hand:
    """Who does it, with which key, and how lists are brought up to date."""

    actor: Actor
    signer: Signer
    router: Router


def erase(connection: Connection, assessment: str, erasure: Erasure, hand: Hand) -> Head:
    """Remove what the events of `erasure` say, with the drafts at their addresses; note it.

    Raises:
        EventNotErasable: there is no such event, or it holds nobody's words.
        RecordDisposed: there is nothing left to erase.
    """
    head = heads.take(connection, assessment)
    refuse_if_disposed(connection, assessment)
    there = {event.seq: event for event in heads.read_events(connection, assessment)}
    wanted = sorted(set(erasure.seqs))
    for seq in wanted:
        if seq not in there or there[seq].kind in KEPT_KINDS:
            raise EventNotErasable(assessment=assessment, seq=seq)
    addresses = sorted({there[seq].address for seq in wanted} - {""})
    said = {"events": wanted, "ground": erasure.ground, "reason": erasure.reason}
    note = seal(assessment, NewEvent("erased", "", said), hand.actor, head)
    _remove(connection, assessment, wanted)
    c = t.drafts.c
    connection.execute(delete(t.drafts).where(c.assessment == assessment, c.address.in_(addresses)))
    return noted(connection, note, hand)


def dispose(connection: Connection, assessment: str, reason: str, hand: Hand) -> Head:
    """Remove everything the record says; leave the chain and a tombstone.

    Raises:
        RecordHeld: a hold keeps it.
        RecordDisposed: it was done before.
    """
    head = heads.take(connection, assessment)
    kept = projections.read(connection, assessment)
    refuse_if_disposed(connection, assessment)
    if kept is not None and kept.held:
        raise RecordHeld(assessment=assessment)
    said = {"events": head.seq, "reason": reason, "state": kept.state if kept else ""}
    note = seal(assessment, NewEvent("disposed", "", said), hand.actor, head)
    _remove(connection, assessment, range(1, head.seq + 1))
    for table in (t.drafts, t.batches):
        connection.execute(delete(table).where(table.c.assessment == assessment))
    return noted(connection, note, hand)


def refuse_if_disposed(connection: Connection, assessment: str) -> None:
    """Raise RecordDisposed when only the tombstone is left."""
    kept = projections.read(connection, assessment)
    if kept is not None and kept.state == "disposed":
        raise RecordDisposed(assessment=assessment)


def _remove(connection: Connection, assessment: str, seqs: Iterable[int]) -> None:
    listed = list(seqs)
    of_record = select(t.uses).where(t.uses.c.assessment == assessment)
    gone = set(listed)
    used = {row.hash for row in connection.execute(of_record) if row.seq in gone}
    for table in (t.payloads, t.uses):
        for some in _in_parts(listed):
            connection.execute(
                delete(table).where(table.c.assessment == assessment, table.c.seq.in_(some))
            )
    for digest in used:
        still = select(t.uses.c.hash).where(t.uses.c.hash == digest)
        if connection.execute(still).first() is None:
            connection.execute(delete(t.attachments).where(t.attachments.c.hash == digest))


def _in_parts(listed: Sequence[Any], size: int = 500) -> Iterable[Sequence[Any]]:
    return (listed[at : at + size] for at in range(0, len(listed), size))


def noted(connection: Connection, note: Event, hand: Hand) -> Head:
    """Append one event that the store itself makes; return the new head."""
    heads.append(connection, [note], OWN_HAND)
    heads.move(connection, note.assessment, head_of(note), hand.signer)
    projections.project(connection, note.assessment, [note], hand.router)
    return head_of(note)

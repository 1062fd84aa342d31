"""Taking words out of a record for good: the words and their salt go, the chain and a note stay.

UK GDPR Art 16-17 and DPA 2018 ss.46-48 give people the right to have personal data put right or
erased; a records schedule ends everything in the end. What is left of an erased event says when,
in which role and at which question somebody spoke, and the note says who erased it and why.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select

from answerable.errors import AnswerOvertaken, EventNotErasable, RecordHeld
from answerable.record.database import heads
from answerable.record.database import tables as t
from answerable.record.database.turns import Turn
from answerable.record.events import Event, Head, NewEvent
from answerable.record.store import Erasure

# Notes of what was done, and the shape of registers: they hold nobody's words. Who was given or
# denied access stays too: without the note that somebody left, they would be back.
KEPT_KINDS = frozenset({
    "row_added", "row_moved", "row_removed", "erased", "disposed", "hold_set", "hold_lifted",
    "sharing_set", "restriction_set", "member_changed",
    "comment_resolved", "comment_reopened",
})  # fmt: skip


def erase(turn: Turn, erasure: Erasure) -> Head:
    """Remove what the events of `erasure` say, with the drafts at their addresses; note it.

    What is said instead is appended before the note, in the same transaction.

    Raises:
        EventNotErasable: there is no such event, or it holds nobody's words.
        AnswerOvertaken: something was answered after what `instead` is based on.
    """
    connection, assessment = turn.connection, turn.assessment
    there = {event.seq: event for event in heads.read_events(connection, assessment)}
    wanted = sorted(set(erasure.seqs))
    for seq in wanted:
        if seq not in there or there[seq].kind in KEPT_KINDS:
            raise EventNotErasable(assessment=assessment, seq=seq)
    _refuse_unseen(assessment, there.values(), erasure.instead)
    addresses = sorted({there[seq].address for seq in wanted} - {""})
    said = {"events": wanted, "ground": erasure.ground, "reason": erasure.reason}
    _remove(connection, assessment, wanted)
    c = t.drafts.c
    connection.execute(delete(t.drafts).where(c.assessment == assessment, c.address.in_(addresses)))
    return turn.note(*erasure.instead, NewEvent("erased", "", said))


def _refuse_unseen(assessment: str, there: Iterable[Event], instead: Iterable[NewEvent]) -> None:
    based = {new.address: new.based_on or 0 for new in instead}
    for event in there:
        if event.kind == "answered" and event.seq > based.get(event.address, event.seq):
            raise AnswerOvertaken(assessment=assessment, address=event.address, seq=event.seq)


def dispose(turn: Turn, reason: str) -> Head:
    """Remove everything the record says; leave the chain and a tombstone.

    Raises:
        RecordHeld: a hold keeps it.
    """
    connection, assessment = turn.connection, turn.assessment
    line, last = turn.before.line, turn.before.head.seq
    if line is not None and line.held:
        raise RecordHeld(assessment=assessment)
    said = {"events": last, "reason": reason, "state": line.state if line else ""}
    _remove(connection, assessment, range(1, last + 1))
    for table in (t.drafts, t.batches):
        connection.execute(delete(table).where(table.c.assessment == assessment))
    return turn.note(NewEvent("disposed", "", said))


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

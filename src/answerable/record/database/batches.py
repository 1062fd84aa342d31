"""What becomes of one batch inside its transaction: overtaken, in conflict, or written.

Statements are built once, as in `heads.py`.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select

from answerable.record.database import tables as t
from answerable.record.database.heads import read_events
from answerable.record.database.turns import Turn
from answerable.record.events import Event, Head, NewEvent, canonical, head_of, now, seal
from answerable.record.store import Batch, Stamp, Written

_e, _p, _d, _b = t.events.c, t.payloads.c, t.drafts.c, t.batches.c
_LATEST = (
    select(_e.seq, _e.client, _e.client_seq)
    .where(_e.assessment == bindparam("of"), _e.address == bindparam("address"))
    .where(_e.kind == bindparam("kind"))
    .order_by(_e.seq.desc())
    .limit(1)
)
_SAYS = select(_p.body).where(_p.assessment == bindparam("of"), _p.seq == bindparam("seq"))
_PAGES_DRAFT = (
    (_d.assessment == bindparam("of"))
    & (_d.person == bindparam("by"))
    & (_d.address == bindparam("at_address"))
    & (_d.client == bindparam("of_client"))
)
_NUMBER = select(_d.client_seq).where(_PAGES_DRAFT)
_FORGET = delete(t.drafts).where(_PAGES_DRAFT, _d.client_seq <= bindparam("upto"))
_KEEP = insert(t.drafts)
_OUTCOME = select(_b.outcome).where(
    _b.assessment == bindparam("of"),
    _b.client == bindparam("of_client"),
    _b.client_seq == bindparam("number"),
)
_REMEMBER = insert(t.batches)


class _Sent(NamedTuple):
    """Who sent what stands at an address, and under which of their numbers."""

    seq: int
    client: str
    client_seq: int


def write(turn: Turn, batch: Batch) -> Written:
    """Append and keep all of `batch`, unless it was done before: then return what came of it."""
    connection, assessment = turn.connection, turn.assessment
    head, unseen = turn.before.head, _unseen(turn, batch)
    if done := outcome(connection, assessment, batch.stamp):
        return replace(done, fresh=unseen)
    if not batch.anyway and batch.seen != head.seq:
        return Written(head, now(), (), (), "", unseen, moved=True)
    fresh: list[Event] = []
    seqs: list[int | None] = []
    conflicts: list[int | None] = []
    for new in batch.events:
        seq, conflict = _meets(turn, new, batch.stamp)
        if seq is None and conflict is None:
            fresh.append(seal(assessment, new, turn.hand.actor, head))
            head = head_of(fresh[-1])
            seq = head.seq
        seqs.append(seq)
        conflicts.append(conflict)
    if fresh:
        turn.add(fresh, batch.stamp)
    _keep_drafts(connection, assessment, without_conflicts(batch, conflicts))
    written = Written(head, now(), tuple(seqs), tuple(conflicts), batch.memo)
    _remember(connection, assessment, batch.stamp, written)
    return written if batch.seen is None else replace(written, fresh=(*unseen, *fresh))


def _unseen(turn: Turn, batch: Batch) -> tuple[Event, ...]:
    """Return the events that the sender of `batch` has not read, if they said how far they had."""
    if batch.seen is None or batch.seen >= turn.before.head.seq:
        return ()
    return read_events(turn.connection, turn.assessment, batch.seen)


def _latest(
    connection: Connection, assessment: str, address: str, kind: str = "answered"
) -> _Sent | None:
    asked = {"of": assessment, "address": address, "kind": kind}
    found = connection.execute(_LATEST, asked).first()
    return _Sent(*found) if found else None


def _meets(turn: Turn, new: NewEvent, stamp: Stamp) -> tuple[int | None, int | None]:
    """Return (sequence that already covers `new`, sequence it conflicts with): both None is free."""
    if new.based_on is None or new.based_on >= turn.before.head.seq:
        return None, None
    connection, assessment = turn.connection, turn.assessment
    found = _latest(connection, assessment, new.address, new.kind)
    if found is None or found.seq <= new.based_on:
        return None, None
    if found.client != stamp.client:
        said = connection.execute(_SAYS, {"of": assessment, "seq": found.seq}).scalar_one_or_none()
        same = said == canonical(new.payload).decode()
        return (found.seq, None) if same else (None, found.seq)
    return (found.seq, None) if _overtaken(found, stamp) else (None, None)


def _overtaken(found: _Sent | None, stamp: Stamp) -> bool:
    """Return whether `stamp` is sent again and the same sender's later words are already here."""
    return found is not None and found.client == stamp.client and found.client_seq > stamp.seq


def without_conflicts(batch: Batch, conflicts: Sequence[int | None]) -> Batch:
    """Return `batch` with each answer that met somebody else's kept as its sender's draft.

    The page asks its person to choose. Until then the words must outlive the page.
    """
    met = [new for new, clash in zip(batch.events, conflicts, strict=True) if clash is not None]
    places = {new.address for new in met}
    kept = tuple((new.address, new.payload.get("value"), new.based_on or 0) for new in met)
    return replace(
        batch,
        drafts=(*batch.drafts, *kept),
        forget=tuple(each for each in batch.forget if each[0] not in places),
    )


def _keep_drafts(connection: Connection, assessment: str, batch: Batch) -> None:
    """Forget and keep the drafts of `batch`; later words of the same page win."""
    mine = {"of": assessment, "by": batch.actor.id}
    for address, client, upto in batch.forget:
        page = {**mine, "at_address": address, "of_client": client}
        connection.execute(_FORGET, {**page, "upto": upto})
    for draft in batch.drafts:
        _keep_draft(connection, assessment, batch, draft)


def _keep_draft(
    connection: Connection, assessment: str, batch: Batch, draft: tuple[str, Any, int]
) -> None:
    address, value, based_on = draft
    person, stamp = batch.actor.id, batch.stamp
    page = {"of": assessment, "by": person, "at_address": address, "of_client": stamp.client}
    there = connection.execute(_NUMBER, page).scalar_one_or_none()
    later = there is not None and there > stamp.seq
    if later or _overtaken(_latest(connection, assessment, address), stamp):
        return
    if there is not None:
        connection.execute(_FORGET, {**page, "upto": stamp.seq})
    row = {
        "assessment": assessment,
        "person": person,
        "address": address,
        "client": stamp.client,
        "value": json.dumps(value),
        "based_on": based_on,
        "at": now(),
        "client_seq": stamp.seq,
    }
    connection.execute(_KEEP, row)


def outcome(connection: Connection, assessment: str, stamp: Stamp) -> Written | None:
    """Return what became of a batch that was written before under the same stamp."""
    asked = {"of": assessment, "of_client": stamp.client, "number": stamp.seq}
    said = connection.execute(_OUTCOME, asked).scalar_one_or_none()
    if said is None:
        return None
    told = json.loads(said)
    head = Head(**told["head"])
    return Written(head, told["at"], tuple(told["seqs"]), tuple(told["conflicts"]), told["memo"])


def _remember(connection: Connection, assessment: str, stamp: Stamp, written: Written) -> None:
    """Keep the outcome for a batch that is sent again."""
    told = {name: getattr(written, name) for name in ("at", "seqs", "conflicts", "memo")}
    told["head"] = vars(written.head)
    row = {
        "assessment": assessment,
        "client": stamp.client,
        "client_seq": stamp.seq,
        "at": written.at,
        "outcome": json.dumps(told),
    }
    connection.execute(_REMEMBER, row)


def forget_old(connection: Connection, before: str) -> int:
    """Forget outcomes from before a time (UTC, as events carry it); return how many."""
    return connection.execute(delete(t.batches).where(t.batches.c.at < before)).rowcount

"""What becomes of one batch inside its transaction: overtaken, in conflict, or written."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from answerable.record.database import tables as t
from answerable.record.events import Head, NewEvent, canonical, now
from answerable.record.store import Batch, Stamp, Written


class _Sent(NamedTuple):
    """Who sent what stands at an address, and under which of their numbers."""

    seq: int
    client: str
    client_seq: int


def _latest(
    connection: Connection, assessment: str, address: str, kind: str = "answered"
) -> _Sent | None:
    c = t.events.c
    wanted = select(c.seq, c.client, c.client_seq).where(
        c.assessment == assessment, c.address == address, c.kind == kind
    )
    found = connection.execute(wanted.order_by(c.seq.desc()).limit(1)).first()
    return _Sent(*found) if found else None


def _says(connection: Connection, assessment: str, seq: int) -> str | None:
    c = t.payloads.c
    wanted = select(c.body).where(c.assessment == assessment, c.seq == seq)
    said: str | None = connection.execute(wanted).scalar_one_or_none()
    return said


def meets(
    connection: Connection, assessment: str, new: NewEvent, stamp: Stamp
) -> tuple[int | None, int | None]:
    """Return (sequence that already covers `new`, sequence it conflicts with): both None is free."""
    if new.based_on is None:
        return None, None
    found = _latest(connection, assessment, new.address, new.kind)
    if found is None or found.seq <= new.based_on:
        return None, None
    if found.client != stamp.client:
        same = _says(connection, assessment, found.seq) == canonical(new.payload).decode()
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


def keep_drafts(connection: Connection, assessment: str, batch: Batch) -> None:
    """Forget and keep the drafts of `batch`; later words of the same page win."""
    c = t.drafts.c
    mine = (c.assessment == assessment) & (c.person == batch.actor.id)
    for address, client, upto in batch.forget:
        page = (c.address == address) & (c.client == client) & (c.client_seq <= upto)
        connection.execute(delete(t.drafts).where(mine, page))
    for draft in batch.drafts:
        _keep_draft(connection, assessment, batch, draft)


def _keep_draft(
    connection: Connection, assessment: str, batch: Batch, draft: tuple[str, Any, int]
) -> None:
    c = t.drafts.c
    address, value, based_on = draft
    stamp = batch.stamp
    mine = (c.assessment == assessment) & (c.person == batch.actor.id) & (c.address == address)
    page = mine & (c.client == stamp.client)
    later = connection.execute(select(c.client_seq).where(page)).scalar_one_or_none()
    answered = _latest(connection, assessment, address)
    if (later is not None and later > stamp.seq) or _overtaken(answered, stamp):
        return
    connection.execute(delete(t.drafts).where(page))
    connection.execute(
        insert(t.drafts).values(
            assessment=assessment,
            person=batch.actor.id,
            address=address,
            client=stamp.client,
            value=json.dumps(value),
            based_on=based_on,
            at=now(),
            client_seq=stamp.seq,
        )
    )


def outcome(connection: Connection, assessment: str, stamp: Stamp) -> Written | None:
    """Return what became of a batch that was written before under the same stamp."""
    c = t.batches.c
    wanted = select(c.outcome).where(
        c.assessment == assessment, c.client == stamp.client, c.client_seq == stamp.seq
    )
    said = connection.execute(wanted).scalar_one_or_none()
    if said is None:
        return None
    told = json.loads(said)
    head = Head(**told["head"])
    return Written(head, told["at"], tuple(told["seqs"]), tuple(told["conflicts"]), told["memo"])


def remember(connection: Connection, assessment: str, stamp: Stamp, written: Written) -> None:
    """Keep the outcome for a batch that is sent again."""
    connection.execute(
        insert(t.batches).values(
            assessment=assessment,
            client=stamp.client,
            client_seq=stamp.seq,
            at=written.at,
            outcome=json.dumps(asdict(written)),
        )
    )


def forget_old(connection: Connection, before: str) -> int:
    """Forget outcomes from before a time (UTC, as events carry it); return how many."""
    return connection.execute(delete(t.batches).where(t.batches.c.at < before)).rowcount

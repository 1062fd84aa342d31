"""What becomes of one batch inside its transaction: overtaken, in conflict, or written."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from answerable.record import tables as t
from answerable.record.events import Event, Head, NewEvent, canonical, now
from answerable.record.store import Batch, Stamp, Written

TITLE = "project_title"


def append(connection: Connection, events: Iterable[Event], stamp: Stamp) -> None:
    """Add sealed `events` at the end of their record."""
    for event in events:
        connection.execute(
            insert(t.events).values(
                assessment=event.assessment,
                seq=event.seq,
                at=event.at,
                actor=event.actor.id,
                role=event.actor.role,
                kind=event.kind,
                address=event.address,
                commitment=event.commitment,
                previous=event.previous,
                hash=event.hash,
                client=stamp.client,
                client_seq=stamp.seq,
            )
        )
        if event.payload is not None:
            body = canonical(event.payload).decode()
            connection.execute(
                insert(t.payloads).values(
                    assessment=event.assessment, seq=event.seq, salt=event.salt, body=body
                )
            )


class _Sent(NamedTuple):
    """Who sent what stands at an address, and under which of their numbers."""

    seq: int
    client: str
    client_seq: int


def _latest(connection: Connection, assessment: str, address: str) -> _Sent | None:
    c = t.events.c
    wanted = select(c.seq, c.client, c.client_seq).where(
        c.assessment == assessment, c.address == address
    )
    found = connection.execute(wanted.order_by(c.seq.desc()).limit(1)).first()
    return _Sent(*found) if found else None


def _says(connection: Connection, assessment: str, seq: int) -> str | None:
    c = t.payloads.c
    wanted = select(c.body).where(c.assessment == assessment, c.seq == seq)
    return connection.execute(wanted).scalar_one_or_none()


def meets(
    connection: Connection, assessment: str, new: NewEvent, stamp: Stamp
) -> tuple[int | None, int | None]:
    """Return (sequence that already covers `new`, sequence it conflicts with): both None is free."""
    found = _latest(connection, assessment, new.address)
    if new.based_on is None or found is None or found.seq <= new.based_on:
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
        forget=tuple(address for address in batch.forget if address not in places),
        title=None if TITLE in places else batch.title,
    )


def keep_drafts(connection: Connection, assessment: str, batch: Batch) -> None:
    """Forget and keep the drafts of `batch`; later words of the same sender win."""
    c = t.drafts.c
    mine = (c.assessment == assessment) & (c.person == batch.actor.id)
    for address in batch.forget:
        connection.execute(delete(t.drafts).where(mine, c.address == address))
    for address, value, based_on in batch.drafts:
        wanted = select(c.based_on, c.client, c.client_seq).where(mine, c.address == address)
        there = connection.execute(wanted).first()
        answered = _latest(connection, assessment, address)
        if _overtaken(there and _Sent(*there), batch.stamp) or _overtaken(answered, batch.stamp):
            continue
        connection.execute(delete(t.drafts).where(mine, c.address == address))
        connection.execute(
            insert(t.drafts).values(
                assessment=assessment,
                person=batch.actor.id,
                address=address,
                value=json.dumps(value),
                based_on=based_on,
                at=now(),
                client=batch.stamp.client,
                client_seq=batch.stamp.seq,
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


def finish(connection: Connection, assessment: str, batch: Batch, written: Written) -> None:
    """Move the head of the record, and remember the outcome for a batch sent again."""
    head = written.head
    changed: dict[str, Any] = {"head_seq": head.seq, "head_hash": head.hash, "updated_at": head.at}
    if batch.title is not None:
        changed["title"] = batch.title
    connection.execute(
        update(t.assessments).where(t.assessments.c.id == assessment).values(**changed)
    )
    connection.execute(
        insert(t.batches).values(
            assessment=assessment,
            client=batch.stamp.client,
            client_seq=batch.stamp.seq,
            outcome=json.dumps(asdict(written)),
        )
    )

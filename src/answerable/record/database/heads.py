"""The end of a record inside a transaction: taken, moved and sealed; and its events read."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from answerable.errors import AssessmentNotFound, RecordBroken
from answerable.record.database import tables as t
from answerable.record.events import Actor, Event, Head, canonical
from answerable.record.proof.chain import verify
from answerable.record.proof.keys import Signer
from answerable.record.proof.signatures import HEAD, SIGNED_KINDS, sign
from answerable.record.store import Record, Signature, Stamp
from answerable.wording import say


def take(connection: Connection, assessment: str) -> Head:
    """Return the head, and hold it until the transaction ends: one writer a record."""
    return _head(connection, assessment, hold=True)


def head(connection: Connection, assessment: str) -> Head:
    """Return the head; AssessmentNotFound when there is no such record."""
    return _head(connection, assessment, hold=False)


def _head(connection: Connection, assessment: str, *, hold: bool) -> Head:
    c = t.assessments.c
    wanted = select(c.head_seq, c.head_hash, c.head_at).where(c.id == assessment)
    if hold:
        wanted = wanted.with_for_update()
    row = connection.execute(wanted).first() if assessment.isascii() else None  # as all ids are
    if row is None:
        raise AssessmentNotFound(assessment=assessment)
    return Head(row.head_seq, row.head_hash, row.head_at)


def move(connection: Connection, assessment: str, to: Head, signer: Signer) -> None:
    """Let the record end at `to`, under a new seal."""
    seal = sign(signer, assessment, to, HEAD)
    changed = {"head_seq": to.seq, "head_hash": to.hash, "head_at": to.at}
    changed |= {"seal_key": seal.key, "seal": seal.signature}
    connection.execute(
        update(t.assessments).where(t.assessments.c.id == assessment).values(**changed)
    )


def append(connection: Connection, events: Sequence[Event], stamp: Stamp) -> None:
    """Add sealed `events` at the end of their record."""
    if not events:
        return
    sent = {"client": stamp.client, "client_seq": stamp.seq}
    connection.execute(insert(t.events), [_header(event) | sent for event in events])
    said = [
        {
            "assessment": event.assessment,
            "seq": event.seq,
            "salt": event.salt,
            "body": canonical(event.payload).decode(),
        }
        for event in events
        if event.payload is not None
    ]
    if said:
        connection.execute(insert(t.payloads), said)


def _header(event: Event) -> dict[str, Any]:
    names = ("assessment", "seq", "at", "kind", "address", "commitment", "previous", "hash")
    kept = {name: getattr(event, name) for name in names}
    return kept | {"actor": event.actor.id, "role": event.actor.role}


def sign_for_good(connection: Connection, events: Iterable[Event], signer: Signer) -> None:
    """Sign those of `events` whose kind is signed."""
    for event in events:
        if event.kind in SIGNED_KINDS:
            here = Head(event.seq, event.hash, event.at)
            signed = sign(signer, event.assessment, here, event.kind)
            keep_signatures(connection, event.assessment, [signed])


def keep_signatures(connection: Connection, assessment: str, given: Iterable[Signature]) -> None:
    """Keep signatures of a record's events."""
    rows = [{"assessment": assessment, **vars(each)} for each in given]
    if rows:
        connection.execute(insert(t.signatures), rows)


def keep_key(connection: Connection, name: str, pem: str) -> None:
    """Keep a public key beside the signatures that name it."""
    insert_new(connection, t.public_keys, {"id": name, "pem": pem})


def insert_new(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Put `row` into `table` unless its key is there, whoever else does the same at this moment.

    Return whether it was put there now.
    """
    wanted: sqlite.Insert | postgresql.Insert = (
        sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
    )
    put = wanted.values(**row).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return connection.execute(put).first() is not None


def read_events(connection: Connection, assessment: str, after: int = 0) -> tuple[Event, ...]:
    """Return the events past `after`; RecordBroken when they do not reach the head."""
    end = head(connection, assessment)
    found = tuple(_event(row) for row in connection.execute(_events(assessment, after)))
    last = found[-1] if found else None
    if (last.hash if last else end.hash) == end.hash and (last or after >= end.seq):
        return found
    if after == 0:
        verify(found)  # which knows the place, if it is not the end
    there = last.seq if last else after
    seq = end.seq if there == end.seq else min(there, end.seq) + 1
    raise RecordBroken(assessment=assessment, seq=seq, why=say("errors", "broken_end"))


def _events(assessment: str, after: int) -> Select[Any]:
    e, p = t.events, t.payloads
    joined = e.outerjoin(p, (e.c.assessment == p.c.assessment) & (e.c.seq == p.c.seq))
    wanted = select(e, p.c.salt, p.c.body).select_from(joined)
    return wanted.where(e.c.assessment == assessment, e.c.seq > after).order_by(e.c.seq)


def read_signatures(connection: Connection, assessment: str) -> Iterator[Signature]:
    """Return the signatures of a record, its seal last."""
    c = t.signatures.c
    wanted = select(t.signatures).where(c.assessment == assessment).order_by(c.seq, c.purpose)
    for row in connection.execute(wanted):
        yield Signature(row.seq, row.hash, row.purpose, row.key, row.signature)
    where = t.assessments.c.id == assessment
    row = connection.execute(select(t.assessments).where(where)).one()
    if row.seal:
        yield Signature(row.head_seq, row.head_hash, HEAD, row.seal_key, row.seal)


def read_record(connection: Connection, assessment: str) -> Record:
    """Return the whole record with what proves it."""
    events = read_events(connection, assessment)
    signatures = tuple(read_signatures(connection, assessment))
    keys = select(t.public_keys).where(t.public_keys.c.id.in_({each.key for each in signatures}))
    used = select(t.uses.c.hash).where(t.uses.c.assessment == assessment)
    bodies = select(t.attachments).where(t.attachments.c.hash.in_(used))
    return Record(
        events=events,
        signatures=signatures,
        keys={row.id: row.pem for row in connection.execute(keys)},
        attachments={row.hash: bytes(row.body) for row in connection.execute(bodies)},
    )


def _payload(row: Row[Any]) -> dict[str, Any] | None:
    try:
        said: dict[str, Any] | None = None if row.body is None else json.loads(row.body)
    except (ValueError, RecursionError) as error:
        why = say("errors", "broken_payload")
        raise RecordBroken(assessment=row.assessment, seq=row.seq, why=why) from error
    return said


def _event(row: Row[Any]) -> Event:
    return Event(
        assessment=row.assessment,
        seq=row.seq,
        at=row.at,
        actor=Actor(row.actor, row.role),
        kind=row.kind,
        address=row.address,
        commitment=row.commitment,
        previous=row.previous,
        hash=row.hash,
        payload=_payload(row),
        salt=row.salt,
    )

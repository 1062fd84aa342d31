"""The end of a record inside a transaction: taken, moved and sealed; and its events read.

Statements that every save needs are built once: building one takes longer than SQLite takes to
carry it out, and whoever writes makes others wait.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from answerable.errors import AssessmentNotFound, RecordBroken
from answerable.record.database import tables as t
from answerable.record.events import Actor, Event, Head, canonical
from answerable.record.proof.chain import verify
from answerable.record.proof.keys import Signer
from answerable.record.proof.signatures import HEAD, SIGNED_KINDS, sign
from answerable.record.store import Record, Signature, Stamp
from answerable.wording import say

_a, _e, _p = t.assessments.c, t.events.c, t.payloads.c
_END = select(_a.head_seq, _a.head_hash, _a.head_at).where(_a.id == bindparam("of"))
_TAKE = _END.with_for_update()
_MOVE = update(t.assessments).where(_a.id == bindparam("of"))
_ADD, _SAY = insert(t.events), insert(t.payloads)
_EVENTS = (
    select(
        _e.seq, _e.at, _e.actor, _e.role, _e.kind, _e.address,
        _e.commitment, _e.previous, _e.hash, _p.body, _p.salt,
    )
    .outerjoin(t.payloads, (_e.assessment == _p.assessment) & (_e.seq == _p.seq))
    .where(_e.assessment == bindparam("of"), _e.seq > bindparam("after"))
    .order_by(_e.seq)
)  # fmt: skip


def take(connection: Connection, assessment: str) -> Head:
    """Return the head, and hold it until the transaction ends: one writer a record."""
    return _head(connection, assessment, hold=True)


def head(connection: Connection, assessment: str) -> Head:
    """Return the head; AssessmentNotFound when there is no such record."""
    return _head(connection, assessment, hold=False)


def _head(connection: Connection, assessment: str, *, hold: bool) -> Head:
    wanted = _TAKE if hold else _END
    found = connection.execute(wanted, {"of": assessment}).first() if assessment.isascii() else None
    if found is None:  # all ids are ASCII
        raise AssessmentNotFound(assessment=assessment)
    return Head(*found)


def move(connection: Connection, assessment: str, to: Head, signer: Signer) -> None:
    """Let the record end at `to`, under a new seal."""
    seal = sign(signer, assessment, to, HEAD)
    changed = {"head_seq": to.seq, "head_hash": to.hash, "head_at": to.at}
    changed |= {"seal_key": seal.key, "seal": seal.signature}
    connection.execute(_MOVE, {"of": assessment, **changed})


def append(connection: Connection, events: Sequence[Event], stamp: Stamp) -> None:
    """Add sealed `events` at the end of their record."""
    if not events:
        return
    sent = {"client": stamp.client, "client_seq": stamp.seq}
    connection.execute(_ADD, [_header(event) | sent for event in events])
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
        connection.execute(_SAY, said)


def _header(event: Event) -> dict[str, Any]:
    kept = {**vars(event), "actor": event.actor.id, "role": event.actor.role}
    del kept["payload"], kept["salt"]
    return kept


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
    rows = connection.execute(_EVENTS, {"of": assessment, "after": after})
    found = tuple(_event(assessment, row) for row in rows)
    last = found[-1] if found else None
    if (last.hash if last else end.hash) == end.hash and (last or after >= end.seq):
        return found
    if after == 0:
        verify(found)  # which knows the place, if it is not the end
    there = last.seq if last else after
    seq = end.seq if there == end.seq else min(there, end.seq) + 1
    raise RecordBroken(assessment=assessment, seq=seq, why=say("errors", "broken_end"))


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


def _event(assessment: str, row: Sequence[Any]) -> Event:
    seq, at, actor, role, kind, address, commitment, previous, digest, body, salt = row
    try:
        said = None if body is None else json.loads(body)
    except (ValueError, RecursionError) as error:
        why = say("errors", "broken_payload")
        raise RecordBroken(assessment=assessment, seq=seq, why=why) from error
    by = Actor(actor, role)
    return Event(assessment, seq, at, by, kind, address, commitment, previous, digest, said, salt)

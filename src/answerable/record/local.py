"""The local face of the store: one machine, the database itself."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from answerable.errors import (
    AssessmentExists,
    AssessmentNotFound,
    RecordBroken,
    RecordTooNew,
)
from answerable.record import tables as t
from answerable.record.batches import (
    append,
    finish,
    keep_drafts,
    meets,
    outcome,
    without_conflicts,
)
from answerable.record.engine import connect, reading, shown, write_ahead, writing
from answerable.record.events import (
    START,
    Actor,
    Event,
    Head,
    NewEvent,
    head_of,
    now,
    seal,
)
from answerable.record.store import Batch, Draft, Line, Stamp, Written
from answerable.wording import say

IMPORTED = Stamp("", 0)


def open_store(url: str) -> "LocalStore":
    """Return the store at `url` (SQLAlchemy's form), with its tables made when it is new.

    Raises:
        StoreError: it cannot be reached, read or written.
        RecordTooNew: a later version of the program made it.
    """
    return LocalStore(url)


class LocalStore:
    """A `Store` that talks to the database directly."""

    def __init__(self, url: str) -> None:
        """Open `url`, prepare its tables."""
        self._engine = connect(url)
        self._prepare()

    def _prepare(self) -> None:
        with reading(self._engine) as connection:
            if self._engine.dialect.has_table(connection, "about"):
                found = int(_about(connection, "schema") or 0)
                if found > t.SCHEMA:
                    raise RecordTooNew(found=found, known=t.SCHEMA)
                return
        write_ahead(self._engine)
        with writing(self._engine) as connection:
            t.metadata.create_all(connection)
            facts = {"schema": str(t.SCHEMA), "secret": secrets.token_hex(32)}
            for key, value in facts.items():
                if _about(connection, key) is None:
                    connection.execute(insert(t.about).values(key=key, value=value))

    @property
    def place(self) -> str:
        """Where the records are kept, fit to show: no password."""
        return shown(self._engine)

    def create(self, assessment: str, events: Sequence[NewEvent], actor: Actor) -> None:
        """Begin a record with `events`; AssessmentExists when the id is taken."""
        sealed: list[Event] = []
        for new in events:
            sealed.append(seal(assessment, new, actor, head_of(sealed[-1]) if sealed else START))
        said = events[0].payload
        self._insert_record(sealed, said["title"], example=bool(said.get("example", False)))

    def adopt(self, events: Sequence[Event], title: str, *, example: bool) -> None:
        """Take over a whole record as it is; AssessmentExists when the id is taken."""
        self._insert_record(events, title, example=example)

    def _insert_record(self, events: Sequence[Event], title: str, *, example: bool) -> None:
        first, last = events[0], events[-1]
        with writing(self._engine) as connection:
            taken = select(t.assessments.c.id).where(t.assessments.c.id == first.assessment)
            if connection.execute(taken).first():
                raise AssessmentExists(assessment=first.assessment)
            connection.execute(
                insert(t.assessments).values(
                    id=first.assessment,
                    title=title,
                    example=example,
                    created_at=first.at,
                    updated_at=last.at,
                    head_seq=last.seq,
                    head_hash=last.hash,
                )
            )
            append(connection, events, IMPORTED)

    def list(self) -> tuple[Line, ...]:
        """Return every assessment, the latest change first."""
        c = t.assessments.c
        with reading(self._engine) as connection:
            rows = connection.execute(select(t.assessments).order_by(c.updated_at.desc(), c.id))
            return tuple(
                Line(r.id, r.title, r.example, r.created_at, r.updated_at, r.head_seq, r.head_hash)
                for r in rows
            )

    def events(self, assessment: str, after: int = 0) -> tuple[Event, ...]:
        """Return the events past sequence `after`; AssessmentNotFound when there is no record."""
        with reading(self._engine) as connection:
            head = _head(connection, assessment)
            e, p = t.events, t.payloads
            joined = e.outerjoin(p, (e.c.assessment == p.c.assessment) & (e.c.seq == p.c.seq))
            wanted = (
                select(e, p.c.salt, p.c.body)
                .select_from(joined)
                .where(e.c.assessment == assessment, e.c.seq > after)
                .order_by(e.c.seq)
            )
            found = tuple(_event(row) for row in connection.execute(wanted))
        last = found[-1].hash if found else head.hash
        if last != head.hash or (not found and after < head.seq):
            why = say("errors", "broken_end")
            raise RecordBroken(assessment=assessment, seq=head.seq, why=why)
        return found

    def drafts(self, assessment: str, person: str) -> tuple[Draft, ...]:
        """Return one person's drafts on one assessment, by address."""
        c = t.drafts.c
        wanted = select(t.drafts).where(c.assessment == assessment, c.person == person)
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.order_by(c.address))
            return tuple(Draft(r.address, json.loads(r.value), r.based_on, r.at) for r in rows)

    def secret(self, purpose: str) -> bytes:
        """Return 32 bytes derived from the store's own secret, the same each time."""
        with reading(self._engine) as connection:
            own = bytes.fromhex(_about(connection, "secret") or "")
        return hmac.new(own, purpose.encode(), hashlib.sha256).digest()

    def write(self, assessment: str, batch: Batch) -> Written:
        """Append and keep all of `batch` in one durable step, or none of it."""
        with writing(self._engine) as connection:
            if done := outcome(connection, assessment, batch.stamp):
                return done
            head = _head(connection, assessment)
            seqs: list[int | None] = []
            conflicts: list[int | None] = []
            for new in batch.events:
                seq, conflict = meets(connection, assessment, new, batch.stamp)
                if seq is None and conflict is None:
                    event = seal(assessment, new, batch.actor, head)
                    append(connection, [event], batch.stamp)
                    head, seq = head_of(event), event.seq
                seqs.append(seq)
                conflicts.append(conflict)
            batch = without_conflicts(batch, conflicts)
            keep_drafts(connection, assessment, batch)
            written = Written(head, now(), tuple(seqs), tuple(conflicts), batch.memo)
            finish(connection, assessment, batch, written)
        return written


def _about(connection: Connection, key: str) -> str | None:
    found = connection.execute(select(t.about.c.value).where(t.about.c.key == key))
    return found.scalar_one_or_none()


def _head(connection: Connection, assessment: str) -> Head:
    c = t.assessments.c
    wanted = select(c.head_seq, c.head_hash, c.updated_at).where(c.id == assessment)
    row = connection.execute(wanted).first() if assessment.isascii() else None  # as all ids are
    if row is None:
        raise AssessmentNotFound(assessment=assessment)
    return Head(row.head_seq, row.head_hash, row.updated_at)


def _payload(row: Any) -> dict[str, Any] | None:
    try:
        said: dict[str, Any] | None = None if row.body is None else json.loads(row.body)
    except (ValueError, RecursionError) as error:
        why = say("errors", "broken_payload")
        raise RecordBroken(assessment=row.assessment, seq=row.seq, why=why) from error
    return said


def _event(row: Any) -> Event:
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

"""The local face of the store: one machine, the database itself."""

import hashlib
import hmac
import json
import weakref
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection, Engine, select

from answerable.bank.model import Bank
from answerable.errors import AssessmentNotFound, AttachmentNotFound
from answerable.record.database import erasing, heads, projections, schema
from answerable.record.database import tables as t
from answerable.record.database.batches import (
    keep_drafts,
    meets,
    outcome,
    remember,
    without_conflicts,
)
from answerable.record.database.beginning import begin, keep_attachment
from answerable.record.database.engine import (
    connect,
    forget_deleted,
    reading,
    shown,
    write_ahead,
    writing,
)
from answerable.record.database.polling import poll
from answerable.record.events import START, Actor, Event, Head, NewEvent, head_of, now, seal
from answerable.record.proof.keys import Keyring, Signer
from answerable.record.proof.signatures import HEAD, sign
from answerable.record.shapes import DIGEST
from answerable.record.standing import Member
from answerable.record.store import Batch, Draft, Erasure, Filter, Line, Record, Written

ALL = Filter()
Check = Callable[[Line, Member | None], None]


def anybody(_: Line, __: Member | None) -> None:
    """Let whoever holds the database do it."""


class LocalStore:
    """A `Store` that talks to the database directly."""

    def __init__(self, url: str, bank: Bank | None = None, keyring: Keyring | None = None) -> None:
        """Open `url` and prepare its tables; lists show routes by `bank`, seals are by `keyring`.

        Raises:
            StoreError: it cannot be reached, read or written.
            StoreOutdated: an earlier version of the program made it.
            RecordTooNew: a later version of the program made it.
        """
        self.engine: Engine = connect(url)
        weakref.finalize(self, self.engine.dispose)
        self.router = projections.Router(bank)
        self.keyring = keyring or Keyring()
        self._introduced = ""
        if schema.is_new(self.engine):
            write_ahead(self.engine)
            schema.make(self.engine)

    @property
    def place(self) -> str:
        """Where the records are kept, fit to show: no password."""
        return shown(self.engine)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def reading(self) -> AbstractContextManager[Connection]:
        """Give a connection that sees one moment of the store."""
        return reading(self.engine)

    def writing(self) -> AbstractContextManager[Connection]:
        """Give a connection for one transaction."""
        return writing(self.engine)

    @property
    def signer(self) -> Signer:
        """The key that seals; its public half is in the store before it is first used."""
        signer = self.keyring.signer
        if self._introduced != signer.name:
            with self.writing() as connection:
                heads.keep_key(connection, signer.name, signer.public)
            self._introduced = signer.name
        return signer

    def _hand(self, actor: Actor) -> erasing.Hand:
        return erasing.Hand(actor, self.signer, self.router)

    def create(self, assessment: str, events: Sequence[NewEvent], actor: Actor) -> None:
        """Begin a record with `events`; AssessmentExists when the id is taken."""
        sealed: list[Event] = []
        for new in events:
            sealed.append(seal(assessment, new, actor, head_of(sealed[-1]) if sealed else START))
        signer = self.signer
        seal_of_head = sign(signer, assessment, head_of(sealed[-1]), HEAD)
        with self.writing() as connection:
            begin(connection, Record(tuple(sealed), (seal_of_head,)), self.router)
            heads.sign_for_good(connection, sealed, signer)

    def adopt(self, record: Record) -> None:
        """Take over a whole record as it is; one without a seal is sealed by this store's key."""
        signer = self.signer
        with self.writing() as connection:
            begin(connection, record, self.router)
            if not any(each.purpose == HEAD for each in record.signatures):
                last = record.events[-1]
                heads.move(connection, last.assessment, head_of(last), signer)

    def list(self, wanted: Filter = ALL) -> tuple[Line, ...]:
        """Return the assessments that meet `wanted`, the latest change first."""
        with self.reading() as connection:
            return projections.lines(connection, wanted)

    def line(self, assessment: str) -> Line:
        """Return one assessment as a list shows it; AssessmentNotFound when there is none."""
        with self.reading() as connection:
            heads.head(connection, assessment)
            found = projections.line(connection, assessment)
        if found is None:
            raise AssessmentNotFound(assessment=assessment)
        return found

    def member(self, assessment: str, person: str) -> Member | None:
        """Return what somebody is on one assessment."""
        with self.reading() as connection:
            return projections.read_member(connection, assessment, person)

    def memberships(self, person: str) -> dict[str, Member]:
        """Return what somebody is on every assessment where they are something."""
        with self.reading() as connection:
            return projections.memberships(connection, person)

    def events(self, assessment: str, after: int = 0) -> tuple[Event, ...]:
        """Return the events past sequence `after`; AssessmentNotFound when there is no record."""
        with self.reading() as connection:
            return heads.read_events(connection, assessment, after)

    def drafts(self, assessment: str, person: str) -> tuple[Draft, ...]:
        """Return one person's drafts on one assessment, by address, the latest last."""
        c = t.drafts.c
        wanted = select(t.drafts).where(c.assessment == assessment, c.person == person)
        with self.reading() as connection:
            rows = connection.execute(wanted.order_by(c.address, c.at, c.client_seq))
            return tuple(
                Draft(r.address, json.loads(r.value), r.based_on, r.at, r.client, r.client_seq)
                for r in rows
            )

    def checked(self, connection: Connection, assessment: str, person: str, check: Check) -> Head:
        """Take the record's end, and let `check` look at how it stands in this very transaction.

        Whether it was disposed of is told to nobody whom `check` refuses.
        """
        head = heads.take(connection, assessment)
        if check is not anybody:
            found = projections.line(connection, assessment)
            if found is None:
                raise AssessmentNotFound(assessment=assessment)
            check(found, projections.read_member(connection, assessment, person))
        erasing.refuse_if_disposed(connection, assessment)
        return head

    def write(self, assessment: str, batch: Batch, check: Check = anybody) -> Written:
        """Append and keep all of `batch` in one durable step, or none of it."""
        signer = self.signer
        with self.writing() as connection:
            head = self.checked(connection, assessment, batch.actor.id, check)
            if done := outcome(connection, assessment, batch.stamp):
                return done
            return self._written(connection, assessment, batch, head, signer)

    def _written(
        self, connection: Connection, assessment: str, batch: Batch, head: Head, signer: Signer
    ) -> Written:
        fresh: list[Event] = []
        seqs: list[int | None] = []
        conflicts: list[int | None] = []
        for new in batch.events:
            seq, conflict = meets(connection, assessment, new, batch.stamp)
            if seq is None and conflict is None:
                fresh.append(seal(assessment, new, batch.actor, head))
                head = head_of(fresh[-1])
                seq = head.seq
            seqs.append(seq)
            conflicts.append(conflict)
        if fresh:
            heads.append(connection, fresh, batch.stamp)
            heads.sign_for_good(connection, fresh, signer)
            heads.move(connection, assessment, head, signer)
            projections.project(connection, assessment, fresh, self.router)
        keep_drafts(connection, assessment, without_conflicts(batch, conflicts))
        written = Written(head, now(), tuple(seqs), tuple(conflicts), batch.memo)
        remember(connection, assessment, batch.stamp, written)
        return written

    def record(self, assessment: str) -> Record:
        """Return the whole record with what proves it."""
        with self.reading() as connection:
            return heads.read_record(connection, assessment)

    def erase(
        self, assessment: str, erasure: Erasure, actor: Actor, check: Check = anybody
    ) -> Head:
        """Remove what the events of `erasure` say, and append an event that says so."""
        hand = self._hand(actor)
        with self.writing() as connection:
            self.checked(connection, assessment, actor.id, check)
            head = erasing.erase(connection, assessment, erasure, hand)
        forget_deleted(self.engine)
        return head

    def dispose(self, assessment: str, reason: str, actor: Actor, check: Check = anybody) -> Head:
        """Remove everything a record says, and append the tombstone; RecordHeld under a hold."""
        hand = self._hand(actor)
        with self.writing() as connection:
            self.checked(connection, assessment, actor.id, check)
            head = erasing.dispose(connection, assessment, reason, hand)
        forget_deleted(self.engine)
        return head

    def attach(
        self,
        assessment: str,
        new: NewEvent,
        body: bytes,
        actor: Actor,
        check: Check = anybody,
    ) -> Head:
        """Keep `body`, once however often it is attached, and append the event `new` that names it."""
        digest = hashlib.sha256(body).hexdigest()
        if new.kind != "attached" or new.payload.get("hash") != digest:
            raise AttachmentNotFound(assessment=assessment, digest=digest)
        hand = self._hand(actor)
        with self.writing() as connection:
            head = self.checked(connection, assessment, actor.id, check)
            keep_attachment(connection, digest, body)
            return erasing.noted(connection, seal(assessment, new, actor, head), hand)

    def note(self, assessment: str, new: NewEvent, actor: Actor, check: Check = anybody) -> Head:
        """Append one event that nobody's page sends."""
        hand = self._hand(actor)
        with self.writing() as connection:
            head = self.checked(connection, assessment, actor.id, check)
            return erasing.noted(connection, seal(assessment, new, actor, head), hand)

    def attachment(self, assessment: str, digest: str) -> bytes:
        """Return the bytes of an attachment of this record; AttachmentNotFound when there are none."""
        u, a = t.uses.c, t.attachments.c
        wanted = select(a.body).where(a.hash == digest, u.hash == a.hash)
        with self.reading() as connection:
            mine = wanted.where(u.assessment == assessment)
            body = connection.execute(mine).scalar() if DIGEST.fullmatch(digest) else None
        if body is None:
            raise AttachmentNotFound(assessment=assessment, digest=digest)
        return bytes(body)

    def keep_key(self, assessment: str, person: str) -> bytes:
        """Return the 32 bytes with which this person's browser keeps words of this assessment."""
        with self.reading() as connection:
            own = bytes.fromhex(schema.about(connection, "secret") or "")
        return hmac.new(own, f"keep|{person}|{assessment}".encode(), hashlib.sha256).digest()

    def watch(self, assessment: str, changed: Callable[[int], None]) -> Callable[[], None]:
        """Call `changed` with the new head's sequence when others write; return how to stop."""

        def head_seq() -> int:
            with self.reading() as connection:
                return heads.head(connection, assessment).seq

        return poll(head_seq, changed)

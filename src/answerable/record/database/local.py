"""The local face of the store: one machine, the database itself."""

import hashlib
import hmac
import json
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Engine, delete, select

from answerable.bank.model import Bank
from answerable.errors import AssessmentNotFound, AttachmentNotFound
from answerable.record.database import erasing, heads, lines, projections, schema
from answerable.record.database import tables as t
from answerable.record.database.batches import write
from answerable.record.database.beginning import begin, keep_attachment
from answerable.record.database.engine import (
    connect,
    forget_deleted,
    reading,
    shown,
    write_ahead,
    writing,
)
from answerable.record.database.lines import Finder
from answerable.record.database.polling import poll
from answerable.record.database.turns import Check, Hand, Turn, anybody, take
from answerable.record.events import START, Actor, Event, Head, NewEvent, Person, head_of, seal
from answerable.record.presence import Here, Place
from answerable.record.proof.keys import Keyring, Signer
from answerable.record.proof.signatures import HEAD, sign
from answerable.record.shapes import DIGEST
from answerable.record.standing import Member
from answerable.record.store import (
    Batch,
    Draft,
    Erasure,
    Filter,
    Line,
    Record,
    Signature,
    Written,
    nobody_asks,
)

ALL = Filter()


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

    def list(self, wanted: Filter = ALL, finder: Finder | None = None) -> tuple[Line, ...]:
        """Return the assessments that meet `wanted`, the latest change first; see `lines.py`."""
        with self.reading() as connection:
            return lines.lines(connection, wanted, finder)

    def line(self, assessment: str) -> Line:
        """Return one assessment as a list shows it; AssessmentNotFound when there is none."""
        return self.look(assessment, "")[0]

    def look(self, assessment: str, person: str) -> tuple[Line, Member | None]:
        """Return one assessment as a list shows it, and what `person` is on it.

        Raises:
            AssessmentNotFound: there is none.
        """
        found = None
        if assessment.isascii():  # as all ids are
            with self.reading() as connection:
                found = lines.look(connection, assessment, person)
        if found is None:
            raise AssessmentNotFound(assessment=assessment)
        return found

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

    @contextmanager
    def _turn(self, assessment: str, actor: Actor, check: Check) -> Iterator[Turn]:
        hand = Hand(actor, self.signer, self.router)  # a new key needs a transaction of its own
        with self.writing() as connection:
            yield take(connection, assessment, hand, check)

    def write(self, assessment: str, batch: Batch, check: Check = anybody) -> Written:
        """Append and keep all of `batch` in one durable step, or none of it."""
        with self._turn(assessment, batch.actor, check) as mine:
            return write(mine, batch)

    def record(self, assessment: str) -> Record:
        """Return the whole record with what proves it."""
        with self.reading() as connection:
            return heads.read_record(connection, assessment)

    def signatures(self, assessment: str) -> tuple[Signature, ...]:
        """Return the signatures of a record's events, the seal of its end last."""
        with self.reading() as connection:
            heads.head(connection, assessment)
            return tuple(heads.read_signatures(connection, assessment))

    def erase(
        self, assessment: str, erasure: Erasure, actor: Actor, check: Check = anybody
    ) -> Head:
        """Remove what the events of `erasure` say, and append an event that says so."""
        with self._turn(assessment, actor, check) as mine:
            head = erasing.erase(mine, erasure)
        forget_deleted(self.engine)
        return head

    def dispose(self, assessment: str, reason: str, actor: Actor, check: Check = anybody) -> Head:
        """Remove everything a record says, and append the tombstone; RecordHeld under a hold."""
        with self._turn(assessment, actor, check) as mine:
            head = erasing.dispose(mine, reason)
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
        with self._turn(assessment, actor, check) as mine:
            keep_attachment(mine.connection, digest, body)
            return mine.note(new)

    def note(self, assessment: str, new: NewEvent, actor: Actor, check: Check = anybody) -> Head:
        """Append one event that nobody's page sends."""
        with self._turn(assessment, actor, check) as mine:
            return mine.note(new)

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

    def meet(self, person: Person) -> None:
        """Keep the name of somebody who signed in, for those who read what they write."""
        c = t.people.c
        with self.writing() as connection:
            connection.execute(delete(t.people).where(c.id == person.id))
            heads.insert_new(connection, t.people, {"id": person.id, "name": person.name})

    def names(self, people: Iterable[str]) -> dict[str, str]:
        """Return the names of those of `people` whose name is known, by account."""
        wanted = select(t.people).where(t.people.c.id.in_(set(people)), t.people.c.name != "")
        with self.reading() as connection:
            return {row.id: row.name for row in connection.execute(wanted)}

    def keep_key(self, assessment: str, person: str) -> bytes:
        """Return the 32 bytes with which this person's browser keeps words of this assessment."""
        with self.reading() as connection:
            own = bytes.fromhex(schema.about(connection, "secret") or "")
        return hmac.new(own, f"keep|{person}|{assessment}".encode(), hashlib.sha256).digest()

    def watch(
        self,
        assessment: str,
        seen: int,
        changed: Callable[[int], None],
        others: Callable[[Sequence[Here]], None] = nobody_asks,  # noqa: ARG002 - nobody is here
    ) -> Callable[[], None]:
        """Call `changed` with the head's sequence when it is not `seen` any more; return how to stop."""

        def head_seq() -> int:
            with self.reading() as connection:
                return heads.head(connection, assessment).seq

        return poll(head_seq, seen, changed)

    def present(self, assessment: str, place: Place) -> None:
        """Tell nobody: who else opens this database is not known."""

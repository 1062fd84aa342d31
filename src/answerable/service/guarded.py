"""The store behind the access table: every reading and writing is asked for by somebody.

Writing is checked inside the transaction that writes. What somebody may neither find nor read is
not there for them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import insert, select

from answerable.errors import AssessmentNotFound, NotAllowed, NotUnderstood
from answerable.governance.access import Access, Case
from answerable.record.attachments import examine
from answerable.record.database import tables as t
from answerable.record.database.local import LocalStore
from answerable.record.database.turns import Check
from answerable.record.events import Actor, Event, Head, NewEvent, now
from answerable.record.proof.proving import proved_by_known_keys
from answerable.record.shapes import refuse_misshapen
from answerable.record.standing import GLASS, Member
from answerable.record.store import (
    Batch,
    Draft,
    Erasure,
    Filter,
    Line,
    Reading,
    Record,
    Signature,
    Written,
)
from answerable.service.capabilities import Caller
from answerable.service.finding import STRICTEST, Finding
from answerable.wording import say

TOLD_OF = frozenset({"list", "see", "keep"})  # who may none of these is told of no such record
AT_ONCE = 200
MOST_LINES = 500
OWN_WAY = frozenset({"created", "imported", "attached", "erased", "disposed", "access_broken"})


def _valid(member: Member | None) -> Member | None:
    """Return what somebody still is today."""
    return member if member and (not member.until or member.until > now()) else None


class GuardedRecords:
    """A store that asks the access table who may do what."""

    def __init__(self, store: LocalStore, access: Access, everybody: str) -> None:
        """Guard `store`; `everybody` is the role that each person has on every record."""
        self.store, self._access, self._everybody = store, access, everybody
        self._finding = Finding(access, everybody)

    # who may

    def allowed(self, caller: Caller, line: Line, member: Member | None) -> frozenset[str]:
        """Return every action that `caller` may do with the record of `line`."""
        return self._access.may(self._case(caller, line, member))

    def _case(self, caller: Caller, line: Line, member: Member | None) -> Case:
        valid = _valid(member)
        glass = valid is not None and valid.role == GLASS
        return Case(
            state=line.state,
            marking=line.marking if line.marking in self._access.markings else STRICTEST,
            restricted=line.restricted,
            shared=line.shared,
            member_role=valid.role if valid and not glass else "",
            organisation_roles=caller.roles,
            default_role=self._everybody,
            broken_glass=glass,
        )

    def _require(self, caller: Caller, action: str, line: Line, member: Member | None) -> None:
        allowed = self.allowed(caller, line, member)
        if action in allowed:
            return
        if not allowed & TOLD_OF:
            raise AssessmentNotFound(assessment=line.id)
        raise NotAllowed(assessment=line.id, action=action)

    def _may(self, caller: Caller, action: str, assessment: str) -> Line:
        line, member = self.store.look(assessment, caller.person.id)
        self._require(caller, action, line, member)
        return line

    def _role(self, caller: Caller, member: Member | None) -> str:
        """Return in which role `caller` writes here; no page and no notebook chooses it."""
        member = _valid(member)
        if member is not None and member.role != GLASS:
            return member.role
        return next(iter(caller.roles), self._everybody)

    # reading

    def list(self, caller: Caller, wanted: Filter) -> tuple[Line, ...]:
        """Return the records that meet `wanted` and that `caller` may find."""
        most = min(wanted.limit or MOST_LINES, MOST_LINES)
        found: list[Line] = []
        for line in self._findable(caller, wanted, min(wanted.skip + most, AT_ONCE)):
            found.append(line)
            if len(found) == wanted.skip + most:
                break
        return tuple(found[wanted.skip :])

    def _findable(self, caller: Caller, wanted: Filter, at_once: int) -> Iterator[Line]:
        finder = self._finding.finder(caller.person.id, caller.roles)
        mine = self.store.memberships(caller.person.id)
        skip = 0
        while lines := self.store.list(replace(wanted, limit=at_once, skip=skip), finder):
            skip += len(lines)
            for line in lines:
                if "list" in self.allowed(caller, line, mine.get(line.id)):
                    yield line
            if len(lines) < at_once:
                return

    def line(self, caller: Caller, assessment: str) -> Line:
        """Return one record as a list shows it, to whoever may find, read or keep it."""
        line, member = self.store.look(assessment, caller.person.id)
        if not self.allowed(caller, line, member) & TOLD_OF:
            raise AssessmentNotFound(assessment=assessment)
        return line

    def actions(self, caller: Caller, assessment: str) -> frozenset[str]:
        """Return every action that `caller` may do with one record that is there for them."""
        line, member = self.store.look(assessment, caller.person.id)
        allowed = self.allowed(caller, line, member)
        if not allowed & TOLD_OF:
            raise AssessmentNotFound(assessment=assessment)
        return allowed

    def events(self, caller: Caller, assessment: str, after: int) -> tuple[Event, ...]:
        """Return the events past `after`; whoever reads on is noted once a day."""
        line = self._may(caller, "see", assessment)
        if after == 0:
            self._note_reading(caller, line, "see")
        else:
            self._note_reading_on(caller, line)
        return self.store.events(assessment, after)

    def drafts(self, caller: Caller, assessment: str) -> tuple[Draft, ...]:
        """Return the caller's own drafts."""
        self._may(caller, "see", assessment)
        return self.store.drafts(assessment, caller.person.id)

    def record(self, caller: Caller, assessment: str) -> Record:
        """Return the whole record with what proves it."""
        line = self._may(caller, "export", assessment)
        self._note_reading(caller, line, "export")
        return self.store.record(assessment)

    def signatures(self, caller: Caller, assessment: str) -> tuple[Signature, ...]:
        """Return the signatures of a record's events, the seal of its end last."""
        self._may(caller, "see", assessment)
        return self.store.signatures(assessment)

    def attachment(self, caller: Caller, assessment: str, digest: str) -> bytes:
        """Return the bytes of an attachment."""
        line = self._may(caller, "see", assessment)
        self._note_reading(caller, line, "attachment")
        return self.store.attachment(assessment, digest)

    def keep_key(self, caller: Caller, assessment: str) -> bytes:
        """Return the key for what the caller's browser keeps of this assessment."""
        self._may(caller, "see", assessment)
        return self.store.keep_key(assessment, caller.person.id)

    def head(self, caller: Caller, assessment: str) -> int:
        """Return where the record ends."""
        return self._may(caller, "see", assessment).events

    def readings(self, caller: Caller, assessment: str) -> tuple[Reading, ...]:
        """Return who read this restricted record, for those who decide who may."""
        self._may(caller, "share", assessment)
        c = t.readings.c
        wanted = select(t.readings).where(c.assessment == assessment).order_by(c.id)
        with self.store.reading() as connection:
            return tuple(Reading(r.at, r.person, r.what) for r in connection.execute(wanted))

    def _note_reading_on(self, caller: Caller, line: Line) -> None:
        if line.restricted and not self._read_today(caller, line):
            self._note_reading(caller, line, "see")

    def _read_today(self, caller: Caller, line: Line) -> bool:
        c = t.readings.c
        mine = (c.assessment == line.id) & (c.person == caller.person.id)
        wanted = select(c.id).where(mine, c.what == "see", c.at >= now()[: len("2026-01-01")])
        with self.store.reading() as connection:
            return connection.execute(wanted.limit(1)).first() is not None

    def _note_reading(self, caller: Caller, line: Line, what: str) -> None:
        if line.restricted:
            said = {"at": now(), "assessment": line.id, "person": caller.person.id, "what": what}
            with self.store.writing() as connection:
                connection.execute(insert(t.readings).values(**said))

    # writing

    def create(self, caller: Caller, assessment: str, events: Sequence[NewEvent]) -> None:
        """Begin a record."""
        refuse_misshapen(events)
        kinds = [new.kind for new in events]
        own = self._access.may(Case("draft", member_role="author"))
        needed = {self._access.action_for(kind) for kind in kinds[1:]}
        if kinds[:1] != ["created"] or {*kinds[1:]} & OWN_WAY or needed - own:
            raise NotAllowed(assessment=assessment, action="start")
        self._may_start(caller, "created", assessment)
        self.store.create(assessment, events, Actor(caller.person.id, "author"))

    def _may_start(self, caller: Caller, kind: str, assessment: str) -> None:
        if not self._access.may_start(kind, caller.roles, self._everybody):
            raise NotAllowed(assessment=assessment, action="start")

    def write(self, caller: Caller, assessment: str, batch: Batch) -> Written:
        """Append and keep a batch in the caller's name."""
        refuse_misshapen(batch.events)
        if any(new.kind in OWN_WAY for new in batch.events):
            raise NotAllowed(assessment=assessment, action="write")
        needed = {self._access.action_for(new.kind) for new in batch.events}
        if batch.drafts or batch.forget or not needed:
            needed.add("write")
        if batch.seen is not None:
            needed.add("see")
        own = replace(batch, actor=_actor(caller))
        written = self.store.write(assessment, own, self._check(caller, needed))
        if any(event.actor.id != caller.person.id for event in written.fresh):
            self._note_reading_on(caller, self.store.line(assessment))
        return written

    def _check(self, caller: Caller, needed: set[str]) -> Check:
        def check(line: Line, member: Member | None) -> str:
            for action in sorted(needed):
                self._require(caller, action, line, member)
            return self._role(caller, member)

        return check

    def attach(self, caller: Caller, assessment: str, new: NewEvent, body: bytes) -> Head:
        """Keep a file with a record."""
        refuse_misshapen([new])
        self._may(caller, "write", assessment)  # before any work is done for them
        found = examine(str(new.payload["name"]), body)
        said = {
            "hash": found.digest,
            "name": found.name,
            "type": found.media_type,
            "size": len(body),
        }
        if new.payload != said:
            why = say("errors", "event_misshapen", number=1, kind=new.kind)
            raise NotUnderstood(why=why)
        check = self._check(caller, {"write"})
        return self.store.attach(assessment, new, body, _actor(caller), check)

    def adopt(self, caller: Caller, record: Record) -> None:
        """Take over a whole record that holds together."""
        proved_by_known_keys(record, self.store.keyring.known())  # all that bears a signature
        self._may_start(caller, "imported", record.events[0].assessment)
        self.store.adopt(record)

    def erase(self, caller: Caller, assessment: str, erasure: Erasure) -> Head:
        """Take words out of a record for good; nothing but right answers may come instead."""
        refuse_misshapen(erasure.instead)
        if any(new.kind != "answered" for new in erasure.instead):
            raise NotAllowed(assessment=assessment, action="keep")
        check = self._check(caller, {"keep"})
        return self.store.erase(assessment, erasure, _actor(caller), check)

    def dispose(self, caller: Caller, assessment: str, reason: str) -> Head:
        """Take everything out of a record for good."""
        check = self._check(caller, {"keep"})
        return self.store.dispose(assessment, reason, _actor(caller), check)

    def break_glass(self, caller: Caller, assessment: str, reason: str) -> tuple[Head, str]:
        """Open a restricted record, for a reason that its owner can read; return until when."""
        then = datetime.now(UTC) + timedelta(hours=self._access.break_glass.hours)
        until = then.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        said = {"reason": reason, "until": until}
        new = NewEvent("access_broken", "", said)
        check = partial(self._check_glass, caller)
        return self.store.note(assessment, new, _actor(caller), check), until

    def _check_glass(self, caller: Caller, line: Line, member: Member | None) -> str:
        if not self._access.may_break_glass(self._case(caller, line, member)):
            raise AssessmentNotFound(assessment=line.id)
        return self._role(caller, None)


def _actor(caller: Caller) -> Actor:
    """Return `caller` before it is known in which role; the check says it when it has looked."""
    return Actor(caller.person.id, "")

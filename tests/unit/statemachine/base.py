"""A walk through a store, step by step, with a model beside it that knows what was acknowledged.

`World` is where it walks, `Record` what must be there, `audit` looks at all of it after each step.
The rules are in the files beside this one, a file for each kind of thing that people do.
"""

import itertools
import sys
from pathlib import Path

import answerable_walks_model as m
import answerable_walks_older as older
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from sqlalchemy import select

from answerable.errors import AnswerableError, StoreOutdated
from answerable.record import Person, Session
from answerable.record.database import projections, upkeep
from answerable.record.database import tables as t
from answerable.record.events import Actor, NewEvent
from answerable.record.proof.proving import prove

ROLES = {
    "ana": (),
    "ben": (),
    "cat": (),
    "dan": ("dpo",),
    "eve": ("ethics_lead",),
    "kim": ("records_manager",),
    "out": (),
    "pam": ("advisory_member",),
    "sec": ("panel_secretary", "panel_member"),
}
WRITERS = ("ana", "ben", "cat")


class Base(RuleBasedStateMachine):
    """What every rule works with. `world_of` makes the place of a new walk."""

    world_of = None
    timed = False
    moved = False
    roles = ROLES
    most_records = 5

    def __init__(self):
        super().__init__()
        self.world = type(self).world_of()
        self.world.roles = ROLES
        self.records = {}
        self.files = {}
        self.readings = []
        self.gone = []
        self.numbers = itertools.count(1)
        self.last = {}
        self.touched = set()

    def teardown(self):
        try:
            if self.records and sys.exc_info()[0] is None:
                self.everybody_looks()
                self.touched = set(self.records)
                self.audit()
        finally:
            self.world.close()

    @initialize(old=st.sampled_from([False, False, True]), die_at=st.integers(0, 120))
    def begin_the_store(self, old, die_at):
        if old:
            self.begin_with_an_old_store(die_at)
        self.world.open()
        self.begin("ana", "stop")
        for person, role in (("ben", "contributor"), ("cat", "contributor")):
            self.name_a_member("ana", "stop", person, role)

    # what rules are made of

    def words(self):
        """Words that nobody has said before."""
        return f"words-{next(self.numbers):05}"

    def pick(self, number):
        return sorted(self.records)[number % len(self.records)]

    def may(self, person, name):
        return m.ACCESS.may(m.case(self.records[name].facts(), person, ROLES[person]))

    def refusal(self, person, name, needed):
        """Return how `person` must be refused who wants to do what `needed` says; None if not."""
        if self.world.guarded and (found := m.refusal(self.may(person, name), needed)):
            return found
        return "record_disposed" if self.records[name].facts().state == "disposed" else None

    def role(self, person, name):
        facts = self.records[name].facts()
        return m.role_of(facts, person, ROLES[person]) if self.world.guarded else "author"

    def actor(self, person):
        return Actor(person, "author")

    def attempt(self, expected, do):
        """Do it; return what came of it, or None where it was refused as it had to be."""
        try:
            done = do()
        except AnswerableError as error:
            assert error.wording == expected, (error, expected)  # noqa: PT017 - expected or none
            return None
        assert expected is None, expected
        return done

    def begin(self, person, name):
        said = {"title": self.words(), "example": False}
        events = [NewEvent("created", "", said)]
        self.world.face(person).create(name, events, self.actor(person))
        self.records[name] = record = m.Record()
        record.append("created", "", said, person, "author")
        self.touched.add(name)

    def read(self, person, name, what):
        """Remember a reading that must be in the log of a restricted record."""
        if self.world.guarded and self.records[name].facts().restricted:
            self.readings.append((name, person, what))

    # what must hold

    @invariant()
    def what_was_acknowledged_is_there(self):
        self.audit()

    def audit(self):
        if not self.records:
            return
        store = self.world.auditor
        assert list(upkeep.check(store)) == []
        with store.reading() as connection:
            assert upkeep.ids(connection) == sorted(self.records)
            kept = set(connection.execute(select(t.attachments.c.hash)).scalars())
        assert kept == {digest for record in self.records.values() for digest in record.used()}
        for name in self.touched:
            self.audit_record(store, name, self.records[name])
        self.touched = set()
        self.nothing_erased_is_left()

    def audit_record(self, store, name, record):
        found = store.record(name)
        proof = prove(found, store.keyring.known())
        assert (proof.strangers, proof.sealed) == ((), True)
        told = [(e.kind, e.address, e.payload, e.actor.id, e.actor.role) for e in found.events]
        wanted = [(s.kind, s.address, s.payload, s.actor, s.role) for s in record.events]
        pairs = enumerate(itertools.zip_longest(told, wanted), 1)
        differing = [(name, seq, *pair) for seq, pair in pairs if pair[0] != pair[1]]
        assert differing == [], differing
        assert [e.salt is None for e in found.events] == [s.payload is None for s in record.events]
        assert [e.at for e in found.events] == sorted(e.at for e in found.events)
        sealed = [(e.hash, e.at) for e in found.events]
        assert sealed[: len(record.sealed)] == record.sealed
        record.sealed = sealed
        assert found.attachments == {digest: self.files[digest] for digest in record.used()}
        self.audit_lists(store, name, record)
        self.audit_drafts(store, name, record)
        session = Session.open(store, name, Person("ana"), self.world.bank)
        held = {address: each.value for address, each in session.state.held.items()}
        assert held == record.answers()

    def audit_lists(self, store, name, record):
        line, facts = store.line(name), record.facts()
        shown = (line.title, line.state, line.marking, line.owner, line.events)
        assert shown == (facts.title, facts.state, facts.marking, facts.owner, len(record.events))
        switches = (line.restricted, line.shared, line.held)
        assert switches == (facts.restricted, facts.shared, bool(facts.holds))
        with store.reading() as connection:
            members = projections.read_members(connection, name)
            read = select(t.readings).where(t.readings.c.assessment == name)
            readings = [
                (row.assessment, row.person, row.what)
                for row in connection.execute(read.order_by(t.readings.c.id))
            ]
        assert {who: (each.role, each.until) for who, each in members.items()} == facts.members
        assert readings == [each for each in self.readings if each[0] == name]

    def audit_drafts(self, store, name, record):
        found = {
            (person, draft.address, draft.client): (draft.value, draft.based_on, draft.client_seq)
            for person in ROLES
            for draft in store.drafts(name, person)
        }
        assert found == record.drafts

    def nothing_erased_is_left(self):
        """What was erased is in no file of an SQLite store any more, not even between the rows."""
        if self.gone and self.world.url.startswith("sqlite"):
            file = self.world.url.removeprefix("sqlite:///")
            raw = b"".join(
                path.read_bytes() for path in (Path(file), Path(file + "-wal")) if path.exists()
            )
            assert [words for words in self.gone if words.encode() in raw] == []

    def begin_with_an_old_store(self, die_at):
        """Start from a store of the first version, brought up to date by a child that may die."""
        older.lay(self.world.url)
        assert self.outdated()
        self.world.migrate_and_die(die_at)
        upkeep.migrate(self.world.url)
        for name, record in older.records().items():
            self.records[name] = record
            self.touched.add(name)

    def outdated(self):
        try:
            self.world.auditor  # noqa: B018 - opening it is the question
        except StoreOutdated:
            return True
        return False

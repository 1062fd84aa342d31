"""What people do with a whole record: hold, erase, dispose, attach, take away and bring back."""

import hashlib

import answerable_walks_model as m
from answerable_walks_steps import step
from hypothesis import strategies as st

from answerable.errors import AnswerableError, AssessmentExists
from answerable.record import open_store
from answerable.record.database import upkeep
from answerable.record.events import NewEvent
from answerable.record.exchange.file import export, read
from answerable.record.exchange.taking import take
from answerable.record.store import Erasure

PEOPLE = ("ana", "ben", "kim", "kim", "kim", "eve")
people = st.sampled_from(PEOPLE)
which = st.integers(0, 99)
HOLDS = st.sampled_from(["inquiry", "claim"])


class Keeping:
    """Everything that is not a page's."""

    @step(
        person=people, number=which, hold=HOLDS, kind=st.sampled_from(["hold_set", "hold_lifted"])
    )
    def hold(self, person, number, hold, kind):
        self.say(person, self.pick(number), kind, "", {"hold": hold, "reason": self.words()})

    @step(
        person=people,
        number=which,
        aim=st.sampled_from(["answered", "attached", "access_broken", ""]),
        seqs=st.lists(st.integers(1, 40), min_size=1, max_size=3),
        right=st.booleans(),
    )
    def erase(self, person, number, aim, seqs, right):
        name = self.pick(number)
        record = self.records[name]
        aimed = [seq for seq, said in enumerate(record.events, 1) if said.kind == aim]
        aimed = aimed or range(1, len(record.events) + 2)
        wanted = sorted({aimed[seq % len(aimed)] for seq in seqs})
        role = self.role(person, name)
        gone = [record.events[seq - 1] for seq in wanted if seq <= len(record.events)]
        expected = self.refusal(person, name, {"keep"})
        if expected is None and (
            len(gone) < len(wanted) or any(said.kind in m.UNERASABLE for said in gone)
        ):
            expected = "event_not_erasable"
        instead = (
            [self.right_answer(gone[-1].address, record)]
            if right and gone and gone[-1].kind == "answered"
            else []
        )
        erasure = Erasure(tuple(wanted), "art17", "Asked for", tuple(instead))
        face, actor = self.world.face(person), self.actor(person)
        head = self.attempt(expected, lambda: face.erase(name, erasure, actor))
        if head is not None:
            self.gone += [words for said in gone for words in self.said(said)]
            record.erase(wanted)
            for new in instead:
                record.append(new.kind, new.address, dict(new.payload), person, role)
            told = {"events": wanted, "ground": "art17", "reason": "Asked for"}
            assert head.seq == record.append("erased", "", told, person, role)
            self.touched.add(name)

    def right_answer(self, address, record):
        seen, _ = record.latest(address)
        value = self.value("answer", address)
        return NewEvent("answered", address, {"value": value}, seen)

    def said(self, said):
        """The words that only this event held."""
        found = repr(said.payload)
        return {found[at : at + 11] for at in range(len(found)) if found.startswith("words-", at)}

    @step(person=people, number=which, held=st.booleans())
    def dispose(self, person, number, held):
        """Rarely, or little would be left to walk through; one that is held goes on anyway."""
        there = [name for name, each in self.records.items() if each.facts().holds] if held else []
        name = sorted(there)[number % len(there)] if there else self.pick(number)
        if not there and (number % 3 or len(self.records) < 2):
            return
        record = self.records[name]
        facts, role = record.facts(), self.role(person, name)
        expected = self.refusal(person, name, {"keep"})
        if expected is None and facts.holds:
            expected = "record_held"
        face, actor = self.world.face(person), self.actor(person)
        head = self.attempt(expected, lambda: face.dispose(name, "Its time is over", actor))
        if head is not None:
            self.gone += [words for said in record.events for words in self.said(said)]
            told = {
                "events": len(record.events),
                "reason": "Its time is over",
                "state": facts.state,
            }
            record.dispose()
            assert head.seq == record.append("disposed", "", told, person, role)
            self.touched.add(name)

    @step(person=st.sampled_from(["ana", "ben", "kim"]), number=which, body=st.integers(0, 2))
    def attach(self, person, number, body):
        """The same few files, so that two records may hold the same one."""
        name, raw = self.pick(number), f"file {body}\n".encode() * 20
        digest = hashlib.sha256(raw).hexdigest()
        said = {"hash": digest, "name": "note.txt", "type": "text/plain; charset=utf-8"}
        said["size"] = len(raw)
        role, face, actor = self.role(person, name), self.world.face(person), self.actor(person)
        new = NewEvent("attached", "detail", said)
        expected = self.refusal(person, name, {"write"})
        head = self.attempt(expected, lambda: face.attach(name, new, raw, actor))
        if head is not None:
            self.files[digest] = raw
            assert head.seq == self.records[name].append("attached", "detail", said, person, role)
            self.touched.add(name)

    # away and back

    @step(person=st.sampled_from(["ana", "ben", "dan", "kim", "out"]), number=which)
    def take_away_and_back(self, person, number):
        """Exported, taken into another store, exported there: the same bytes. Here, nothing new."""
        name = self.pick(number)
        expected = self.refusal(person, name, {"export"})
        if expected == "record_disposed":
            expected = None  # a tombstone can be taken away
        raw = self.attempt(expected, lambda: export(self.world.face(person), name))
        if raw is None:
            return
        self.read(person, name, "export")
        known = self.world.keyring.known()
        other = open_store(f"sqlite:///{self.world.path(f'other-{next(self.numbers)}.db')}")
        assert take(other, read(raw, "file"), known).new
        assert export(other, name) == raw
        troubles = list(upkeep.check(other))
        assert troubles == []
        other.close()
        assert not take(self.world.auditor, read(raw, "file"), known).new

    @step(person=st.sampled_from(["ana", "kim", "kim"]), damaged=st.booleans(), again=st.booleans())
    def bring_in(self, person, damaged, again):
        """A record from elsewhere: proved, or not taken at all."""
        name = f"elsewhere-{next(self.numbers)}"
        if len(self.records) >= self.most_records:
            return
        raw, record = self.made_elsewhere(name)
        if damaged:
            raw = raw.replace(b"words-", b"wards-", 1)
        face, known = self.world.face(person), self.world.keyring.known()
        expected = "record_broken" if damaged else None
        if not damaged and self.world.guarded and person != "kim":
            expected = "not_allowed"
        done = self.attempt(expected, lambda: take(face, read(raw, "file"), known))
        if done is not None:
            assert (done.assessment, done.new) == (name, True)
            self.records[name] = record
            self.touched.add(name)
            if again:
                self.bring_in_another(face, name)

    def bring_in_another(self, face, name):
        """Another record of the same id never goes over the one that is here."""
        raw, _ = self.made_elsewhere(name)
        try:
            take(face, read(raw, "file"), self.world.keyring.known())
        except (AssessmentExists, AnswerableError) as error:
            assert error.wording == "assessment_exists"  # noqa: PT017 - the one error there may be
        else:
            raise AssertionError(name)

    def made_elsewhere(self, name):
        """Return (export, model) of a record with a decision, a file, and words erased."""
        store = open_store(f"sqlite:///{self.world.path(f'made-{next(self.numbers)}.db')}")
        record, actor = m.Record(), self.actor("zoe")
        body = b"from elsewhere\n" * 20
        digest = hashlib.sha256(body).hexdigest()
        said = {"hash": digest, "name": "elsewhere.txt", "type": "text/plain"}
        told = [
            ("created", "", {"title": self.words(), "example": False}),
            ("answered", "detail", {"value": self.words()}),
            ("answered", "marking", {"value": "official"}),
            ("submitted", "", {}),
            ("decided", "", {"outcome": self.words()}),
        ]
        store.create(name, [NewEvent(*each) for each in told], actor)
        for kind, address, payload in told:
            record.append(kind, address, payload, "zoe", "author")
        store.attach(name, NewEvent("attached", "detail", said), body, actor)
        record.append("attached", "detail", said, "zoe", "author")
        store.erase(name, Erasure((2,), "art17", "Asked for"), actor)
        record.erase([2])
        gone = {"events": [2], "ground": "art17", "reason": "Asked for"}
        record.append("erased", "", gone, "zoe", "author")
        raw = export(store, name)
        store.close()
        self.files[digest] = body
        return raw, record

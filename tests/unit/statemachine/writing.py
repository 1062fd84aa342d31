"""Three people at their pages: answers, drafts, words sent again, late, all at once, and crashes."""

import copy
import itertools
import threading

import answerable_walks_model as m
from answerable_walks_steps import step
from hypothesis import strategies as st

from answerable.errors import StoreUnreachable
from answerable.record.events import Actor, NewEvent
from answerable.record.store import Batch, Stamp

PEOPLE = ("ana", "ben", "cat", "ana", "ben", "cat", "dan", "eve", "kim", "out", "pam", "sec")
PLACES = ("detail", "project_title", "screen_personal", "marking")
MARKINGS = ("", "official", "official_sensitive")
ROWS = ("datasets/r-aaaa", "datasets/r-bbbb")
people = st.sampled_from(PEOPLE)
writers = st.sampled_from(PEOPLE[:3])
which = st.integers(0, 99)
pages = st.integers(0, 1)
based = st.sampled_from(["nothing", "start", "seen", "all"])
steps = st.one_of(
    st.tuples(st.just("answer"), st.sampled_from(PLACES), based),
    st.tuples(st.just("answer"), st.just("detail"), based),
    st.tuples(st.just("same"), st.just("detail"), based),
    st.tuples(st.just("draft"), st.sampled_from(PLACES), based),
    st.tuples(st.just("forget"), st.sampled_from(PLACES), based),
    st.tuples(
        st.sampled_from(["row_added", "row_moved", "row_removed"]), st.sampled_from(ROWS), based
    ),
)
batches = st.lists(steps, min_size=1, max_size=3)


class Writing:
    """Everything that goes through `Store.write`."""

    def page(self, person, page):
        return f"{person}-page-{page}"

    def next_stamp(self, client, skip=0):
        self.last[client] = self.last.get(client, 0) + 1 + skip
        return Stamp(client, self.last[client])

    def batch(self, person, name, stamp, changes):
        record = self.records[name]
        batch = {"events": [], "drafts": [], "forget": []}
        for what, address, on in changes:
            seen, _ = record.latest(address)
            base = {"nothing": None, "start": 0, "seen": seen, "all": len(record.events)}[on]
            value = self.value(what, address)
            if what in {"answer", "same"}:
                batch["events"].append(NewEvent("answered", address, {"value": value}, base))
            elif what == "draft":
                batch["drafts"].append((address, value, base or 0))
            elif what == "forget":
                batch["forget"].append((address, stamp.client, stamp.seq))
            else:
                said = {"after": None} if what == "row_moved" else {}
                batch["events"].append(NewEvent(what, address, said))
        memo = f"memo of {stamp.client} {stamp.seq}"
        return Batch(stamp=stamp, actor=self.actor(person), memo=memo, **batch)

    def value(self, what, address):
        if what == "same":
            return "what both say"
        if address == "marking":
            return MARKINGS[next(self.numbers) % 3]
        if address == "screen_personal":
            return {"choice": "yes", "why": self.words()}
        return self.words()

    def needed(self, batch):
        needed = {m.ACCESS.needs[new.kind] for new in batch.events}
        return needed | ({"write"} if batch.drafts or batch.forget or not needed else set())

    def send(self, name, batch):
        """Send a batch for the first time or again; what comes of it must be what must."""
        person = batch.actor.id
        expected = self.refusal(person, name, self.needed(batch))
        done = self.attempt(expected, lambda: self.world.face(person).write(name, batch))
        if done is not None:
            self.take(name, batch, done)
        return done

    def take(self, name, batch, done):
        """Hold an acknowledgement against the model, and remember it."""
        record = self.records[name]
        known = record.written.get(batch.stamp)
        if known is not None:
            assert done == known, "the same stamp is the same batch, sent again"
            return
        must = record.write(batch, self.role(batch.actor.id, name))
        assert (done.seqs, done.conflicts, done.head.seq) == (must.seqs, must.conflicts, must.head)
        assert done.memo == batch.memo
        record.written[batch.stamp] = done
        self.touched.add(name)
        self.moved = True

    @step(4, person=people, page=pages, number=which, changes=batches, skip=st.integers(0, 1))
    def write(self, person, page, number, changes, skip):
        name = self.pick(number)
        stamp = self.next_stamp(self.page(person, page), skip)
        self.send(name, self.batch(person, name, stamp, changes))

    @step(person=writers, page=pages, number=which, changes=batches, back=st.integers(1, 3))
    def write_late(self, person, page, number, changes, back):
        """A batch that was overtaken on its way, under a number that is not used yet."""
        client, name = self.page(person, page), self.pick(number)
        stamp = Stamp(client, max(self.last.get(client, 0) - back, 0))
        if all(stamp not in record.written for record in self.records.values()):
            self.send(name, self.batch(person, name, stamp, changes))

    @step(2, number=which, which_stamp=which)
    def send_again(self, number, which_stamp):
        """The acknowledgement was lost on its way, and the page does not know."""
        name = self.pick(number)
        stamps = sorted(self.records[name].written, key=lambda each: (each.client, each.seq))
        own = [each for each in stamps if each.client.partition("-")[0] in PEOPLE]
        if own:
            stamp = own[which_stamp % len(own)]
            actor = Actor(stamp.client.partition("-")[0], "author")
            again = [NewEvent("answered", "detail", {"value": "sent again"}, 0)]
            self.send(name, Batch(stamp=stamp, actor=actor, events=again))

    @step(2, number=which, changes=st.tuples(batches, batches, batches))
    def all_write_at_once(self, number, changes):
        name = self.pick(number)
        given, done = [], {}
        for person, wanted in zip(PEOPLE[:3], changes, strict=True):
            own = [each for each in wanted if each[1] != "marking"]
            stamp = self.next_stamp(self.page(person, 0))
            if self.refusal(person, name, {"write"}) is None:
                given.append(self.batch(person, name, stamp, own))
        faces = [self.world.face(batch.actor.id) for batch in given]

        def write(face, batch):
            done[batch.stamp] = face.write(name, batch)

        threads = [
            threading.Thread(target=write, args=pair) for pair in zip(faces, given, strict=False)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(done) == len(given)
        self.take_in_some_order(name, given, done)

    def take_in_some_order(self, name, given, done):
        """One after the other, in an order that nobody chose: there must be one that fits."""
        there = [(e.address, e.actor.id) for e in self.world.auditor.events(name)]
        for order in itertools.permutations(given):
            before = copy.deepcopy(self.records[name])
            try:
                for batch in order:
                    self.take(name, batch, done[batch.stamp])
                assert there == [(e.address, e.actor) for e in self.records[name].events]
            except AssertionError:
                self.records[name] = before
            else:
                return
        raise AssertionError(("no order gives this", done))

    # crashes

    @step(
        person=writers,
        number=which,
        changes=st.lists(batches, min_size=1, max_size=3),
        die_at=st.integers(1, 160),
    )
    def crash(self, person, number, changes, die_at):
        """Whoever writes is killed; what was acknowledged is there, and all is sent again."""
        name = self.pick(number)
        client = self.page(person, 1)
        given = [self.batch(person, name, self.next_stamp(client), each) for each in changes]
        if self.refusal(person, name, {"write"}) is not None:
            return
        if self.world.guarded:
            self.crash_service(name, given, die_at)
        else:
            told = self.world.write_and_die(name, given, die_at, self.kill_after(die_at))
            for batch, done in zip(given, told, strict=False):
                self.take(name, batch, done)
            self.world.restart()
        for batch in given:
            assert self.send(name, batch) is not None

    def kill_after(self, die_at):
        """Return after how many seconds to kill from outside, at whatever it is doing."""
        return die_at / 4000 if self.timed else None

    def crash_service(self, name, given, die_at):
        face = self.world.face(given[0].actor.id)
        with self.world.dying(die_at, self.kill_after(die_at)):
            for batch in given:
                try:
                    done = face.write(name, batch)
                except StoreUnreachable:
                    continue
                self.take(name, batch, done)

    @step()
    def restart(self):
        if self.moved:
            self.moved = False
            self.world.restart()

"""Who may do what: members come and go, records are shared and shut, and everybody tries."""

from datetime import UTC, datetime, timedelta
from functools import partial

import answerable_walks_model as m
from answerable_walks_steps import step
from hypothesis import strategies as st

from answerable.errors import named
from answerable.record.events import Actor, NewEvent
from answerable.record.store import Batch

EVERYBODY = ("ana", "ben", "cat", "dan", "eve", "kim", "out", "pam", "sec")
LONG_AGO, FAR_AWAY = "2000-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z"
people = st.sampled_from(EVERYBODY)
which = st.integers(0, 99)
ROLES = (
    "author", "contributor", "contributor", "peer_reviewer", "reader", "sro", "advisory_member",
    "panel_member", "dpo", None,
)  # fmt: skip
KINDS = (
    "commented", "submitted", "reviewed", "advised", "decided", "published", "reopened",
    "action_opened", "feedback_received",
)  # fmt: skip
READINGS = ("line", "events", "record", "drafts", "keep_key", "readings", "actions", "list")


class Sharing:
    """Everything that the access table says something about."""

    def say(self, person, name, kind, address, payload):
        """Send one event on its own, from a page of its own."""
        stamp = self.next_stamp(f"{person}-page-2")
        events = [NewEvent(kind, address, payload)]
        return self.send(name, Batch(stamp=stamp, actor=self.actor(person), events=events))

    def name_a_member(self, person, name, whom, role, **more):
        return self.say(person, name, "member_changed", "", {"person": whom, "role": role, **more})

    @step(
        2,
        person=st.sampled_from(["ana", "ana", "ben", "eve", "sec"]),
        number=which,
        whom=people,
        role=st.sampled_from(ROLES),
        until=st.sampled_from(["", "", LONG_AGO, FAR_AWAY]),
        owner=st.booleans(),
    )
    def change_a_member(self, person, number, whom, role, until, owner):
        more = ({"until": until} if until else {}) | ({"owner": True} if owner else {})
        self.name_a_member(person, self.pick(number), whom, role, **more)

    @step(
        person=st.sampled_from(["ana", "ana", "ben", "eve", "sec"]),
        number=which,
        kind=st.sampled_from(["restriction_set", "sharing_set"]),
        on=st.booleans(),
    )
    def share_or_shut(self, person, number, kind, on):
        self.say(person, self.pick(number), kind, "", {"on": on})

    @step(person=people, number=which, kind=st.sampled_from(KINDS))
    def go_on(self, person, number, kind):
        said = {"words": self.words()}
        if kind == "commented":
            said = {"id": f"c-{number:04}", "text": f"{self.words()}."}
        self.say(person, self.pick(number), kind, "", said)

    @step(person=st.sampled_from(["ana", "eve", "kim", "dan", "out"]), number=which)
    def break_the_glass(self, person, number):
        name, facts = self.pick(number), self.records[self.pick(number)].facts()
        record, reason = self.records[name], self.words()
        if self.world.guarded:
            case = m.case(facts, person, self.roles[person])
            expected = None if m.ACCESS.may_break_glass(case) else "assessment_not_found"
            role = next(iter(self.roles[person]), "reader")
            face = self.world.face(person)
            done = self.attempt(expected, lambda: self.break_through(face, person, name, reason))
        else:
            said = {"reason": reason, "until": FAR_AWAY}
            note, role = NewEvent("access_broken", "", said), "author"
            expected = "record_disposed" if facts.state == "disposed" else None
            face = self.world.face(person)
            done = self.attempt(expected, lambda: face.note(name, note, Actor(person, role)))
        if done is not None:
            until = self.world.auditor.events(name)[-1].payload["until"]
            self.is_in_some_hours(until)
            said = {"reason": reason, "until": until}
            record.append("access_broken", "", said, person, role)
            self.touched.add(name)

    def break_through(self, _, person, name, reason):
        path = f"/v1/assessments/{name}/break-glass"
        return self.understood(self.world.ask(person, "POST", path, {"reason": reason}))

    def understood(self, answer):
        if answer.is_success:
            return answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        told = answer.json()
        raise named(told["wording"])(**told["facts"])

    def is_in_some_hours(self, until):
        if self.world.guarded:
            then = datetime.fromisoformat(until)
            left = then - datetime.now(UTC)
            assert timedelta(hours=3, minutes=58) < left <= timedelta(hours=4)

    # everybody tries to read

    @step(2, person=people, number=which, what=st.sampled_from(READINGS))
    def look(self, person, number, what):
        if self.world.guarded:
            self.looks(person, self.pick(number), what)

    def looks(self, person, name, what):
        """Read what somebody may or may not read; both must be as the table says."""
        face = self.world.face(person)
        if what == "list":
            shown = {line.id for line in face.list()}
            assert shown == {each for each in self.records if "list" in self.may(person, each)}
            return
        may = self.may(person, name)
        needed = {"record": "export", "readings": "share"}.get(what, "see")
        expected = m.refusal(may, {needed})
        path = f"/v1/assessments/{name}/{what}"
        if what in {"actions", "line"}:
            expected = None if may & {"list", "see", "keep"} else "assessment_not_found"
        do = {
            "line": lambda: face.line(name),
            "events": lambda: face.events(name),
            "record": lambda: face.record(name),
            "drafts": lambda: face.drafts(name, person),
            "keep_key": lambda: face.keep_key(name, person),
        }.get(what, lambda: self.understood(self.world.ask(person, "GET", path)))
        found = self.attempt(expected, do)
        if found is None:
            return
        if what == "actions":
            assert set(found["actions"]) == set(may)
        if what in {"events", "record"}:
            self.read(person, name, {"events": "see", "record": "export"}[what])

    def everybody_looks(self):
        """Every person looks at every record, and in every way at one of them."""
        if self.world.guarded:
            shut = [name for name, each in self.records.items() if each.facts().restricted]
            one = min(shut, default=self.pick(next(self.numbers)))
            for person in EVERYBODY:
                self.looks(person, "", "list")
                for name in self.records:
                    for what in READINGS[:-1] if name == one else ("actions",):
                        self.looks(person, name, what)

    @step(person=people, number=which)
    def one_of_them_looks_for_a_file(self, person, number):
        """A file is there for whoever may read a record that holds it, and through it alone."""
        if not self.world.guarded or not self.files:
            return
        name = self.pick(number)
        for digest, body in self.files.items():
            expected = m.refusal(self.may(person, name), {"see"})
            there = digest in self.records[name].used()
            if expected is None:
                self.read(person, name, "attachment")
                expected = None if there else "attachment_not_found"
            face = self.world.face(person)
            found = self.attempt(expected, partial(face.attachment, name, digest))
            assert found in (None, body)

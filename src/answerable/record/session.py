"""One person at work on one assessment: the only object here that changes."""

import base64
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from answerable.bank.journey import Path, path
from answerable.bank.model import Bank, Value
from answerable.bank.values import lacking, refused
from answerable.errors import AddressNotFound, AnswerConflict, AnswerRefused
from answerable.record.attachments import Attachment, examine
from answerable.record.changes import Change, asked_at, plan, problem
from answerable.record.discussing import Discussing
from answerable.record.events import Actor, Event, Head, NewEvent, Person
from answerable.record.fold import State, answers, fold
from answerable.record.proof.chain import verify
from answerable.record.store import Batch, Draft, Stamp, Store, Written

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


def new_id(length: int = 8) -> str:
    """Return a short random name of lowercase letters and digits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


@dataclass(frozen=True)
class Outcome:
    """What became of a patch: one result for each change, and where the record now ends."""

    results: tuple[Mapping[str, Any], ...]
    head: Head
    at: str


class Session(Discussing):
    """Reads one record, and writes to it in one person's name."""

    def __init__(self, store: Store, assessment: str, person: Person, bank: Bank) -> None:
        """Use `Session.open`, which also reads the record."""
        self.store, self.assessment, self.person, self.bank = store, assessment, person, bank
        self._state = State()
        self._names: dict[str, str] = {person.id: person.name}
        self._shown: dict[str, tuple[Draft, ...]] = {}
        self._own = Stamp(f"session-{new_id()}", 0)

    @classmethod
    def open(cls, store: Store, assessment: str, person: Person, bank: Bank) -> "Session":
        """Return a session on an existing record.

        Raises:
            AssessmentNotFound: there is none.
            RecordBroken: it does not hold together, so nothing is shown of it or added to it.
        """
        session = cls(store, assessment, person, bank)
        session.refresh()
        return session

    @classmethod
    def begin(
        cls, store: Store, title: str, person: Person, bank: Bank, *, token: str = ""
    ) -> "Session":
        """Return a session on a new record named after `title`.

        The same title and `token` give the same id, so that what is sent twice begins once.

        Raises:
            AnswerRefused: this can never be a title.
            AssessmentExists: it was begun before.
        """
        asked = bank.concepts["project_title"].answer
        if key := refused(asked, title, bank.limits) or lacking(asked, title):
            why = problem(key)["sentence"]
            raise AnswerRefused(address="project_title", why=why)
        session = cls(store, assessment_id(title, token or new_id(5)), person, bank)
        said = {"title": title, "example": False, "bank": bank.pin, "format": 1}
        events = [
            NewEvent("created", "", said),
            NewEvent("answered", "project_title", {"value": title}),
        ]
        store.create(session.assessment, events, session.actor)
        session.refresh()
        return session

    @property
    def actor(self) -> Actor:
        return Actor(self.person.id, self.person.role)

    @property
    def state(self) -> State:
        return self._state

    @property
    def head(self) -> Head:
        return self._state.head

    @property
    def title(self) -> str:
        """The project's title as last answered, else the one it began with."""
        said = self.answers.get("project_title")
        return said if isinstance(said, str) and said.strip() else self._state.title

    @property
    def example(self) -> bool:
        return self._state.example

    @property
    def created_at(self) -> str:
        return self._state.created_at

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """This person's own words that are not answers yet: the latest of each address.

        A page that died may have left words at an address where another page of the same person
        has later ones: `rival` has those. Both are kept until an answer is given to them.
        """
        found: dict[str, list[Draft]] = {}
        for draft in self.store.drafts(self.assessment, self.person.id):
            found.setdefault(draft.address, []).append(draft)
        self._shown = {address: tuple(drafts[-2:]) for address, drafts in found.items()}
        return tuple(drafts[-1] for drafts in self._shown.values())

    def rival(self, draft: Draft) -> Draft | None:
        """Return the words that another page of this person left beside `draft`, if they differ."""
        others = [each for each in self._shown.get(draft.address, ()) if each != draft]
        return next((each for each in others if each.value != draft.value), None)

    @property
    def based(self) -> Mapping[str, int]:
        """For each address, the event that holds its answer."""
        return {address: held.seq for address, held in self._state.held.items()}

    @cached_property
    def answers(self) -> Mapping[str, Value]:
        """Every answer by concept, hidden ones too; registers are lists of rows."""
        return answers(self._state, self.bank)

    @cached_property
    def path(self) -> Path:
        """Where the assessment stands: route, tasks, what is visible, due and missing."""
        return path(self.bank, self.answers)

    @property
    def visible_answers(self) -> Mapping[str, Value]:
        """The answers that count: those to questions whose condition holds, in rows too."""
        return self.path.shown

    def events(self) -> tuple[Event, ...]:
        """Return the whole record, event by event."""
        return self.store.events(self.assessment)

    def names(self, people: Iterable[str]) -> Mapping[str, str]:
        """Return the names of those of `people` whose name is known; each is asked for once."""
        unknown = set(people) - self._names.keys()
        if unknown:
            self._names |= dict.fromkeys(unknown, "") | dict(self.store.names(unknown))
        return {person: name for person, name in self._names.items() if name}

    def keep_key(self) -> str:
        """Return the key, in base64, for what this person's browser keeps of this assessment."""
        return base64.b64encode(self.store.keep_key(self.assessment, self.person.id)).decode()

    def refresh(self) -> bool:
        """Read what was added meanwhile; return whether there was anything."""
        return self._carry_on(self.store.events(self.assessment, after=self._state.head.seq))

    def _carry_on(self, fresh: Sequence[Event]) -> bool:
        if fresh:
            verify(fresh, self._state.head)
            self._state = fold(fresh, self._state)
            for name in ("answers", "path"):
                self.__dict__.pop(name, None)
        return bool(fresh)

    def apply(self, client: str, seq: int, changes: Sequence[Change]) -> Outcome:
        """Write `changes` durably and say what became of each; the same stamp is written once."""
        if not self.head.seq:
            self.refresh()
        written = self._written(Stamp(client, seq), changes)
        if written.moved:  # what was planned may not fit any more
            written = self._written(Stamp(client, seq), changes, anyway=True)
        return Outcome(tuple(self._results(written)), written.head, written.at)

    def _written(self, stamp: Stamp, changes: Sequence[Change], *, anyway: bool = False) -> Written:
        made = plan(changes, self._state, self.bank)
        batch = Batch(
            stamp=stamp,
            actor=self.actor,
            events=made.events,
            drafts=made.drafts,
            forget=self._forgotten(made.forget, stamp),
            memo=json.dumps(made.results),
            seen=self.head.seq,
            anyway=anyway,
        )
        written = self.store.write(self.assessment, batch)
        self._carry_on(written.fresh)
        return written

    def _forgotten(self, places: Sequence[str], own: Stamp) -> list[tuple[str, str, int]]:
        """Return the drafts that an answer at `places` settles: the page's own and those it saw."""
        forgotten = [(address, own.client, own.seq) for address in places]
        shown = [draft for address in places for draft in self._shown.get(address, ())]
        return forgotten + [(each.address, each.client, each.client_seq) for each in shown]

    def _results(self, written: Written) -> list[dict[str, Any]]:
        results = []
        for told in json.loads(written.memo):
            at = told.pop("event")
            seq = told.pop("seq", None) if at is None else written.seqs[at]
            clash = None if at is None else written.conflicts[at]
            conflict = None if clash is None else self.conflict(told["address"], clash)
            results.append({**told, "seq": seq, "conflict": conflict})
        return results

    def conflict(self, address: str, seq: int) -> dict[str, Any]:
        """Return what stands at `address` in the place of words of this person, and whose it is."""
        held = self._state.held[address]
        name = self.names([held.by]).get(held.by, "")
        return {"theirs": held.value, "by": held.by, "name": name, "seq": max(seq, held.seq)}

    def answer(self, address: str, value: Value, *, based_on: int | None = None) -> None:
        """Give one answer, on top of what this session has read unless `based_on` says otherwise.

        Raises:
            AnswerRefused: this can never be an answer here.
            AnswerConflict: somebody answered since `based_on`.
        """
        seen = self._state.seq_at(address) if based_on is None else based_on
        self._one({"do": "answer", "address": address, "value": value, "based_on": seen})

    def add_row(self, register: str) -> str:
        """Add a row at the end of `register`; return its id."""
        row = f"r-{new_id()}"
        self._one({"do": "add_row", "address": f"{register}/{row}"})
        return row

    def remove_row(self, register: str, row: str) -> None:
        """Take a row out of `register`; its answers stay in the record."""
        self._one({"do": "remove_row", "address": f"{register}/{row}"})

    def assign(self, address: str, person: str | None, note: str = "") -> None:
        """Ask somebody, an account or a name, to answer at `address`; None takes it back.

        Raises:
            AnswerRefused: there is no such question, or this is no name.
        """
        self._one({"do": "assign", "address": address, "person": person, "note": note})

    def attach(self, name: str, body: bytes, address: str = "") -> Attachment:
        """Keep a file with the record, at one question or for all of it; return what it is.

        Raises:
            AttachmentRefused: it is too large, or of a kind that is not kept.
            AddressNotFound: there is no such question.
        """
        kept = examine(name, body)
        if address and asked_at(address, self.bank, self._state.rows) is None:
            raise AddressNotFound(assessment=self.assessment, address=address)
        said = {"hash": kept.digest, "name": kept.name, "type": kept.media_type, "size": len(body)}
        new = NewEvent("attached", address, said)
        self.store.attach(self.assessment, new, body, self.actor)
        self.refresh()
        return kept

    def _one(self, change: Change) -> None:
        self._own = Stamp(self._own.client, self._own.seq + 1)
        (result,) = self.apply(self._own.client, self._own.seq, [change]).results
        if result["problem"]:
            why = result["problem"]["sentence"]
            raise AnswerRefused(address=change["address"], why=why)
        if clash := result["conflict"]:
            told = {name: clash[name] for name in ("theirs", "by", "seq")}
            raise AnswerConflict(address=change["address"], yours=change.get("value"), **told)

    def as_dict(self) -> dict[str, Any]:
        """Return what a list shows of this assessment."""
        route = self.path.routing.id
        return {
            "id": self.assessment,
            "title": self.title,
            "example": self.example,
            "created_at": self.created_at,
            "updated_at": self.head.at,
            "route": route,
            "head": asdict(self.head),
            "missing": len(self.path.missing),
        }


def assessment_id(title: str, token: str) -> str:
    """Return an id that a person can recognise and that `token` makes its own."""
    letters = "".join(c if c.isascii() and c.isalnum() else "-" for c in title.lower())
    words = [word for word in letters.split("-") if word]
    return "-".join([*"-".join(words)[:40].strip("-").split("-"), token]).strip("-")

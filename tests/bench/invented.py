"""Made-up assessments for measurements: the same seed and number give the same record, always.

The mix is that of real work: the screening, registers with rows, texts of a few sentences, answers
given a second time, comments, people, and for half of them submission, advice and decision.
"""

import datetime as dt
import hashlib
import random
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from answerable.bank.load import load_bank
from answerable.record.events import (
    GENESIS,
    Actor,
    Event,
    Head,
    NewEvent,
    commitment,
    head_of,
    header_hash,
)
from answerable.record.proof.keys import Signer, name_of, write_public
from answerable.record.proof.signatures import HEAD, SIGNED_KINDS, sign
from answerable.record.session import ALPHABET, assessment_id
from answerable.record.store import Record

SEED = 1
EVENTS = 300
PEOPLE = 400
BEGUN = dt.datetime(2024, 1, 8, 8, tzinfo=dt.UTC)
WORK = (
    "Matching", "Counting", "Sorting", "Sharing", "Publishing", "Mapping", "Forecasting",
    "Checking", "Linking", "Reviewing", "Redacting", "Transcribing",
)  # fmt: skip
DATA = (
    "custody photographs", "stop and search records", "emergency calls", "body-worn video",
    "crime reports", "witness statements", "number plate reads", "staff surveys", "victim letters",
    "court results", "missing person reports", "complaints", "licence applications",
)  # fmt: skip
ENDS = (
    ((), 50),
    (("submitted",), 12),
    (("submitted", "reviewed"), 6),
    (("submitted", "reviewed", "advised"), 7),
    (("submitted", "reviewed", "advised", "decided"), 13),
    (("submitted", "reviewed", "advised", "decided", "published"), 10),
    (("submitted", "reviewed", "reopened"), 2),
)
ROLES = (
    "contributor", "contributor", "peer_reviewer", "asset_owner", "sro", "reader", "panel_member",
)  # fmt: skip


@cache
def bank():
    return load_bank()


@cache
def sentences():
    """Return what people here write: the sentences of the good and weak examples of the bank."""
    texts = [text for c in bank().concepts.values() for text in (c.good, c.weak)]
    return tuple(s.strip() + "." for text in texts for s in text.split(".") if len(s) > 20)


@cache
def texts():
    """Return the questions that are answered with a long text."""
    found = bank().concepts.values()
    return tuple(c.id for c in found if (c.answer.kind, c.answer.size) == ("text", "long"))


def person(number):
    return f"person-{number:03}"


def key():
    """Return the key that signs made-up records."""
    private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"made up").digest())
    return Signer(name_of(private.public_key()), write_public(private.public_key()), private)


class Invented:
    """One assessment in the making."""

    def __init__(self, number, events=EVENTS):
        self.random = random.Random(f"{SEED}/{number}")
        self.title = f"{self._one(WORK)} {self._one(DATA)}, district {self.random.randrange(1, 60)}"
        token = "".join(self.random.choices(ALPHABET, k=5))
        self.id = assessment_id(self.title, f"{token}{number}")
        self.team = [person(n) for n in self.random.sample(range(PEOPLE), 1 + len(ROLES))]
        self.size, self.harmless = events, self._one((0.97, 0.9, 0.8, 0.5))
        self.rows, self.told, self.answered = {}, [], []

    def _one(self, of):
        return of[int(self.random.random() * len(of))]

    def _words(self, most):
        return " ".join(self._one(sentences()) for _ in range(self.random.randint(1, most)))

    def events(self):
        """Return what is to happen, in order: (actor, new event)."""
        last = self.random.choices([e for e, _ in ENDS], [w for _, w in ENDS])[0]
        self._say("created", "", {"title": self.title, "example": False, "bank": bank().pin, "format": 1})  # fmt: skip
        self._answer("project_title", self.title)
        for who, role in zip(self.team[1:], ROLES, strict=True):
            self._say("member_changed", "", {"person": who, "role": role})
        for kind, chance in (("restriction_set", 0.05), ("sharing_set", 0.2)):
            if self.random.random() < chance:
                self._say(kind, "", {"on": True, "reason": self._words(1)})
        for concept in bank().screening.questions:
            self._ask(concept, bank().concepts[concept].answer)
        self._registers()
        self._questions()
        while len(self.told) < self.size - len(last):
            self._later()
        del self.told[self.size - len(last) :]
        for kind in last:
            self._say(kind, "", {"note": self._words(2)}, by=self.team[3])
        return self.told

    def _registers(self):
        for concept in bank().concepts.values():
            if concept.answer.kind == "rows":
                self.rows[concept.id] = []
        for register, ids in self.rows.items():
            for _ in range(self.random.randint(1, 3)):
                row = "r-" + "".join(self.random.choices(ALPHABET, k=8))
                self._say("row_added", f"{register}/{row}", {"after": ids[-1] if ids else None})
                ids.append(row)
                for column in bank().concepts[register].answer.columns:
                    self._ask(f"{register}/{row}/{column.id}", column.answer)

    def _questions(self):
        asked = [c for task in bank().tasks for c in task.concepts]
        for concept in asked:
            answer = bank().concepts[concept].answer
            done = answer.kind == "rows" or concept in bank().screening.questions
            if not done and concept != "project_title":
                self._ask(concept, answer)

    def _later(self):
        """What happens while people work: better answers, most of them long texts, and comments."""
        if self.random.random() < 0.2:
            concept = self._one(tuple(bank().concepts))
            said = {"id": f"c-{self.random.getrandbits(40):010x}", "text": self._words(3)}
            self._say("commented", concept, said, by=self._one(self.team))
            return
        addresses = texts() if self.random.random() < 0.6 else self.answered
        address = self._one(addresses)
        if address in self.answered:
            self._ask(address, self._answer_at(address))

    def _answer_at(self, address):
        concept, *more = address.split("/")
        answer = bank().concepts[concept].answer
        return next(c.answer for c in answer.columns if c.id == more[1]) if more else answer

    def _ask(self, address, answer):
        self._answer(address, getattr(self, f"_{answer.kind}")(answer))
        self.answered.append(address)

    def _answer(self, address, value):
        by = self.team[0 if self.random.random() < 0.7 else 1]
        self._say("answered", address, {"value": value}, by=by)

    def _say(self, kind, address, payload, by=""):
        self.told.append((Actor(by or self.team[0], "author"), NewEvent(kind, address, payload)))

    def _text(self, answer):
        if answer.size == "line":
            return self._one(sentences())[:80]
        return self._words(5 if answer.size == "short" else 20)

    def _choice(self, answer):
        return self._one(answer.options).value

    def _choices(self, answer):
        return [o.value for o in self.random.sample(answer.options, min(2, len(answer.options)))]

    def _yes_no_unsure(self, _):
        choice = "no" if self.random.random() < self.harmless else self._one(("yes", "unsure"))
        return {"choice": choice, "why": self._words(3)}

    def _number(self, _):
        return self.random.randrange(10, 100_000)

    def _date(self, _):
        return (BEGUN.date() + dt.timedelta(days=self.random.randrange(900))).isoformat()

    def _person(self, _):
        return {"role": "Head of insight", "name": ""}

    def _refer(self, answer):
        return self.rows.get(answer.to, [])[:2]


def record(number, events=EVENTS, signer=None):
    """Return made-up record `number`, sealed and signed."""
    made = Invented(number, events)
    signer = signer or key()
    head, sealed, signatures = Head(0, GENESIS, ""), [], []
    at = BEGUN + dt.timedelta(minutes=made.random.randrange(500_000))
    for actor, new in made.events():
        at += dt.timedelta(seconds=made.random.randrange(5, 900))
        sealed.append(_sealed(made, new, actor, head, at))
        head = head_of(sealed[-1])
        if new.kind in SIGNED_KINDS:
            signatures.append(sign(signer, made.id, head, new.kind))
    signatures.append(sign(signer, made.id, head, HEAD))
    return Record(tuple(sealed), tuple(signatures), {signer.name: signer.public})


def _sealed(made, new, actor, head, at):
    """Return the event as `record.events.seal` makes it, but for a salt and a time of our own."""
    salt = f"{made.random.getrandbits(128):032x}"
    bare = Event(
        assessment=made.id, seq=head.seq + 1,
        at=at.isoformat(timespec="milliseconds").replace("+00:00", "Z"), actor=actor,
        kind=new.kind, address=new.address, commitment=commitment(salt, new.payload),
        previous=head.hash, hash="", payload=new.payload, salt=salt,
    )  # fmt: skip
    return Event(**{**vars(bare), "hash": header_hash(bare)})

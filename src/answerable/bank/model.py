"""What the bank is made of: frozen descriptions, next to no behaviour.

Adding a kind of answer: `ANSWER_KINDS` here, then `content/schema/concept.schema.json`,
`bank/values.py` and `form/values.js` (what it accepts and what it lacks), `form/fields.js` (how it
is asked), `form/readable.js` and `reports/values.py` (how it is read), and `content/burden.yml`. `tests/unit/test_answer_kinds.py` holds them together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from answerable.bank.checks import Check
from answerable.bank.grid import Degree, Grid
from answerable.bank.laid import Overlay
from answerable.bank.library import Case, Pick
from answerable.bank.organisation import Organisation
from answerable.bank.reference import LawSource, Term

ANSWER_KINDS = (
    "choice", "choices", "yes_no_unsure", "text", "number", "date", "person", "refer", "risk", "rows",
)  # fmt: skip
ROUTES = ("record", "light", "standard", "full", "panel")
LEVELS = ("law", "guidance", "practice")
WANTS = ("text", "choice", "table", "date", "person", "number", "yes_no", "mark")
DERIVED = (
    "advice", "conditions", "decision", "documents", "findings", "head", "history", "members",
    "organisation", "review", "risk", "route", "today", "unanswered", "withheld",
)  # fmt: skip
PARTS = ("after_comma", "before_comma", "first_sentence", "mailbox", "role", "web_address")
AUDIENCES = ("team", "panel", "public")

Rule: TypeAlias = Mapping[str, Any]
Value: TypeAlias = Any
Answers: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    hint: str = ""
    alone: bool = False  # chosen together with another it says two things at once


@dataclass(frozen=True)
class Due:
    """Why an answer is wanted, and where it is missed: on these routes, if `when` holds there.

    With no routes it is only offered.
    """

    level: str
    source: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    when: Rule | None = None


@dataclass(frozen=True)
class Answer:
    kind: str
    size: str = "long"
    options: tuple[Option, ...] = ()
    to: str = ""
    why: str = "required"
    unit: str = ""
    row_name: str = ""
    columns: tuple["Column", ...] = ()
    named: bool = False  # of a person: a role alone is not enough
    scales: tuple[Degree, ...] = ()  # of a risk: the steps that its cells are made of


@dataclass(frozen=True)
class Column:
    """One question asked of every row of a register; `{row}` in `ask` is the row's name.

    `routes` are those on which it is missed when it is not there; none means those of its register.
    """

    id: str
    ask: str
    answer: Answer
    hint: str = ""
    when: Rule | None = None
    optional: bool = False
    routes: tuple[str, ...] = ()
    was: tuple["Former", ...] = ()


@dataclass(frozen=True)
class Former:
    """Where the answer stood in an earlier bank, for the rows in which `when` holds.

    `whole` is the column that had all of it, `parts` those that had one part each, and `says` what
    is put into a part in words. The columns may be gone from the bank.
    """

    when: Rule | None = None
    whole: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Concept:
    """One question. One `on_request` is not asked: it comes once somebody has answered it."""

    id: str
    ask: str
    hint: str
    why: str
    answer: Answer
    due: Due
    good: str
    weak: str
    when: Rule | None = None
    audience: str = "public"
    on_request: bool = False
    enough: str = ""


@dataclass(frozen=True)
class Task:
    id: str
    title: str
    intro: str
    concepts: tuple[str, ...]


@dataclass(frozen=True)
class Reason:
    """A rule, and the sentence that says why it matters when it holds."""

    id: str
    because: str
    when: Rule
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lift(Reason):
    """What lifts a stop: the rule holds, and whatever is asked of `answers` is complete."""

    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stop(Reason):
    """A reason not to go on, until one of `lifts` holds."""

    lifts: tuple[Lift, ...] = ()


@dataclass(frozen=True)
class Route:
    id: str
    title: str
    summary: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Document:
    id: str
    title: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Choosing:
    """The questions with which a team chooses another route than the one its answers ask for.

    `left` says from which route it goes down, `reason` why and `reviewer` who agrees: not the person
    in `apart_from`. A reason of fewer than `least_words` says nothing.
    """

    route: str
    left: str
    reason: str
    reviewer: str
    apart_from: str
    least_words: int


@dataclass(frozen=True)
class Screening:
    questions: tuple[str, ...]
    routes: tuple[Route, ...]
    stops: tuple[Stop, ...]
    documents: tuple[Document, ...]
    choosing: Choosing | None = None


@dataclass(frozen=True)
class Field:
    """One thing a document asks, and what fills it: addresses in the bank, or the record itself.

    `official` is the field's own number in its form. `wants` is what belongs in it, one of `WANTS`.
    `derived` names what the program works out, one of `DERIVED`; it is never asked. `gap` says why
    nothing fills a field yet. `law` names its clauses by their ids in the law file.

    What belongs in it may be less than the answer: `rows` leaves only the rows of a register that have
    this value in this column, `named_by` only those that this column of another register points at,
    `option` is the one choice, the one axis of a risk, or the one of what is worked out, that the field
    is about, `among` the documents it is about, and `part` the one of `PARTS` of the answer. `words` says
    a choice in the words of the form. `yes_if` puts yes or no before the rest.
    """

    id: str
    title: str
    fills: tuple[str, ...] = ()
    official: str = ""
    wants: str = "text"
    mandatory: bool = False
    when: Rule | None = None
    derived: str = ""
    gap: str = ""
    rows: Mapping[str, str] | None = None
    option: str = ""
    law: tuple[str, ...] = ()
    part: str = ""
    words: Mapping[str, str] | None = None
    yes_if: Rule | None = None
    named_by: str = ""
    among: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    id: str
    title: str
    fields: tuple[Field, ...]
    group: str = ""
    official: str = ""
    number: int = 0
    row: int = 0
    column: int = 0
    law: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    id: str
    title: str


@dataclass(frozen=True)
class Lens:
    """One document seen through the bank; `alone` where each field is copied out of it by itself."""

    id: str
    title: str
    credit: str
    sections: tuple[Section, ...]
    groups: tuple[Group, ...] = ()
    version: str = ""
    source: tuple[str, ...] = ()
    alone: bool = False


@dataclass(frozen=True)
class Bank:
    """Everything that can be asked, and what follows from the answers.

    `hash` is of all that is loaded, `below` of the bank without its overlays where there are some.
    `translated` are the texts in `language` where an overlay brought it; the rest is in `original`.
    """

    id: str
    version: str
    language: str
    hash: str
    concepts: Mapping[str, Concept]
    tasks: tuple[Task, ...]
    screening: Screening
    lenses: Mapping[str, Lens]
    law: Mapping[str, LawSource]
    limits: Mapping[str, int] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    grid: Grid | None = None
    library: Mapping[str, tuple[Pick, ...]] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    glossary: Mapping[str, Term] = field(default_factory=dict)
    overlays: tuple[Overlay, ...] = ()
    below: str = ""
    original: str = ""
    translated: frozenset[str] = frozenset()
    organisation: Organisation = Organisation()  # noqa: RUF009 - it is frozen

    @property
    def pin(self) -> dict[str, Any]:
        """What a record keeps to say which bank it was answered under, and under which overlays."""
        pin = {"id": self.id, "version": self.version, "hash": self.below or self.hash}
        laid = [overlay.pin for overlay in self.overlays]
        return {**pin, "overlays": laid} if laid else pin

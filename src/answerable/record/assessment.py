"""One assessment as a programmer reads and answers it, in a notebook, a script or a pipeline."""

import copy
import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from answerable.bank.given import WITH_WHY, given
from answerable.bank.grid import AXES
from answerable.bank.model import Answer, Bank, Value
from answerable.bank.values import refused
from answerable.errors import AnswerRefused, QuestionNotFound
from answerable.record.changes import asked_at
from answerable.record.comments import Thread
from answerable.record.events import Person
from answerable.record.session import Session, new_id
from answerable.record.store import Store
from answerable.wording import say


class Assessment(Mapping[str, Value]):
    """Reads answers as a mapping does, by question; writes them through the checks of the page.

    `assessment["data_limits"]` is the answer, None where there is none. A register is a list of rows,
    each a dict with its `id` and its columns, fit for `pandas.DataFrame`. A place in a row is
    `"datasets/r-4k2m9x1a/title"`. Iteration gives the questions that are asked now, in their order.
    What others wrote is seen at each reading.
    """

    def __init__(self, session: Session) -> None:
        """Use `Assessment.open`."""
        self._session = session

    @classmethod
    def open(cls, store: Store, assessment: str, person: Person, bank: Bank) -> "Assessment":
        """Return the assessment with this id, to be read and answered by `person`.

        Raises:
            AssessmentNotFound: there is none.
        """
        return cls(Session.open(store, assessment, person, bank))

    @property
    def id(self) -> str:
        return self._session.assessment

    @property
    def title(self) -> str:
        return self._now.title

    @property
    def route(self) -> str:
        """Return the id of the route that the answers ask for; empty until the screening is done."""
        return self._now.path.routing.id or ""

    @property
    def missing(self) -> dict[str, str]:
        """Return what is still asked for, by address: the question in words."""
        now = self._now
        return {each.address: self._ask(each.address) for each in now.path.missing}

    @property
    def _now(self) -> Session:
        self._session.refresh()
        return self._session

    def __getitem__(self, address: str) -> Value:
        """Return the answer at `address`; QuestionNotFound, a KeyError, when it is no question."""
        now = self._now
        self._asked(address)
        concept, *rest = address.split("/")
        value = now.answers.get(concept)
        if now.bank.concepts[concept].answer.kind != "rows":
            return copy.deepcopy(value)
        rows = [{"id": row["id"], **copy.deepcopy(row["values"])} for row in value or []]
        if not rest:
            return rows
        row = next(each for each in rows if each["id"] == rest[0])
        return row.get(rest[1]) if len(rest) > 1 else row

    def __iter__(self) -> Iterator[str]:
        return iter(self._now.path.visible)

    def __len__(self) -> int:
        return len(self._now.path.visible)

    def __repr__(self) -> str:
        facts = {"title": self.title, "id": self.id, "missing": len(self.missing)}
        return say("notebook", "assessment", **facts)

    def answer(self, address: str, value: Any, why: str = "") -> None:
        """Give one answer, on top of what was last read here; None takes it back.

        Choices may be named by their label, yes and no by `True` and `False`, rows by their title,
        dates and numbers by those of Python, numpy or pandas.

        Raises:
            QuestionNotFound: there is no such question or row.
            AnswerRefused: this can never be an answer here; it says what can.
            AnswerConflict: somebody answered since; it carries both texts.
        """
        self._session.answer(address, self._value(address, value, why))

    def add_row(self, register: str, **columns: Any) -> str:
        """Add a row with these columns at the end of `register`, all or nothing; return its id."""
        asked = self._asked(register)
        if asked.kind != "rows" or "/" in register:
            raise AnswerRefused(
                address=register, why=say("errors", "not_a_register", address=register)
            )
        row = f"r-{new_id()}"
        values = {name: self._column(register, asked, name, said) for name, said in columns.items()}
        changes: list[dict[str, Any]] = [
            {"do": "add_row", "address": f"{register}/{row}", "after": self._last(register)}
        ]
        changes += [
            {"do": "answer", "address": f"{register}/{row}/{name}", "value": value, "based_on": 0}
            for name, value in values.items()
        ]
        for result in self._session.apply(f"rows-{row}", 1, changes).results:
            if result["problem"]:
                raise AnswerRefused(address=register, why=result["problem"]["sentence"])
        return row

    def remove_row(self, register: str, row: str) -> None:
        """Take a row out of `register`; what it said stays in the record's history."""
        self._asked(f"{register}/{row}")
        self._session.remove_row(register, row)

    # what people say about the answers; what is raised is as in `Discussing`

    def comments(self, address: str = "") -> tuple[Thread, ...]:
        """Return the comments at `address` and below, or all of them, with their replies."""
        return self._now.comments(address)

    def comment(self, address: str, text: str) -> int:
        """Comment on an answer, a row or a register; return the comment's id."""
        return self._now.comment(address, text)

    def reply(self, comment: int, text: str) -> int:
        """Reply to a comment, which opens it again if it was resolved; return the reply's id."""
        return self._now.reply(comment, text)

    def resolve(self, comment: int) -> None:
        """Call a comment resolved."""
        self._now.resolve(comment)

    def reopen(self, comment: int) -> None:
        """Call a resolved comment open again."""
        self._now.reopen(comment)

    # from what is said to what is written

    def _column(self, register: str, asked: Answer, name: str, said: Any) -> Value:
        column = next((each for each in asked.columns if each.id == name), None)
        if column is None:
            names = ", ".join(each.id for each in asked.columns)
            facts = {"register": register, "column": name, "columns": names}
            raise AnswerRefused(address=register, why=say("errors", "no_such_column", **facts))
        return self._checked(f"{register}/…/{name}", column.answer, said, "")

    def _value(self, address: str, said: Any, why: str) -> Value:
        asked = self._asked(address)
        if asked.kind == "rows":
            facts = {"address": address.split("/", maxsplit=1)[0], "column": asked.columns[0].id}
            raise AnswerRefused(address=address, why=say("errors", "register_by_rows", **facts))
        return self._checked(address, asked, said, why)

    def _checked(self, address: str, asked: Answer, said: Any, why: str) -> Value:
        if why and asked.kind not in WITH_WHY:
            raise AnswerRefused(address=address, why=say("errors", "no_why_here"))
        value = given(asked, said, why, self._titles(asked.to))
        if key := refused(asked, value, self._session.bank.limits):
            raise AnswerRefused(address=address, why=self._what_fits(asked, key, value))
        return value

    def _what_fits(self, asked: Answer, key: str, value: Value) -> str:
        """Return what can be an answer, in the words of somebody who writes code."""
        if key == "too_long":
            facts = {"length": len(str(value)), "limit": self._session.bank.limits[asked.size]}
            return say("errors", "text_too_long", **facts)
        steps = {axis: ", ".join(AXES[axis]) for axis in AXES}
        options = ", ".join(f"{option.value} ({option.label})" for option in asked.options)
        return say("errors", f"fits_{asked.kind}", options=options, to=asked.to, **steps)

    def _titles(self, register: str) -> Mapping[str, str]:
        rows: Any = self._session.answers.get(register) or []
        return {str(row["values"].get("title") or ""): row["id"] for row in rows}

    def _ask(self, address: str) -> str:
        register, *place = address.split("/")
        concept = self._session.bank.concepts[register]
        if not place:
            return concept.ask
        row, column = place
        named = {id_: title for title, id_ in self._titles(register).items() if title}
        ask = next(each.ask for each in concept.answer.columns if each.id == column)
        return ask.replace("{row}", named.get(row, concept.answer.row_name))

    def _last(self, register: str) -> str | None:
        rows = self._session.state.rows.get(register, ())
        return rows[-1] if rows else None

    def _asked(self, address: str) -> Answer:
        """Return what kind of answer belongs at `address`."""
        session = self._session
        found = asked_at(str(address), session.bank, session.state.rows)
        concept, *place = str(address).split("/")
        there = not place or place[0] in session.state.rows.get(concept, ())
        if found is not None and there:
            return found
        raise QuestionNotFound(address=address, near=self._near(concept, place))

    def _near(self, concept: str, place: list[str]) -> str:
        """Return what was meant, perhaps."""
        bank = self._session.bank
        if concept in bank.concepts:
            columns = ", ".join(each.id for each in bank.concepts[concept].answer.columns)
            known = bool(columns) and bool(place)
            facts = {"register": concept, "columns": columns}
            return say("errors", "question_in_rows", **facts) if known else ""
        names = difflib.get_close_matches(concept, bank.concepts, n=3, cutoff=0.5)
        return say("errors", "question_near", names=", ".join(names)) if names else ""

"""A new assessment from an old one: the same rows and answers, but for those that must be given anew."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from answerable.bank.model import Answer, Bank, Value
from answerable.bank.renewal import Renewals
from answerable.bank.values import is_answered, lacking, refused
from answerable.errors import AnswerRefused
from answerable.record.changes import Change, problem
from answerable.record.events import NewEvent
from answerable.record.session import Session, assessment_id, new_id

TITLE = "project_title"
AT_ONCE = 500  # changes in one batch


@dataclass(frozen=True)
class Place:
    """A question, or the column of a register, that had an answer; and why it is named here."""

    concept: str
    column: str
    why: str


@dataclass(frozen=True)
class Copied:
    """The new assessment, and what somebody has to do about it.

    `refused` are answers that today's questions no longer take, `hidden` counts those left behind.
    """

    session: Session
    source: str
    left_empty: tuple[Place, ...]
    check_again: tuple[Place, ...]
    refused: tuple[Place, ...]
    hidden: int


def copy(source: Session, title: str, renewals: Renewals) -> Copied:
    """Begin an assessment called `title` with the answers that count in `source`.

    The person of `source` begins it. Answers to questions that are no longer asked stay behind.

    Raises:
        AnswerRefused: this can never be a title.
    """
    session = _begin(source, title)
    rows = _new_rows(source, renewals)
    changes = [*_row_changes(rows), *_answer_changes(source, rows, renewals)]
    results: list[Mapping[str, Any]] = []
    for number, at in enumerate(range(0, len(changes), AT_ONCE), 1):
        results += session.apply("copy", number, changes[at : at + AT_ONCE]).results
    return Copied(
        session=session,
        source=source.assessment,
        left_empty=tuple(_named(source, renewals.left_empty)),
        check_again=tuple(_named(source, renewals.check_again)),
        refused=tuple(_refusals(results)),
        hidden=_count(source.bank, source.answers) - _count(source.bank, source.visible_answers),
    )


def _begin(source: Session, title: str) -> Session:
    bank = source.bank
    asked = bank.concepts[TITLE].answer
    if key := refused(asked, title, bank.limits) or lacking(asked, title):
        raise AnswerRefused(address=TITLE, why=problem(key)["sentence"])
    session = Session(source.store, assessment_id(title, new_id(5)), source.person, bank)
    head = source.head
    said = {
        "title": title,
        "example": source.example,  # its words stay made up
        "bank": bank.pin,
        "format": 1,
        "copied_from": {"assessment": source.assessment, "seq": head.seq, "hash": head.hash},
    }
    events = [NewEvent("created", "", said), NewEvent("answered", TITLE, {"value": title})]
    source.store.create(session.assessment, events, session.actor)
    session.refresh()
    return session


Rows = Mapping[str, Mapping[str, str]]  # for each register the new id of each old row


def _new_rows(source: Session, renewals: Renewals) -> Rows:
    return {
        concept: {row["id"]: f"r-{new_id(12)}" for row in value}
        for concept, value in source.visible_answers.items()
        if source.bank.concepts[concept].answer.kind == "rows"
        and concept not in renewals.left_empty
    }


def _row_changes(rows: Rows) -> Iterator[Change]:
    for register, ids in rows.items():
        for row in ids.values():
            yield {"do": "add_row", "address": f"{register}/{row}"}


def _answer_changes(source: Session, rows: Rows, renewals: Renewals) -> Iterator[Change]:
    for concept, value in source.visible_answers.items():
        asked = source.bank.concepts[concept].answer
        if concept == TITLE or concept in renewals.left_empty:
            continue
        if asked.kind != "rows":
            yield from _answer(concept, asked, value, rows)
            continue
        columns = {column.id: column.answer for column in asked.columns}
        for row in value:
            for column, held in row["values"].items():
                if f"{concept}.{column}" not in renewals.left_empty:
                    address = f"{concept}/{rows[concept][row['id']]}/{column}"
                    yield from _answer(address, columns[column], held, rows)


def _answer(address: str, asked: Answer, value: Value, rows: Rows) -> Iterator[Change]:
    """Yield the change that gives `value`, pointing at the new rows where it points at rows."""
    if asked.kind == "refer":
        new = rows.get(asked.to, {})
        value = [new[row] for row in value if row in new]
    if is_answered(value):
        yield {"do": "answer", "address": address, "value": value}


def _named(source: Session, reasons: Mapping[str, str]) -> Iterator[Place]:
    """Yield the places with a reason that hold an answer, in the order of the journey."""
    for concept in (concept for task in source.bank.tasks for concept in task.concepts):
        value = source.visible_answers.get(concept)
        if concept in reasons and is_answered(value):
            yield Place(concept, "", reasons[concept])
        for column in source.bank.concepts[concept].answer.columns:
            held = [row["values"].get(column.id) for row in value or ()]
            why = reasons.get(f"{concept}.{column.id}")
            if why and any(is_answered(each) for each in held):
                yield Place(concept, column.id, why)


def _refusals(results: Iterable[Mapping[str, Any]]) -> Iterator[Place]:
    for told in results:
        if told["problem"]:
            concept, *rest = told["address"].split("/")
            yield Place(concept, "".join(rest[1:]), told["problem"]["sentence"])


def _count(bank: Bank, answers: Mapping[str, Value]) -> int:
    registers = {concept for concept in answers if bank.concepts[concept].answer.kind == "rows"}
    cells = sum(len(row["values"]) for register in registers for row in answers[register])
    return len(answers) - len(registers) + cells

"""Who a document is for: a filter on data, before any document exists.

A document for `public` is made from a copy that holds only what the public may read. What is left
out is named, never quoted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from answerable.bank.model import AUDIENCES, Answer, Answers, Bank, Reason, Rule, Value
from answerable.bank.rules import references
from answerable.errors import ReportError
from answerable.wording import say


@dataclass(frozen=True)
class Withheld:
    """A question whose answer is not in this version; `audience` is the widest that may read it."""

    concept: str
    title: str
    audience: str


@dataclass(frozen=True)
class Disclosure:
    """The answers one audience may read, and what was kept from it."""

    audience: str
    answers: Answers
    withheld: tuple[Withheld, ...]
    names_withheld: bool


def check_audience(audience: str, assessment: str) -> str:
    """Return `audience`, or raise a ReportError that names the ones there are."""
    if audience not in AUDIENCES:
        why = say("report", "unknown_audience", audience=audience, known=", ".join(AUDIENCES))
        raise ReportError(assessment=assessment, why=why)
    return audience


def may_read(written_for: str, audience: str) -> bool:
    """Return whether `audience` may read what is `written_for` at most that audience."""
    return AUDIENCES.index(audience) <= AUDIENCES.index(written_for)


def disclose(bank: Bank, answers: Answers, audience: str) -> Disclosure:
    """Return the part of `answers` that `audience` may read; the rest only by its question."""
    shared = {c: v for c, v in answers.items() if may_read(bank.concepts[c].audience, audience)}
    withheld = tuple(
        Withheld(concept, bank.concepts[concept].ask, bank.concepts[concept].audience)
        for concept in answers
        if concept not in shared
    )
    if audience != "public":
        return Disclosure(audience, shared, withheld, names_withheld=False)
    nameless = {c: _without_names(bank.concepts[c].answer, v) for c, v in shared.items()}
    return Disclosure(audience, nameless, withheld, names_withheld=nameless != shared)


def disclose_reasons(bank: Bank, reasons: Iterable[Reason], audience: str) -> tuple[Reason, ...]:
    """Return the reasons that rest only on answers which `audience` may read."""
    return tuple(reason for reason in reasons if may_know(bank, reason.when, audience))


def may_know(bank: Bank, rule: Rule, audience: str) -> bool:
    """Return whether `audience` may read every answer on which it depends if `rule` holds."""
    rests_on = {reference.partition(".")[0] for _, reference, _ in references(rule)}
    return all(may_read(bank.concepts[concept].audience, audience) for concept in rests_on)


def _without_names(answer: Answer, value: Value) -> Value:
    """Keep a person's role and drop the name: staff are not named to the public."""
    if answer.kind == "person":
        return {part: words for part, words in value.items() if part != "name"}
    if answer.kind != "rows":
        return value
    columns = {column.id: column.answer for column in answer.columns}
    return [{**row, "values": _nameless_row(columns, row["values"])} for row in value]


def _nameless_row(columns: Mapping[str, Answer], values: Mapping[str, Any]) -> dict[str, Any]:
    return {column: _without_names(columns[column], value) for column, value in values.items()}

"""How a finding reads the answers: only visible ones, one address after the other."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from answerable.bank.journey import Path, visible_columns
from answerable.bank.model import Answer, Bank, Rule, Value
from answerable.bank.rules import Scope, evaluate
from answerable.bank.texts import HOLLOW, HOLLOW_LEFT, left_over


@dataclass(frozen=True)
class Look:
    """What there is to look at; `named` are the addresses of earlier findings."""

    bank: Bank
    path: Path
    today: dt.date
    named: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Noticed:
    address: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """One visible address and what stands there, if anything; `name` is its row's or question's."""

    address: str
    answer: Answer
    value: Value
    name: str

    @property
    def text(self) -> str:
        return text_of(self.value)


def text_of(value: Value) -> str:
    """Return the words in an answer: a text, the reason of a choice, the role of a person."""
    if isinstance(value, Mapping):
        return str(value.get("why") or value.get("role") or "")
    return value if isinstance(value, str) else ""


def said(look: Look, places: Iterable[str], rows: Rule | None = None) -> Iterator[Said]:
    """Yield what stands at each of `places`, register by row where `rows` holds; hidden ones not."""
    for place in places:
        concept_id, _, column_id = place.partition(".")
        if concept_id not in look.path.visible:
            continue
        concept = look.bank.concepts[concept_id]
        value = look.path.shown.get(concept_id)
        if not column_id:
            yield Said(concept_id, concept.answer, value, concept.ask)
            continue
        for row in rows_of(look, concept_id, rows):
            asked = visible_columns(concept, row["values"], look.path.shown, look.path.routing)
            for column in asked:
                if column.id == column_id:
                    address = f"{concept_id}/{row['id']}/{column_id}"
                    held = row["values"].get(column_id)
                    yield Said(address, column.answer, held, row_name(look, concept_id, row))


def rows_of(look: Look, register: str, rule: Rule | None = None) -> Iterator[Mapping[str, Value]]:
    """Yield the rows of `register` for which `rule` holds; none where it is hidden or empty."""
    for row in look.path.shown.get(register) or ():
        scope = Scope(look.path.shown, look.path.routing.id, row["values"])
        if rule is None or evaluate(rule, scope):
            yield row


def row_name(look: Look, register: str, row: Mapping[str, Value]) -> str:
    """Return what people call a row: what stands in its first column."""
    first = look.bank.concepts[register].answer.columns[0].id
    return text_of(row["values"].get(first))


def everywhere(look: Look) -> Iterator[str]:
    """Yield every place in the bank: each concept and each column."""
    for task in look.bank.tasks:
        for concept_id in task.concepts:
            columns = look.bank.concepts[concept_id].answer.columns
            yield from ([f"{concept_id}.{column.id}" for column in columns] or [concept_id])


def is_hollow(look: Look, text: str) -> bool:
    """Return whether `text` is made of phrases that say nothing."""
    return left_over(text, look.bank.phrases.get(HOLLOW, ())) <= HOLLOW_LEFT

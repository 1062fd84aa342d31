"""Every question that one assessment meets, asked or offered: what there is to read, and how often.

A register comes before its columns: it is read, and they are answered. Reading them takes as long for
one row as for ten; answering them does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from answerable.bank.journey import Path, column_due, visible_columns
from answerable.bank.model import Answer, Bank, Column, Concept


@dataclass(frozen=True)
class Asked:
    """One question: `rows` says in how many rows, `due` whether it is missed when left out."""

    address: str
    answer: Answer
    text: str
    rows: int
    due: bool

    @property
    def words(self) -> int:
        return len(self.text.split())


def asked(bank: Bank, path: Path) -> Iterator[Asked]:
    """Yield every question on the `path`, a register's columns after the register."""
    for name in path.visible:
        concept = bank.concepts[name]
        due = name in path.due
        yield Asked(name, concept.answer, _text(concept), 1, due)
        if concept.answer.kind == "rows":
            yield from _columns(concept, path, due=due)


def _columns(concept: Concept, path: Path, *, due: bool) -> Iterator[Asked]:
    """Yield each column that a row is asked; a list that is due has a first row to come."""
    rows = [row["values"] for row in path.shown.get(concept.id) or ()]
    if not rows and due:
        rows = [{}]
    each = [visible_columns(concept, row, path.shown, path.routing) for row in rows]
    for column in concept.answer.columns:
        if times := sum(column in columns for columns in each):
            address = f"{concept.id}.{column.id}"
            missed = due and column_due(column, path.routing.asking(concept))
            yield Asked(address, column.answer, _text(column), times, missed)


def _text(asks: Concept | Column) -> str:
    """Return what stands on the page before anybody opens the help."""
    options = [part for option in asks.answer.options for part in (option.label, option.hint)]
    return " ".join([asks.ask, asks.hint, *options])

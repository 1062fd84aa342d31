"""Which rows of a register a field of a document is about."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from answerable.bank.journey import visible_columns
from answerable.bank.model import Concept, Field
from answerable.bank.rules import plain
from answerable.reports.material import Material

Row = Mapping[str, Any]
Columns = tuple[str, ...]


def by_concept(field: Field) -> Mapping[str, Columns]:
    """Return the columns that `field` takes of each answer; an empty name is the answer itself."""
    columns: dict[str, Columns] = {}
    for address in field.fills:
        concept, _, column = address.partition(".")
        columns[concept] = (*columns.get(concept, ()), column)
    return columns


def rows_about(material: Material, field: Field, concept: Concept) -> list[Row]:
    """Return the rows of `concept` that the field is about."""
    known = {column.id for column in concept.answer.columns}
    rules = {column: value for column, value in (field.rows or {}).items() if column in known}
    return [row for row in rows_named(material, field, concept) if _is_like(row, rules)]


def rows_named(material: Material, field: Field, concept: Concept) -> list[Row]:
    """Return the rows of `concept` that another register points at; all where that is not asked."""
    rows = list(material.answer(concept.id) or ())
    if not field.named_by or _register_at(material, field) != concept.id:
        return rows
    register, _, column = field.named_by.partition(".")
    named = {name for row in material.answer(register) or () for name in _listed(row, column)}
    return [row for row in rows if row["id"] in named]


def _register_at(material: Material, field: Field) -> str:
    register, _, column = field.named_by.partition(".")
    columns = material.bank.concepts[register].answer.columns
    return next(each.answer.to for each in columns if each.id == column)


def _listed(row: Row, column: str) -> Iterable[str]:
    return row["values"].get(column) or ()


def is_asked_of(material: Material, concept: Concept, row: Row, columns: Collection[str]) -> bool:
    """Return whether any of `columns` is asked of this row."""
    routing, answers = material.path.routing, material.disclosure.answers
    asked = visible_columns(concept, row["values"], answers, routing)
    return any(column.id in columns for column in asked)


def _is_like(row: Row, rules: Mapping[str, str]) -> bool:
    said = {column: plain(row["values"].get(column)) for column in rules}
    return all(
        value in said[column] if isinstance(said[column], list) else said[column] == value
        for column, value in rules.items()
    )

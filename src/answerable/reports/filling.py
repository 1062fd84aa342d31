"""One field of a document: what fills it for this audience, or in words why nothing does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from answerable.bank.grid import AXES
from answerable.bank.journey import visible_columns
from answerable.bank.model import Answer, Concept, Field, Lens
from answerable.bank.rules import Scope, evaluate, plain
from answerable.reports import answering, grading, values
from answerable.reports.audience import may_know
from answerable.reports.clauses import numbered
from answerable.reports.derived import LATER, Piece, derive
from answerable.reports.material import Material
from answerable.reports.remarks import READERS
from answerable.wording import say

Columns = tuple[str, ...]
EMPTY = ("open", "later", "gap")


@dataclass(frozen=True)
class Filled:
    """A field as it is printed.

    `state` is answered, derived, later, gap, withheld, not_asked or open; `status` says it in
    words where `pieces` do not speak for themselves.
    """

    field: Field
    heading: str
    state: str
    status: str = ""
    pieces: tuple[Piece, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def missed(self) -> bool:
        """Whether the form wants this, it applies, and nothing is there."""
        return self.field.mandatory and self.state in EMPTY


def fill(material: Material, lens: Lens, field: Field) -> Filled:
    """Return `field` with what `material` has for it."""
    heading = numbered(material.bank, lens, field.official, field.title)
    state = _closed(material, field)
    if state:
        return Filled(field, heading, state, _status(material, field, state))
    if field.fills:
        return _answered(material, field, heading)
    pieces = derive(material, lens, field) if field.derived else ()
    if pieces:
        return Filled(field, heading, "derived", pieces=pieces)
    state = "gap" if field.gap else "later" if field.derived in LATER else "open"
    if rests_on := grading.hidden(material, field):
        state = _without(material, replace(field, fills=rests_on))
    return Filled(field, heading, state, _status(material, field, state))


def by_concept(field: Field) -> Mapping[str, Columns]:
    """Return the columns that `field` takes of each answer; an empty name is the answer itself."""
    columns: dict[str, Columns] = {}
    for address in field.fills:
        concept, _, column = address.partition(".")
        columns[concept] = (*columns.get(concept, ()), column)
    return columns


def _closed(material: Material, field: Field) -> str:
    """Return why `field` is not filled whatever was said; empty when it is to be filled."""
    if field.derived == "findings" and material.audience not in READERS:
        return "withheld"
    if field.when is None:
        return ""
    if not may_know(material.bank, field.when, material.audience):
        return "withheld"
    scope = Scope(material.path.shown, material.path.routing.id)
    return "" if evaluate(field.when, scope) else "not_asked"


def _answered(material: Material, field: Field, heading: str) -> Filled:
    found = dict(_pieces(material, field))
    notes = tuple(_notes(material, field, found))
    if found:
        return Filled(field, heading, "answered", "", tuple(found.values()), notes)
    state = _without(material, field)
    return Filled(field, heading, state, _status(material, field, state), (), notes)


def _status(material: Material, field: Field, state: str) -> str:
    if state == "not_asked" and material.path.routing.route is None:
        return say("report", "field_not_known")
    if state == "open" and field.derived == "members":
        return say("report", "field_nobody")
    if state == "later":
        return say("report", f"later_{field.derived}")
    return say("report", f"field_{state}", why=field.gap)


def _without(material: Material, field: Field) -> str:
    concepts = by_concept(field)
    if any(material.withheld(concept) for concept in concepts):
        return "withheld"
    if material.disclosure.names_withheld and any(
        material.answer(concept) is not None
        and material.bank.concepts[concept].answer.kind == "person"
        for concept in concepts
    ):
        return "withheld"  # all that was said is a name
    asked = any(_is_asked(material, concept, columns) for concept, columns in concepts.items())
    return "open" if asked else "not_asked"


def _is_asked(material: Material, name: str, columns: Columns) -> bool:
    """Return whether anybody is asked for this: a column may be asked of none of the rows."""
    if name not in material.path.visible:
        return False
    concept, rows = material.bank.concepts[name], material.answer(name)
    if concept.answer.kind != "rows" or not rows or "" in columns:
        return True
    route = material.path.routing.id
    return any(
        column.id in columns
        for row in rows
        for column in visible_columns(concept, row["values"], material.disclosure.answers, route)
    )


def _pieces(material: Material, field: Field) -> Iterator[tuple[str, Piece]]:
    concepts = by_concept(field)
    for name, columns in concepts.items():
        concept = material.bank.concepts.get(name)
        if concept is None or not material.answer(name):
            continue
        title = concept.ask if len(concepts) > 1 else ""
        piece = _piece(material, field, concept, columns)
        if piece.register or piece.reading.line:
            yield name, replace(piece, title=title)


def _piece(material: Material, field: Field, concept: Concept, columns: Columns) -> Piece:
    if field.option and concept.answer.options:
        return Piece(reading=_option(material, field, concept))
    if concept.answer.kind != "rows":
        return Piece(reading=material.reading(concept.id))
    known = {column.id for column in concept.answer.columns}
    rules = {column: value for column, value in (field.rows or {}).items() if column in known}
    rows = [row for row in material.answer(concept.id) if _is_like(row, rules)]
    asked = [column for column in columns if column in known and column != "title"]
    if not rows or not asked:
        titles = tuple(values.row_title(concept.answer, row) for row in rows)
        return Piece(reading=values.Reading(items=titles))
    if field.option in AXES:
        rows = [_one_axis(concept.answer, row, field.option) for row in rows]
    register = answering.register(material, concept, rows, asked)
    told = "" in columns or any(cell.told for row in register.rows for cell in row.cells)
    return Piece(register=register if told else None)


def _is_like(row: Mapping[str, Any], rules: Mapping[str, str]) -> bool:
    return all(plain(row["values"].get(column)) == value for column, value in rules.items())


def _one_axis(register: Answer, row: Mapping[str, Any], axis: str) -> Mapping[str, Any]:
    """Return a row in which each risk has only what is said on one axis."""
    risks = {column.id for column in register.columns if column.answer.kind == "risk"}
    values = {
        column: {axis: held[axis]} if column in risks and held.get(axis) else held
        for column, held in row["values"].items()
    }
    return {**row, "values": values}


def _option(material: Material, field: Field, concept: Concept) -> values.Reading:
    said = plain(material.answer(concept.id))
    label = next(o.label for o in concept.answer.options if o.value == field.option)
    chosen = field.option in (said if isinstance(said, list) else [said])
    return values.Reading((say("report", "option_yes" if chosen else "option_no", label=label),))


def _notes(material: Material, field: Field, found: Mapping[str, Piece]) -> Iterator[str]:
    """Yield what is not all there: a part that is open or withheld, a choice without its reason."""
    for name, columns in by_concept(field).items():
        if name in found:
            yield from (
                say("report", f"lacks_{missing.problem}")
                for missing in material.path.missing
                if missing.address == name
            )
        elif found and material.withheld(name):
            yield say("report", "part_withheld", ask=material.bank.concepts[name].ask)
        elif found and _is_asked(material, name, columns):
            yield say("report", "part_open", ask=material.bank.concepts[name].ask)
    if found and field.gap:
        yield say("report", "field_gap", why=field.gap)

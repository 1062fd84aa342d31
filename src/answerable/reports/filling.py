"""One field of a document: what fills it for this audience, or in words why nothing does."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from answerable.bank.grid import AXES
from answerable.bank.model import Answer, Concept, Field, Lens
from answerable.bank.rules import Scope, evaluate, plain
from answerable.reports import answering, grading, parting, values
from answerable.reports.audience import may_know
from answerable.reports.clauses import numbered
from answerable.reports.derived import LATER, Piece, derive
from answerable.reports.emptiness import is_asked, is_due, shut, status, without
from answerable.reports.material import Material
from answerable.reports.picking import Columns, Row, by_concept, is_asked_of, rows_about
from answerable.reports.remarks import READERS
from answerable.wording import say

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
    heading = numbered(material.bank, field)
    state = _closed(material, field)
    if state:
        return Filled(field, heading, state, shut(material, state))
    if field.fills:
        return _answered(material, field, heading)
    pieces = derive(material, lens, field) if field.derived else ()
    if pieces:
        return Filled(field, heading, "derived", pieces=pieces, notes=tuple(_gap(field)))
    state = "gap" if field.gap else "later" if field.derived in LATER else "open"
    if rests_on := grading.hidden(material, field):
        state = without(material, replace(field, fills=rests_on))
    return Filled(field, heading, state, status(material, field, state))


def _closed(material: Material, field: Field) -> str:
    """Return why `field` is not filled whatever was said; empty when it is to be filled."""
    if field.derived == "findings" and material.audience not in READERS:
        return "withheld"
    if field.when is None:
        return ""
    if not may_know(material.bank, field.when, material.audience):
        return "withheld"
    scope = Scope(material.path.shown, material.path.routing.strictest)
    return "" if evaluate(field.when, scope) else "not_asked"


def _answered(material: Material, field: Field, heading: str) -> Filled:
    found = dict(_pieces(material, field))
    notes = tuple(_notes(material, field, found))
    if found:
        pieces = (*_yes_or_no(material, field), *found.values())
        return Filled(field, heading, "answered", "", pieces, notes)
    state = without(material, field)
    return Filled(field, heading, state, status(material, field, state), (), notes)


def _yes_or_no(material: Material, field: Field) -> Iterator[Piece]:
    if field.yes_if and may_know(material.bank, field.yes_if, material.audience):
        holds = evaluate(field.yes_if, material.path.routing.scope(material.path.shown))
        yield Piece(reading=values.Reading((say("report", "rule_yes" if holds else "rule_no"),)))


def _pieces(material: Material, field: Field) -> Iterator[tuple[str, Piece]]:
    concepts = by_concept(field)
    for name, columns in concepts.items():
        concept = material.bank.concepts.get(name)
        if concept is None or not material.answer(name):
            continue
        title = concept.ask if len(concepts) > 1 and not _has_word(material, field, name) else ""
        piece = _piece(material, field, concept, columns)
        if piece.register or piece.reading.line:
            yield name, replace(piece, title=title)


def _piece(material: Material, field: Field, concept: Concept, columns: Columns) -> Piece:
    if field.option and concept.answer.options:
        return Piece(reading=_option(material, field, concept))
    if concept.answer.kind != "rows":
        return Piece(reading=_part(material, field, concept))
    known = {column.id for column in concept.answer.columns}
    rows = rows_about(material, field, concept)
    asked = [column for column in columns if column in known and column != "title"]
    if not rows or not asked:
        titles = tuple(values.row_title(concept.answer, row) for row in rows)
        return Piece(reading=values.Reading(items=titles))
    there = rows if "" in columns else [r for r in rows if is_asked_of(material, concept, r, asked)]
    if field.option in AXES:
        there = [_one_axis(concept.answer, row, field.option) for row in there]
    register = answering.register(material, concept, there, asked)
    told = "" in columns or any(
        row["values"].get(each) is not None for row in there for each in asked
    )
    if field.option in AXES:
        register = _named_after(concept.answer, register, asked, field.option)
    register = replace(answering.of_what_is_told(register), left_out=len(rows) - len(there))
    return Piece(register=register if told else None)


def _has_word(material: Material, field: Field, name: str) -> bool:
    """Return whether the form has its own word for this answer: then it answers no question of ours."""
    said = material.answer(name)
    return isinstance(said, str) and said in (field.words or {})


def _part(material: Material, field: Field, concept: Concept) -> values.Reading:
    """Return an answer that is no register, cut to what belongs in the field."""
    said = material.answer(concept.id)
    if field.words and _has_word(material, field, concept.id):
        return values.Reading((field.words[said],))
    if field.part == "role":
        return values.read(concept.answer, parting.role_of(said), material.titles)
    reading = material.reading(concept.id)
    return parting.cut(field.part, reading) if field.part else reading


def _named_after(
    answer: Answer, register: answering.Register, asked: Collection[str], axis: str
) -> answering.Register:
    """Return `register` with one axis as the heading of a risk: its question asks for both."""
    columns = [column for column in answer.columns[1:] if column.id in asked]
    heads = (
        say("report", f"axis_{axis}") if column.answer.kind == "risk" else head
        for column, head in zip(columns, register.headings[1:], strict=True)
    )
    return replace(register, headings=(register.headings[0], *heads))


def _one_axis(register: Answer, row: Row, axis: str) -> Row:
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
        elif found and is_asked(material, field, name, columns) and is_due(material, name, columns):
            key = "part_no_row" if field.rows and material.answer(name) else "part_open"
            yield say("report", key, ask=material.bank.concepts[name].ask)
    if found:
        yield from _gap(field)


def _gap(field: Field) -> Iterator[str]:
    """Yield what is not all of it, where something fills a field in part."""
    if field.gap:
        yield say("report", "part_gap", why=field.gap)

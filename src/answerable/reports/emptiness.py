"""Why a field is empty: what state that is, and a sentence for the reader."""

from answerable.bank.journey import column_due
from answerable.bank.model import Field
from answerable.reports.material import Material
from answerable.reports.picking import Columns, by_concept, is_asked_of, rows_named
from answerable.wording import say


def shut(material: Material, state: str) -> str:
    """Return the words for a field that is not filled whatever was said."""
    known = state != "not_asked" or material.path.routing.route is not None
    return say("report", f"field_{state}" if known else "field_not_known")


def status(material: Material, field: Field, state: str) -> str:
    """Return the words for a field that nothing fills."""
    if state == "not_asked":
        return _not_asked(material, field)
    if state == "later":
        return say("report", f"later_{field.derived}")
    if state == "open":
        return say("report", _open(material, field))
    return say("report", f"field_{state}", why=field.gap)


def without(material: Material, field: Field) -> str:
    """Return the state of a field that answers fill, and none does."""
    concepts = by_concept(field)
    if any(material.withheld(concept) for concept in concepts):
        return "withheld"
    if material.disclosure.names_withheld and any(
        material.answer(concept) is not None
        and material.bank.concepts[concept].answer.kind == "person"
        for concept in concepts
    ):
        return "withheld"  # all that was said is a name
    asked = any(is_asked(material, field, name, columns) for name, columns in concepts.items())
    return "open" if asked else "not_asked"


def is_asked(material: Material, field: Field, name: str, columns: Columns) -> bool:
    """Return whether anybody is asked for this: a column may be asked of none of the rows."""
    if name not in material.path.visible:
        return False
    concept = material.bank.concepts[name]
    if concept.answer.kind != "rows" or not material.answer(name) or "" in columns:
        return True
    rows = rows_named(material, field, concept)
    return any(is_asked_of(material, concept, row, columns) for row in rows)


def is_due(material: Material, name: str, columns: Columns) -> bool:
    """Return whether an answer here is due: of a register's columns some may be left out."""
    if name not in material.path.due:
        return False
    concept = material.bank.concepts[name]
    route = material.path.routing.asking(concept)
    offered = {c.id for c in concept.answer.columns if not column_due(c, route)}
    return not material.answer(name) or not set(columns) <= offered


def _not_asked(material: Material, field: Field) -> str:
    if not _has_rows(material, field):
        return shut(material, "not_asked")
    return say("report", "field_no_row" if field.named_by else "field_no_row_asked")


def _open(material: Material, field: Field) -> str:
    """Return the key of the words; what need not be filled is open only while an answer is due."""
    if field.derived == "members":
        return "field_nobody"
    if field.derived == "organisation":
        return "field_unnamed"
    if field.rows and _has_rows(material, field):
        return "field_no_row"
    due = any(is_due(material, name, columns) for name, columns in by_concept(field).items())
    return "field_open" if due or field.mandatory or field.derived else "field_not_given"


def _has_rows(material: Material, field: Field) -> bool:
    """Return whether there are rows, though this is asked or true of none of them."""
    registers = [name for name in by_concept(field) if name in material.path.visible]
    return any(
        material.bank.concepts[name].answer.kind == "rows" and material.answer(name)
        for name in registers
    )

"""How high the risk is, in words: harm by harm, overall, and what that obliges to."""

from collections.abc import Callable, Iterator

from answerable.bank.grid import Cell, Grid
from answerable.bank.model import Field, Lens, Reason
from answerable.bank.risk import Graded, Overall, Risk, duties, place, risk
from answerable.reports import values
from answerable.reports.answering import Cell as TableCell
from answerable.reports.answering import Register, Row
from answerable.reports.citing import Cited, cite
from answerable.reports.material import Material
from answerable.wording import say

COLUMNS = {
    "inherent": ("who", "inherent"),
    "residual": ("measures", "residual"),
    "": ("who", "inherent", "measures", "residual"),
}
STAGES_OF = {"inherent": ("inherent",), "residual": ("residual",), "": ("inherent", "residual")}
Read = Callable[[Material, Grid, Graded], values.Reading]


def graded(material: Material) -> Risk:
    """Return how high the risk is by the answers that this audience may read."""
    return risk(material.bank, material.path, material.disclosure.answers)


def table(material: Material, found: Risk, part: str) -> Register | None:
    """Return each harm with what `part` of its risk is about: inherent, residual, or all of it."""
    grid = material.bank.grid
    if grid is None or not found.harms:
        return None
    columns = COLUMNS[part]
    heads = tuple(say("report", f"risk_{column}") for column in columns)
    names = material.titles.get(place(grid, "inherent")[0], {})
    rows = tuple(
        Row(
            names.get(harm.row, say("report", "row_not_here")),
            tuple(
                TableCell(head, READ[column](material, grid, harm), told=True)
                for head, column in zip(heads, columns, strict=True)
            ),
        )
        for harm in found.harms
    )
    caption = say("report", "risk_caption", harms=len(rows))
    return Register(caption, (say("report", "risk_harm"), *heads), rows, wide=not part)


def overall(material: Material, found: Risk, part: str) -> Iterator[str]:
    """Yield the highest level at each stage, from which harms it comes, and what is not graded."""
    for stage in STAGES_OF[part]:
        at = found.at(stage)
        if at.level:
            yield said(material, at)
        if at.open:
            yield say("report", "risk_open", count=at.open, stage=say("report", f"risk_{stage}"))


def said(material: Material, at: Overall) -> str:
    """Return one overall level in a sentence, with the harms that reach it."""
    grid = material.bank.grid
    if grid is None or at.level is None:
        return ""
    names = material.titles.get(place(grid, "inherent")[0], {})
    worst = "; ".join(names.get(row, say("report", "row_not_here")) for row in at.worst)
    level = grid.said("levels", at.level)
    return say("report", f"risk_overall_{at.stage}", level=level, harms=worst)


def obliged(material: Material, found: Risk, lens: Lens) -> tuple[Cited, ...]:
    """Return what the levels reached oblige to by the law behind `lens`, with its source."""
    grid = material.bank.grid
    held = duties(grid, found, lens.id) if grid else ()
    reasons = (Reason(duty.document, duty.because, {}, duty.source) for duty in held)
    return cite(material.bank, reasons)


def no_duty(found: Risk) -> str:
    """Return in words why nobody has to be asked, or why that is not known yet."""
    at = found.at("residual")
    if at.level is None or at.open:
        return say("report", "risk_duty_open")
    return say("report", "risk_duty_none")


def hidden(material: Material, field: Field) -> tuple[str, ...]:
    """Return the question that a field on risk rests on, as other fields name what fills them."""
    grid = material.bank.grid
    return (grid.places["inherent"],) if field.derived == "risk" and grid else ()


def _words(grid: Grid, cell: Cell | None, value: object) -> values.Reading:
    why = value.get("why") if isinstance(value, dict) else None
    own = values.paragraphs(why or "")
    if cell is None:
        return values.Reading((say("report", "cell_open"), *own))
    return values.Reading((grid.label(cell), cell.because, *own))


def _held(material: Material, grid: Grid, harm: Graded, name: str) -> object:
    register, column = place(grid, name)
    row = next(row for row in material.answer(register) if row["id"] == harm.row)
    return row["values"].get(column)


def _inherent(material: Material, grid: Grid, harm: Graded) -> values.Reading:
    return _words(grid, harm.cells["inherent"], _held(material, grid, harm, "inherent"))


def _residual(material: Material, grid: Grid, harm: Graded) -> values.Reading:
    cell = harm.cells["residual"]
    if harm.asked_again or cell is None:
        return _words(grid, cell, _held(material, grid, harm, "residual"))
    return values.Reading((grid.label(cell), say("report", "risk_as_before")))


def _who(material: Material, grid: Grid, harm: Graded) -> values.Reading:
    register, column = place(grid, "who")
    asked = material.bank.concepts[register].answer.columns
    answer = next(each.answer for each in asked if each.id == column)
    held = _held(material, grid, harm, "who")
    if not held:
        return values.Reading((say("report", "cell_open"),))
    return values.read(answer, held, material.titles)


def _measures(material: Material, grid: Grid, harm: Graded) -> values.Reading:
    register = place(grid, "measures")[0]
    if material.withheld(register):
        return values.Reading((say("report", "field_withheld"),))
    names = material.titles.get(register, {})
    if not harm.measures:
        return values.Reading((say("report", "risk_no_measure"),))
    return values.Reading(items=tuple(names[row] for row in harm.measures))


READ: dict[str, Read] = {
    "inherent": _inherent,
    "residual": _residual,
    "who": _who,
    "measures": _measures,
}

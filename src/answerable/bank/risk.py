"""How high the risk is: of each harm, and of the whole, before the steps against it and after them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from answerable.bank.grid import STAGES, Cell, Duty, Grid
from answerable.bank.journey import Path, visible_columns
from answerable.bank.model import Bank, Value

HIGH = "high"


@dataclass(frozen=True)
class Graded:
    """One harm: its row, and where it stands in the grid at each stage; None where nobody said.

    A harm that nobody acts on is not asked again: what is left of it is all of it.
    """

    row: str
    cells: Mapping[str, Cell | None]
    asked_again: bool
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Overall:
    """The highest level at one stage, the harms that reach it, and how many are not graded."""

    stage: str
    level: str | None
    worst: tuple[str, ...]
    open: int

    @property
    def high(self) -> bool:
        return self.level == HIGH


@dataclass(frozen=True)
class Risk:
    """The risk of an assessment: harm by harm, and overall at each stage."""

    harms: tuple[Graded, ...] = ()
    overall: Mapping[str, Overall] | None = None

    def at(self, stage: str) -> Overall:
        """Return the overall risk at a stage."""
        return (self.overall or {}).get(stage) or Overall(stage, None, (), 0)

    @property
    def high_residual(self) -> bool:
        """Whether a high risk is left after all steps."""
        return self.at("residual").high


def risk(bank: Bank, path: Path, answers: Mapping[str, Value] | None = None) -> Risk:
    """Return how high the risk is by what is visible on `path`, or by fewer `answers` of it."""
    if bank.grid is None:
        return Risk()
    shown = path.shown if answers is None else answers
    harms = tuple(_graded(bank, bank.grid, path, shown))
    return Risk(harms, {stage: _overall(bank.grid, harms, stage) for stage in STAGES})


def place(grid: Grid, name: str) -> tuple[str, str]:
    """Return the register and the column that `name` of the grid's places stands for."""
    register, _, column = grid.places.get(name, "").partition(".")
    return register, column


def duties(grid: Grid, found: Risk, document: str) -> tuple[Duty, ...]:
    """Return what the levels reached oblige to, as `document` says it; the first of its kind alone.

    A duty that follows from what is left says all that one from the whole risk would.
    """
    held = [
        duty
        for duty in grid.duties
        if duty.document == document and found.at(duty.stage).level == duty.level
    ]
    return tuple(held[:1])


def _graded(bank: Bank, grid: Grid, path: Path, answers: Mapping[str, Value]) -> Iterator[Graded]:
    register, inherent = place(grid, "inherent")
    concept, (_, residual) = bank.concepts.get(register), place(grid, "residual")
    if concept is None:
        return
    against = _measures(grid, answers)
    for row in answers.get(register) or ():
        asked = {c.id for c in visible_columns(concept, row["values"], answers, path.routing)}
        before = grid.cell(row["values"].get(inherent))
        after = grid.cell(row["values"].get(residual)) if residual in asked else before
        cells = {"inherent": before, "residual": after}
        yield Graded(row["id"], cells, residual in asked, against.get(row["id"], ()))


def _measures(grid: Grid, answers: Mapping[str, Value]) -> Mapping[str, tuple[str, ...]]:
    """Return the rows of measures that point at each harm."""
    register, column = place(grid, "measures")
    found: dict[str, tuple[str, ...]] = {}
    for row in answers.get(register) or ():
        for harm in row["values"].get(column) or ():
            found[harm] = (*found.get(harm, ()), row["id"])
    return found


def _overall(grid: Grid, harms: tuple[Graded, ...], stage: str) -> Overall:
    cells = {harm.row: cell for harm in harms if (cell := harm.cells[stage])}
    levels = sorted({cell.level for cell in cells.values()}, key=grid.height)
    level = levels[-1] if levels else None
    worst = tuple(row for row, cell in cells.items() if cell.level == level)
    return Overall(stage, level, worst, len(harms) - len(cells))

"""Whether the grid of risk makes sense: whole, in order, and about answers that there are."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from answerable.bank.coverage import answer_at
from answerable.bank.grid import AXES, LEVELS, Cell, Grid
from answerable.bank.model import Bank
from answerable.bank.sense import known
from answerable.wording import say

FILE = "risk.yml"
HOLDS = {"inherent": "risk", "residual": "risk", "who": "refer", "measures": "refer"}


def grid_problems(bank: Bank) -> Iterator[str]:
    """Yield a line for each thing in `risk.yml` that does not fit, or for want of the file."""
    if bank.grid is None:
        yield from _without_a_grid(bank)
        return
    scales = tuple(_scale_problems(bank.grid))
    yield from scales
    cells = tuple(_cell_problems(bank.grid))
    yield from cells
    if not scales and not cells:
        yield from _falls(bank.grid)
    yield from _place_problems(bank, bank.grid)
    yield from _duty_problems(bank, bank.grid)


def _without_a_grid(bank: Bank) -> Iterator[str]:
    for concept in bank.concepts.values():
        answers = [concept.answer, *(column.answer for column in concept.answer.columns)]
        if any(answer.kind == "risk" for answer in answers):
            yield say("content", "no_grid", file=f"concepts/{concept.id}.yml")


def _scale_problems(grid: Grid) -> Iterator[str]:
    for name, steps in {**AXES, "levels": LEVELS}.items():
        if tuple(degree.id for degree in getattr(grid, name)) != steps:
            yield say("content", "scale", file=FILE, place=name, steps=", ".join(steps))


def _cell_problems(grid: Grid) -> Iterator[str]:
    """Yield a line for each place that is not there, there twice, or not of the grid."""
    times = Counter((cell.likelihood, cell.severity) for cell in grid.cells)
    wanted = tuple(product(AXES["likelihood"], AXES["severity"]))
    for cell in grid.cells:
        for axis, steps in AXES.items():
            yield from known(FILE, f"cells.{cell.id}", getattr(cell, axis), steps)
        yield from known(FILE, f"cells.{cell.id}.level", cell.level, LEVELS)
    for spot in wanted:
        if not times[spot]:
            yield say("content", "no_cell", file=FILE, likelihood=spot[0], severity=spot[1])
        elif times[spot] > 1:
            yield say("content", "cell_twice", file=FILE, name="_".join(spot))


def _falls(grid: Grid) -> Iterator[str]:
    """Yield a line for each cell that is lower than the one a step below it on either scale."""
    at = {(cell.likelihood, cell.severity): cell for cell in grid.cells}
    for cell in grid.cells:
        for axis, steps in AXES.items():
            step = steps.index(getattr(cell, axis))
            if step:
                below = at[_moved(cell, axis, steps[step - 1])]
                if grid.height(cell.level) < grid.height(below.level):
                    facts = {"level": cell.level, "below": below.id, "higher": below.level}
                    yield say("content", "falls", file=FILE, place=cell.id, **facts)


def _moved(cell: Cell, axis: str, step: str) -> tuple[str, str]:
    spot = {"likelihood": cell.likelihood, "severity": cell.severity, axis: step}
    return spot["likelihood"], spot["severity"]


def _place_problems(bank: Bank, grid: Grid) -> Iterator[str]:
    for name, address in grid.places.items():
        found, spot = answer_at(bank, address), f"places.{name}"
        if found is None:
            yield say("content", "unknown", file=FILE, place=spot, name=address)
        elif found.kind != HOLDS[name]:
            yield say(
                "content", "place_holds", file=FILE, place=spot, name=address, wants=HOLDS[name]
            )


def _duty_problems(bank: Bank, grid: Grid) -> Iterator[str]:
    for duty in grid.duties:
        spot = f"duties.{duty.document}"
        yield from known(FILE, spot, duty.document, bank.lenses)
        yield from known(FILE, spot, duty.level, LEVELS)
        for source in duty.source:
            yield from known(FILE, f"{spot}.source", source, bank.law)

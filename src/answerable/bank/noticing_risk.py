"""The kinds of finding about the level of risk: one that falls for no reason, one left to stand."""

from collections.abc import Iterator

from answerable.bank.checks import Check
from answerable.bank.grid import AXES, Cell, Grid
from answerable.bank.reading import Look, Noticed, row_name, rows_of, text_of
from answerable.bank.risk import HIGH, Graded, place, risk
from answerable.bank.texts import holds, topics


def less_for_nothing(look: Look, _: Check) -> Iterator[Noticed]:
    """A risk that is said to be lower afterwards, and no step that points at the harm."""
    for grid, harm in _harms(look):
        before, after = harm.cells["inherent"], harm.cells["residual"]
        falls = before and after and _stands(grid, after) < _stands(grid, before)
        if falls and not harm.measures:
            yield _noticed(look, grid, harm)


def high_left(look: Look, check: Check) -> Iterator[Noticed]:
    """A high risk that is left, no action against it, and no talk with the regulator.

    An action is against a harm when it belongs to a step that points at the harm, or shares
    `shared` longer words with the harm's name.
    """
    if _is_asked(look, check):
        return
    for grid, harm in _harms(look):
        cell = harm.cells["residual"]
        if cell and cell.level == HIGH and not _is_acted_on(look, check, grid, harm):
            yield _noticed(look, grid, harm)


def _harms(look: Look) -> Iterator[tuple[Grid, Graded]]:
    grid = look.bank.grid
    if grid and place(grid, "inherent")[0] in look.path.visible:
        yield from ((grid, harm) for harm in risk(look.bank, look.path).harms)


def _stands(grid: Grid, cell: Cell) -> tuple[int, int]:
    steps = (AXES[axis].index(getattr(cell, axis)) for axis in AXES)
    return grid.height(cell.level), sum(steps)


def _noticed(look: Look, grid: Grid, harm: Graded) -> Noticed:
    register, column = place(grid, "residual" if harm.asked_again else "inherent")
    return Noticed(f"{register}/{harm.row}/{column}", {"name": _name(look, grid, harm)})


def _name(look: Look, grid: Grid, harm: Graded) -> str:
    register = place(grid, "inherent")[0]
    row = next(row for row in rows_of(look, register) if row["id"] == harm.row)
    return row_name(look, register, row)


def _is_asked(look: Look, check: Check) -> bool:
    """Return whether a talk or an open action names the regulator."""
    words = look.bank.phrases[check.given["named"]]
    actions = rows_of(look, check.given["actions"], check.rows)
    talks = (row for register in check.given["talks"] for row in rows_of(look, register))
    named = [row_name(look, check.given["actions"], row) for row in actions]
    named += [text_of(row["values"].get("title")) for row in talks]
    return any(holds(name, words) for name in named)


def _is_acted_on(look: Look, check: Check, grid: Grid, harm: Graded) -> bool:
    about = topics([_name(look, grid, harm)])
    actions, _, column = check.given["belongs"].partition(".")
    for row in rows_of(look, actions, check.rows):
        if set(row["values"].get(column) or ()) & set(harm.measures):
            return True
        if len(about & topics([row_name(look, actions, row)])) >= check.given["shared"]:
            return True
    return False

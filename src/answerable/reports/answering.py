"""All answers, task by task, as they are printed: the question, then the answer in words."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from answerable.bank.journey import TaskProgress, column_due, visible_columns
from answerable.bank.model import Column, Concept
from answerable.reports import values
from answerable.reports.material import Material
from answerable.wording import say

TABLE_COLUMNS = 4  # more than these cannot be read side by side on paper
TABLE_CELL = 220  # letters; a longer answer reads better below its question


@dataclass(frozen=True)
class Cell:
    """One answer of a row; `told` is False where there is nothing that a reader misses."""

    ask: str
    reading: values.Reading
    told: bool


@dataclass(frozen=True)
class Row:
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Register:
    """The rows of a register; `wide` ones are printed row by row and not as a table.

    `left_out` counts the rows to which none of it applies, where those are not printed.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    wide: bool
    left_out: int = 0

    @property
    def paired(self) -> bool:
        """Whether each row has one answer: a list reads better than a table of two columns."""
        return len(self.headings) == 2  # noqa: PLR2004 - the name of the row, and the answer


@dataclass(frozen=True)
class Answered:
    id: str
    ask: str
    reading: values.Reading
    register: Register | None


@dataclass(frozen=True)
class TaskAnswers:
    id: str
    title: str
    state: str
    answers: tuple[Answered, ...]


def by_task(material: Material) -> tuple[TaskAnswers, ...]:
    """Return every task with its answers; tasks without any question are left out."""
    return tuple(
        _task(material, progress) for progress in material.path.tasks if progress.state != "nothing"
    )


def task_state(progress: TaskProgress) -> str:
    """Return in words how far one task is."""
    return say("report", f"task_{progress.state}", done=progress.done, due=progress.due)


def _task(material: Material, progress: TaskProgress) -> TaskAnswers:
    task = progress.task
    answers = tuple(
        _answered(material, material.bank.concepts[concept])
        for concept in task.concepts
        if material.answer(concept) is not None
    )
    return TaskAnswers(task.id, task.title, task_state(progress), answers)


def _answered(material: Material, concept: Concept) -> Answered:
    rows = material.answer(concept.id)
    found = register(material, concept, rows) if concept.answer.kind == "rows" else None
    return Answered(concept.id, concept.ask, material.reading(concept.id), found)


def register(
    material: Material,
    concept: Concept,
    rows: Sequence[Mapping[str, Any]],
    columns: Collection[str] | None = None,
) -> Register:
    """Return `rows` of a register with `columns`, or with all of them, after the title."""
    title, *others = concept.answer.columns
    wanted = [column for column in others if columns is None or column.id in columns]
    read = tuple(_row(material, concept, row, wanted) for row in rows)
    each = say("report", "each_row", row=concept.answer.row_name)
    return Register(
        caption=_count(concept.answer.row_name, len(rows)),
        headings=tuple(column.ask.replace("{row}", each) for column in (title, *wanted)),
        rows=read,
        wide=_is_wide(read),
    )


def _is_wide(rows: Iterable[Row]) -> bool:
    """Return whether a table of these rows would have too many columns, or too much in one cell."""
    return any(
        len(row.cells) >= TABLE_COLUMNS
        or any(len(cell.reading.line) > TABLE_CELL for cell in row.cells)
        for row in rows
    )


def of_what_is_told(found: Register) -> Register:
    """Return the register without the columns in which no row says anything that a reader misses."""
    kept = [n for n in range(len(found.headings) - 1) if any(r.cells[n].told for r in found.rows)]
    if not kept:
        return found
    rows = tuple(replace(row, cells=tuple(row.cells[n] for n in kept)) for row in found.rows)
    headings = (found.headings[0], *(found.headings[n + 1] for n in kept))
    return replace(found, headings=headings, rows=rows, wide=_is_wide(rows))


def _count(row_name: str, rows: int) -> str:
    return say("report", "register_one" if rows == 1 else "register", row=row_name, rows=rows)


def _row(
    material: Material, concept: Concept, row: Mapping[str, Any], columns: Iterable[Column]
) -> Row:
    title = values.row_title(concept.answer, row)
    routing = material.path.routing
    asked = visible_columns(concept, row["values"], material.disclosure.answers, routing)
    cells = (
        Cell(
            column.ask.replace("{row}", title),
            _cell(material, concept, column, row["values"].get(column.id), asked=column in asked),
            column in asked
            and (
                column_due(column, routing.asking(concept))
                or row["values"].get(column.id) is not None
            ),
        )
        for column in columns
    )
    return Row(title, tuple(cells))


def _cell(
    material: Material, concept: Concept, column: Column, value: Any, *, asked: bool
) -> values.Reading:
    if not asked:
        return values.Reading((say("report", "cell_not_asked"),))
    reading = (
        values.Reading() if value is None else values.read(column.answer, value, material.titles)
    )
    if reading.line or not column_due(column, material.path.routing.asking(concept)):
        return reading
    return values.Reading((say("report", "cell_open"),))


@dataclass(frozen=True)
class Open:
    """One thing a reader should know is not settled; `lacks` says what is missing."""

    ask: str
    lacks: str


@dataclass(frozen=True)
class OpenTask:
    title: str
    open: tuple[Open, ...]


def unanswered(material: Material) -> tuple[OpenTask, ...]:
    """Return what is due and not complete, by task."""
    by_task: dict[str, list[Open]] = {}
    for missing in material.path.missing:
        if may_show(material, missing.concept):
            lacks = say("report", f"lacks_{missing.problem}")
            by_task.setdefault(missing.task, []).append(
                Open(question(material, missing.address), lacks)
            )
    titles = {task.id: task.title for task in material.bank.tasks}
    return tuple(OpenTask(titles[task], tuple(items)) for task, items in by_task.items())


def unsure(material: Material) -> Iterator[Open]:
    """Yield what the team is not sure of, with the reason they gave."""
    for address in material.path.unsure:
        concept, _, rest = address.partition("/")
        if not may_show(material, concept):
            continue
        value = material.answer(concept)
        if rest:
            row_id, _, column = rest.partition("/")
            value = next(row for row in value if row["id"] == row_id)["values"][column]
        why = value.get("why") or "" if isinstance(value, dict) else ""
        yield Open(question(material, address), " ".join(values.paragraphs(why)))


def may_show(material: Material, concept: str) -> bool:
    """Return whether the question itself is part of this version."""
    return not material.withheld(concept)


def question(material: Material, address: str) -> str:
    """Return the question asked at `address`, with the row's name where it is one of a row."""
    concept, _, rest = address.partition("/")
    asked = material.bank.concepts[concept]
    if not rest:
        return asked.ask
    row_id, _, column_id = rest.partition("/")
    title = material.titles.get(concept, {}).get(row_id) or say("report", "row_not_here")
    column = next(column for column in asked.answer.columns if column.id == column_id)
    if "{row}" in column.ask:
        return column.ask.replace("{row}", title)
    return say("report", "question_of_row", row=title, ask=column.ask)

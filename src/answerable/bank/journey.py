"""The way through the questions: what is visible, what is due, and what is still missing.

Computed from the answers each time and never stored. Held together with `form/journey.js` by
`tests/data/cases/journey.yml`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from answerable.bank import values
from answerable.bank.model import Answers, Bank, Column, Concept, Task, Value
from answerable.bank.rules import evaluate, plain
from answerable.bank.screening import Routing, bind, conclude, routing


@dataclass(frozen=True)
class Missing:
    """One place where an answer is due and not complete; `problem` says what it lacks."""

    address: str
    concept: str
    task: str
    problem: str


@dataclass(frozen=True)
class TaskProgress:
    task: Task
    state: str
    due: int
    done: int


@dataclass(frozen=True)
class Path:
    routing: Routing
    visible: tuple[str, ...]
    shown: Answers
    due: tuple[str, ...]
    tasks: tuple[TaskProgress, ...]
    missing: tuple[Missing, ...]
    unsure: tuple[str, ...]


def visible_concepts(
    bank: Bank, answers: Answers, ruled: Routing
) -> tuple[tuple[str, ...], dict[str, Value]]:
    """Return the concepts whose condition holds, as they are asked, and the answers that count.

    What a hidden concept or a hidden column holds neither counts nor asks for anything. What is
    on request is not asked before somebody has answered it.
    """
    seen: dict[str, Value] = {}
    found = []
    for task in bank.tasks:
        for concept_id in task.concepts:
            concept = bank.concepts[concept_id]
            if concept.on_request and not values.is_answered(answers.get(concept_id)):
                continue
            if concept.when is None or evaluate(
                concept.when, ruled.scope(seen, ruled.asking(concept))
            ):
                found.append(concept_id)
                if concept_id in answers:
                    seen[concept_id] = _counted(concept, answers[concept_id], seen, ruled)
    return tuple(found), seen


def visible_columns(
    concept: Concept, row: Mapping[str, Value], answers: Answers, ruled: Routing
) -> tuple[Column, ...]:
    """Return the columns that are asked of `row`; what a hidden one holds asks for nothing."""
    seen: dict[str, Value] = {}
    scope = ruled.scope(answers, ruled.asking(concept))
    found = []
    for column in concept.answer.columns:
        if column.when is None or evaluate(column.when, replace(scope, row=seen)):
            found.append(column)
            if column.id in row:
                seen[column.id] = row[column.id]
    return tuple(found)


def column_due(column: Column, route: str | None) -> bool:
    """Return whether `column` is due on `route` wherever its register is due there."""
    return not column.optional and (not column.routes or route in column.routes)


def _counted(concept: Concept, value: Value, answers: Answers, ruled: Routing) -> Value:
    if concept.answer.kind != "rows":
        return value
    rows = []
    for row in value:
        asked = visible_columns(concept, row["values"], answers, ruled)
        held = {
            column.id: row["values"][column.id] for column in asked if column.id in row["values"]
        }
        rows.append({**row, "values": held})
    return rows


def lacking(concept: Concept, answers: Answers, ruled: Routing) -> Iterator[tuple[str, str]]:
    """Yield (address, problem key) for whatever keeps the answer from being complete."""
    value = answers.get(concept.id)
    problem = values.lacking(concept.answer, value)
    chosen = ruled.choice.lacks if ruled.choice else {}
    if problem := problem or chosen.get(concept.id):
        yield concept.id, problem
    if concept.answer.kind == "rows":
        for row in value or ():
            for column in visible_columns(concept, row["values"], answers, ruled):
                problem = values.lacking(column.answer, row["values"].get(column.id))
                if problem and column_due(column, ruled.asking(concept)):
                    yield f"{concept.id}/{row['id']}/{column.id}", problem


def path(bank: Bank, answers: Answers) -> Path:
    """Return where an assessment with these `answers` stands."""
    found = routing(bank, answers)
    visible, shown = visible_concepts(bank, answers, found)
    if found.id != found.strictest:
        found = bind(bank, found, shown)
        visible, shown = visible_concepts(bank, answers, found)
    due = tuple(c for c in visible if _is_due(bank, c, shown, found))
    missing = {c: tuple(lacking(bank.concepts[c], shown, found)) for c in due}
    return Path(
        routing=conclude(bank, found, visible, shown),
        visible=visible,
        shown=shown,
        due=due,
        tasks=tuple(_progress(task, visible, shown, missing, found.id) for task in bank.tasks),
        missing=tuple(
            Missing(address, concept, task.id, problem)
            for task in bank.tasks
            for concept in task.concepts
            for address, problem in missing.get(concept, ())
        ),
        unsure=tuple(_unsure(bank, shown)),
    )


def _is_due(bank: Bank, concept: str, shown: Answers, found: Routing) -> bool:
    if concept in bank.screening.questions:
        return True
    due, scope = (
        bank.concepts[concept].due,
        found.scope(shown, found.asking(bank.concepts[concept])),
    )
    return scope.route in due.routes and (due.when is None or evaluate(due.when, scope))


def _progress(
    task: Task,
    visible: tuple[str, ...],
    shown: Answers,
    missing: Mapping[str, tuple[tuple[str, str], ...]],
    route: str | None,
) -> TaskProgress:
    asked = [concept for concept in task.concepts if concept in visible]
    due = [concept for concept in asked if concept in missing]
    done = [concept for concept in due if not missing[concept]]
    if not asked:
        state = "nothing"
    elif not any(values.is_answered(shown.get(concept)) for concept in asked):
        state = "not_started"
    elif route is None and not due:
        state = "in_progress"  # before the route is known nobody can say what is due
    else:
        state = "done" if len(done) == len(due) else "in_progress"
    return TaskProgress(task, state, len(due), len(done))


def _unsure(bank: Bank, shown: Answers) -> Iterator[str]:
    for concept, value in shown.items():
        if bank.concepts[concept].answer.kind != "rows":
            if plain(value) == "unsure":
                yield concept
            continue
        for row in value:
            for column, held in row["values"].items():
                if plain(held) == "unsure":
                    yield f"{concept}/{row['id']}/{column}"

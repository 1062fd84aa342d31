"""Conditions as data: one operator and its operands, nestable, evaluated without side effects.

The same cases, `tests/data/cases/rules.yml`, hold this module and `form/rules.js` together.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from answerable.bank.model import Answers, Rule, Value


@dataclass(frozen=True)
class Scope:
    """What a rule can see: the visible answers, the route, and inside a register the row.

    `verdict` is the route that the screening asks for, whatever the team chose.
    """

    answers: Answers
    route: str | None = None
    row: Mapping[str, Value] | None = None
    verdict: str | None = None


def plain(value: Value) -> Value:
    """Return what a rule compares: the choice of a yes/no/unsure, a person's role, a risk's cell."""
    if isinstance(value, Mapping):
        likelihood, severity = value.get("likelihood"), value.get("severity")
        cell = f"{likelihood}_{severity}" if likelihood and severity else None
        return value.get("choice", value.get("role", cell))
    return value


def resolve(ref: str, scope: Scope) -> Value:
    """Return the plain value `ref` points at: `concept`, `register.column` or `.column`."""
    concept, _, column = ref.partition(".")
    if not column:
        return plain(scope.answers.get(concept))
    if not concept:
        return plain((scope.row or {}).get(column))
    rows = scope.answers.get(concept) or ()
    return [plain(row["values"].get(column)) for row in rows]


def evaluate(rule: Rule, scope: Scope) -> bool:
    """Return whether `rule` holds; an unanswered question satisfies nothing but `not`."""
    ((name, operands),) = rule.items()
    return OPERATORS[name](operands, scope)


def _is(operands: Any, scope: Scope) -> bool:
    ref, wanted = operands
    found = resolve(ref, scope)
    return found is not None and bool(found == wanted)


def _in(operands: Any, scope: Scope) -> bool:
    ref, wanted = operands
    return resolve(ref, scope) in tuple(wanted)


def _has(operands: Any, scope: Scope) -> bool:
    ref, wanted = operands
    found = resolve(ref, scope)
    if not isinstance(found, list | tuple):
        return False
    return any(wanted in item if isinstance(item, list) else wanted == item for item in found)


def _at_least(operands: Any, scope: Scope) -> bool:
    least: float = operands[0]
    of = operands[1]
    if not isinstance(of, str):
        return sum(evaluate(rule, scope) for rule in of) >= least
    found = resolve(of, scope)
    if isinstance(found, list | tuple):
        return len(found) >= least
    return isinstance(found, int | float) and bool(found >= least)


OPERATORS: Mapping[str, Callable[[Any, Scope], bool]] = {
    "is": _is,
    "in": _in,
    "has": _has,
    "not": lambda rule, scope: not evaluate(rule, scope),
    "all": lambda rules, scope: all(evaluate(rule, scope) for rule in rules),
    "any": lambda rules, scope: any(evaluate(rule, scope) for rule in rules),
    "at_least": _at_least,
    "route": lambda routes, scope: scope.route in routes,
    "verdict": lambda routes, scope: scope.verdict in routes,
}


def references(rule: Rule) -> Iterator[tuple[str, str, Value]]:
    """Yield (operator, reference, compared value) for every answer that `rule` looks at."""
    ((name, operands),) = rule.items()
    if name in ("is", "in", "has"):
        yield name, operands[0], operands[1]
    elif name == "at_least" and isinstance(operands[1], str):
        yield name, operands[1], operands[0]
    elif name in ("all", "any", "not", "at_least"):
        nested = [operands] if name == "not" else operands[1] if name == "at_least" else operands
        for inner in nested:
            yield from references(inner)


def operators(rule: Rule) -> Iterator[str]:
    """Yield the name of every operator in `rule`."""
    ((name, operands),) = rule.items()
    yield name
    nested = operands[1] if name == "at_least" else [operands] if name == "not" else operands
    if name in ("all", "any", "not", "at_least") and not isinstance(nested, str):
        for inner in nested:
            yield from operators(inner)

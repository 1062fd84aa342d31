"""A rule in words, for pages: which answers must be given, and which must not."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from answerable.bank.coverage import answer_at
from answerable.bank.model import Bank, Rule
from answerable.bank.page_parts import words


def rule_told(bank: Bank, rule: Rule, register: str = "") -> str:
    """Return `rule` as a part of a sentence; `.column` is one of the rows of `register`."""
    ((name, operands),) = rule.items()
    return TOLD[name](bank, operands, register)


def asked(bank: Bank, place: str) -> str:
    """Return the question at `concept` or `register.column`, in quotes."""
    name, _, column = place.partition(".")
    concept = bank.concepts[name]
    ask = next((c.ask for c in concept.answer.columns if c.id == column), concept.ask)
    return words("quoted", text=ask)


def _place(place: str, register: str) -> str:
    return register + place if place.startswith(".") else place


def _labels(bank: Bank, place: str, values: Iterable[str]) -> str:
    """Return the words that people see for the values of an answer."""
    answer = answer_at(bank, place)
    labels = {option.value: option.label for option in answer.options} if answer else {}
    told = [labels.get(value) or words(f"value.{value}") for value in values]
    return words("or").join(words("quoted", text=label) for label in told)


def _one(bank: Bank, operands: Any, register: str) -> str:
    place, value = _place(operands[0], register), operands[1]
    values = [value] if isinstance(value, str) else value
    return words("rule.in", ask=asked(bank, place), labels=_labels(bank, place, values))


def _has(bank: Bank, operands: Any, register: str) -> str:
    place = _place(operands[0], register)
    return words("rule.has", ask=asked(bank, place), labels=_labels(bank, place, [operands[1]]))


def _joined(by: str) -> Callable[[Bank, Any, str], str]:
    def told(bank: Bank, rules: Iterable[Rule], register: str) -> str:
        parts = [_inner(bank, rule, register) for rule in rules]
        return words(by).join(parts) or words("rule.always")

    return told


def _inner(bank: Bank, rule: Rule, register: str) -> str:
    """Return a rule that stands in another; several that are joined are kept together."""
    ((name, operands),) = rule.items()
    told = rule_told(bank, rule, register)
    return words("rule.group", parts=told) if name in ("all", "any") and operands[1:] else told


def _at_least(bank: Bank, operands: Any, register: str) -> str:
    least, of = operands
    if isinstance(of, str):
        return words("rule.at_least", ask=asked(bank, _place(of, register)), count=least)
    parts = words("rule.next").join(_inner(bank, rule, register) for rule in of)
    return words("rule.at_least_of", count=least, parts=parts)


TOLD: Mapping[str, Callable[[Bank, Any, str], str]] = {
    "is": _one,
    "in": _one,
    "has": _has,
    "not": lambda bank, rule, register: words("rule.not", part=rule_told(bank, rule, register)),
    "all": _joined("rule.and"),
    "any": _joined("rule.or"),
    "at_least": _at_least,
    "route": lambda bank, routes, _: words("rule.route", routes=_route_titles(bank, routes)),
    "verdict": lambda bank, routes, _: words("rule.verdict", routes=_route_titles(bank, routes)),
}


def _route_titles(bank: Bank, routes: Iterable[str]) -> str:
    titles = {route.id: route.title for route in bank.screening.routes}
    return words("or").join(words("quoted", text=titles[route]) for route in routes)

"""From what a programmer has at hand to the value of an answer: a date, a label, `True`, a number.

Whatever is not understood passes as it is, so that `values.refused` says what is wrong with it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from answerable.bank.grid import AXES
from answerable.bank.model import Answer, Value

WITH_WHY = frozenset({"yes_no_unsure", "risk"})

Rows = Mapping[str, str]


def given(answer: Answer, said: Any, why: str = "", rows: Rows | None = None) -> Value:
    """Return the value that `said` stands for at a question of this kind; None stays None.

    A choice may be named by its label; yes, no and unsure by `True`, `False` or the word; a date by
    any date of Python or pandas; a number by any of numpy; a person by the role, or role and name;
    a risk by likelihood and severity; rows of a register by id or, as `rows` tells, by title.
    """
    if said is None:
        return None
    value = _READ.get(answer.kind, _as_it_is)(answer, said, rows or {})
    if why and answer.kind in WITH_WHY and isinstance(value, dict):
        return {**value, "why": why}
    return value


def _as_it_is(_: Answer, said: Any, __: Rows) -> Value:
    return said


def _choice(answer: Answer, said: Any, _: Rows) -> Value:
    return _by_name(said, {option.label: option.value for option in answer.options})


def _choices(answer: Answer, said: Any, rows: Rows) -> Value:
    return [_choice(answer, each, rows) for each in _each(said)]


def _refer(_: Answer, said: Any, rows: Rows) -> Value:
    return [_by_name(each, rows) for each in _each(said)]


def _by_name(said: Any, named: Mapping[str, str]) -> Any:
    if not isinstance(said, str) or said in named.values():
        return said
    folded = {name.strip().casefold(): value for name, value in named.items()}
    return folded.get(said.strip().casefold(), said)


def _each(said: Any) -> list[Any]:
    alone = isinstance(said, str | Mapping) or not isinstance(said, Iterable)
    return [said] if alone else list(said)


def _yes_no_unsure(_: Answer, said: Any, __: Rows) -> Value:
    if isinstance(said, bool):
        return {"choice": "yes" if said else "no", "why": ""}
    if isinstance(said, str):
        return {"choice": said.strip().lower(), "why": ""}
    return dict(said) if isinstance(said, Mapping) else said


def _number(_: Answer, said: Any, __: Rows) -> Value:
    return said.item() if hasattr(said, "item") else said  # numpy's own


def _date(_: Answer, said: Any, __: Rows) -> Value:
    try:
        day = said.date() if isinstance(said, dt.datetime) else said
    except ValueError:  # pandas' "not a time" is a datetime without a date
        return said
    return day.isoformat() if isinstance(day, dt.date) else said


def _person(_: Answer, said: Any, __: Rows) -> Value:
    return _parts(said, ("role", "name"))


def _risk(_: Answer, said: Any, __: Rows) -> Value:
    return _parts(said, tuple(AXES))


def _parts(said: Any, names: tuple[str, ...]) -> Value:
    if isinstance(said, Mapping):
        return dict(said)
    parts = [said] if isinstance(said, str) else said
    if not isinstance(parts, list | tuple) or len(parts) > len(names):
        return said
    return dict(zip(names, parts, strict=False))


_READ: Mapping[str, Callable[[Answer, Any, Rows], Value]] = {
    "choice": _choice,
    "choices": _choices,
    "refer": _refer,
    "yes_no_unsure": _yes_no_unsure,
    "number": _number,
    "date": _date,
    "person": _person,
    "risk": _risk,
}

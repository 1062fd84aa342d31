"""Answers that stood elsewhere in an earlier bank, read as what they are now.

Where they stood is told in the column that took over (`was`). Nothing is written: the record keeps
what was said, where it was said, until somebody answers anew.
"""

from collections.abc import Callable, Iterator, Mapping

from answerable.bank.model import Column, Former, Value
from answerable.bank.rules import Scope, evaluate, references
from answerable.bank.values import readable


def formerly(column: Column, held: Callable[[str], Value]) -> Value:
    """Return the answer of `column` from what other columns of its row hold, or None.

    `held` gives what stands in a column by its name, also in one that the bank has no more.
    """
    for former in column.was:
        row = {name: held(name) for name in _columns(former)}
        if former.when is None or evaluate(former.when, Scope({}, row=row)):
            value = _value(former, row)
            if value is not None and readable(column.answer, value):
                return value
    return None


def _columns(former: Former) -> Iterator[str]:
    for _, ref, _ in references(former.when) if former.when else ():
        yield ref.removeprefix(".")
    yield from filter(None, (former.whole, *former.parts.values()))


def _value(former: Former, row: Mapping[str, Value]) -> Value:
    if former.whole:
        return row[former.whole]
    parts = {part: row[name] for part, name in former.parts.items() if row[name] is not None}
    return {**parts, **former.says} or None

"""How an answer is read: the words for a value of each kind. One table, a row for each kind.

Text is never interpreted: what a person typed comes out as the same characters, in paragraphs.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from answerable.bank.grid import AXES
from answerable.bank.model import Answer, Answers, Bank, Value
from answerable.wording import clean, say

Titles = Mapping[str, Mapping[str, str]]
PRECISE = 2**53  # beyond it, a float no longer counts in ones
LONG_WORD = 12  # letters
ENDS = ".!?:;,…"
LINE_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029]")


@dataclass(frozen=True)
class Reading:
    """An answer in words: paragraphs, then list items."""

    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """All of it on one line."""
        return run_on([*self.paragraphs, run_on(self.items, ";")], ".")


def read(answer: Answer, value: Value, titles: Titles) -> Reading:
    """Return `value` in words; `titles` names the rows that other answers refer to."""
    return READERS[answer.kind](answer, value, titles)


def row_titles(bank: Bank, answers: Answers) -> Titles:
    """Return what each row of each register among `answers` is called."""
    return {
        concept: {row["id"]: row_title(bank.concepts[concept].answer, row) for row in value}
        for concept, value in answers.items()
        if bank.concepts[concept].answer.kind == "rows"
    }


def row_title(answer: Answer, row: Mapping[str, Value]) -> str:
    """Return the name of one row of a register."""
    named = clean(row["values"].get("title") or "").strip()
    return named or say("report", "row_without_title", row=answer.row_name)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return each line of `text` that says something."""
    lines = (clean(line).strip() for line in LINE_BREAK.split(text))
    return tuple(line for line in lines if line)


def run_on(parts: Iterable[str], mark: str) -> str:
    """Return `parts` on one line, `mark` after each but the last that has no mark of its own."""
    *before, last = [part for part in parts if part] or [""]
    return " ".join([*(part if part[-1] in ENDS else part + mark for part in before), last])


def shorten(text: str, words: int) -> str:
    """Return the first `words` words of `text`, with a mark when some are left out."""
    whole = " ".join(text.split())
    start = " ".join(whole.split(" ")[:words])[: words * LONG_WORD]
    return whole if start == whole else say("report", "shortened", text=start.rstrip(" ,;:.-"))


def long_date(value: str) -> str:
    """Return an ISO date or time as a day that people read, such as 22 November 2026."""
    year, month, day = value[:10].split("-")
    return say(
        "report", "date", day=int(day), month=say("report", f"month_{int(month)}"), year=year
    )


def number(value: float) -> str:
    """Return a number with its thousands set apart."""
    whole = isinstance(value, float) and value.is_integer() and abs(value) < PRECISE
    return f"{int(value) if whole else value:,}"


def _label(answer: Answer, value: Value) -> str:
    labels = {option.value: option.label for option in answer.options}
    return clean(labels.get(value, str(value)))


def _choice(answer: Answer, value: Value, _: Titles) -> Reading:
    return Reading((_label(answer, value),))


def _choices(answer: Answer, value: Value, _: Titles) -> Reading:
    return Reading(items=tuple(_label(answer, item) for item in value))


def _yes_no_unsure(_: Answer, value: Value, __: Titles) -> Reading:
    choice = value.get("choice")
    said = (say("report", f"said_{choice}"),) if choice else ()
    return Reading((*said, *paragraphs(value.get("why") or "")))


def _text(_: Answer, value: Value, __: Titles) -> Reading:
    return Reading(paragraphs(value))


def _number(answer: Answer, value: Value, _: Titles) -> Reading:
    if not answer.unit:
        return Reading((number(value),))
    return Reading((say("report", "number", number=number(value), unit=answer.unit),))


def _date(_: Answer, value: Value, __: Titles) -> Reading:
    return Reading((long_date(value),))


def _person(_: Answer, value: Value, __: Titles) -> Reading:
    role, name = (clean(value.get(part) or "").strip() for part in ("role", "name"))
    if role and name:
        return Reading((say("report", "person", role=role, name=name),))
    return Reading((role or name,) if role or name else ())


def _refer(answer: Answer, value: Value, titles: Titles) -> Reading:
    known = titles.get(answer.to, {})
    return Reading(items=tuple(known.get(row) or say("report", "row_not_here") for row in value))


def _risk(answer: Answer, value: Value, _: Titles) -> Reading:
    """Say the cell, or the one step of a scale that is all there is, and the reason given."""
    steps = [value.get(axis) for axis in AXES if value.get(axis)]
    labels = {each.id: each.label for each in answer.scales}
    whole = len(steps) == len(AXES)
    said = (
        [_label(answer, "_".join(steps))] if whole else [labels.get(step, step) for step in steps]
    )
    return Reading((*map(clean, said), *paragraphs(value.get("why") or "")))


def _rows(answer: Answer, value: Value, _: Titles) -> Reading:
    return Reading(items=tuple(row_title(answer, row) for row in value))


READERS: Mapping[str, Callable[[Answer, Value, Titles], Reading]] = {
    "choice": _choice,
    "choices": _choices,
    "yes_no_unsure": _yes_no_unsure,
    "text": _text,
    "number": _number,
    "date": _date,
    "person": _person,
    "refer": _refer,
    "risk": _risk,
    "rows": _rows,
}

"""What each kind of answer accepts, and what it still lacks. One table, a row for each kind.

*Refused* can never be an answer (wrong type, unknown option, too long). *Lacking* is kept, but not
complete, such as a *yes* without its why. Both are keys of `content/wording/problems.yml`.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from answerable.bank.grid import AXES
from answerable.bank.model import Answer, Answers, Bank, Value

ROW_ID = re.compile(r"r-[0-9a-z]{4,20}")
YES_NO_UNSURE = ("yes", "no", "unsure")
UNLIMITED: Mapping[str, int] = dict.fromkeys(("line", "short", "long"), 2**62)
LARGEST = 2**53  # beyond it a browser does not count in ones, and would show another number


def text_problem(value: Value, limit: int) -> str | None:
    """Return why `value` is not text of at most `limit` characters that can be stored.

    Half a sign of two can be in no record, for no file in UTF-8 can hold it.
    """
    if not isinstance(value, str):
        return "not_text"
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        return "not_text"
    return "too_long" if len(value) > limit else None


def _text(answer: Answer, value: Value, limits: Mapping[str, int]) -> str | None:
    return text_problem(value, limits[answer.size])


def _is_list_of_texts(value: Value) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _choice(answer: Answer, value: Value, _: Mapping[str, int]) -> str | None:
    return None if value in [option.value for option in answer.options] else "not_an_option"


def _choices(answer: Answer, value: Value, limits: Mapping[str, int]) -> str | None:
    if not _is_list_of_texts(value) or len(value) != len(set(value)):
        return "not_an_option"
    return next((p for item in value if (p := _choice(answer, item, limits))), None)


def _yes_no_unsure(_: Answer, value: Value, limits: Mapping[str, int]) -> str | None:
    if not isinstance(value, dict) or not set(value) <= {"choice", "why"}:
        return "not_an_option"
    if value.get("choice") not in (None, *YES_NO_UNSURE):
        return "not_an_option"
    return text_problem(value.get("why", ""), limits["long"])


def _number(_: Answer, value: Value, __: Mapping[str, int]) -> str | None:
    real = isinstance(value, int | float) and not isinstance(value, bool)
    return None if real and -LARGEST <= value <= LARGEST else "not_a_number"


def _date(_: Answer, value: Value, __: Mapping[str, int]) -> str | None:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return "not_a_date"
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return "not_a_date"
    return None


def _person(_: Answer, value: Value, limits: Mapping[str, int]) -> str | None:
    if not isinstance(value, dict) or not set(value) <= {"role", "name"}:
        return "not_text"
    parts = (value.get("role", ""), value.get("name", ""))
    return next((p for part in parts if (p := text_problem(part, limits["line"]))), None)


def _refer(_: Answer, value: Value, __: Mapping[str, int]) -> str | None:
    if not _is_list_of_texts(value) or len(value) != len(set(value)):
        return "not_a_row"
    return None if all(ROW_ID.fullmatch(item) for item in value) else "not_a_row"


def _risk(_: Answer, value: Value, limits: Mapping[str, int]) -> str | None:
    if not isinstance(value, dict) or not set(value) <= {*AXES, "why"}:
        return "not_an_option"
    if any(value.get(axis) not in (None, *steps) for axis, steps in AXES.items()):
        return "not_an_option"
    return text_problem(value.get("why", ""), limits["long"])


def _rows(_: Answer, __: Value, ___: Mapping[str, int]) -> str | None:
    return "not_a_row"  # a register is changed row by row, never as a whole


def is_answered(value: Value) -> bool:
    """Return whether there is anything at all at an address; complete or not."""
    return value not in (None, "", [])


def _blank(value: Value) -> bool:
    return value is None or not str(value).strip()


def _lacks_choice_or_why(answer: Answer, value: Value) -> str | None:
    if not value or not value.get("choice"):
        return "required"
    return "why_needed" if answer.why == "required" and _blank(value.get("why")) else None


def _lacks_role_or_name(answer: Answer, value: Value) -> str | None:
    if _blank((value or {}).get("role")):
        return "role_needed"
    return "name_needed" if answer.named and _blank(value.get("name")) else None


def _lacks_choices(answer: Answer, value: Value) -> str | None:
    if not value:
        return "required"
    alone = any(option.alone and option.value in value for option in answer.options)
    return "alone" if alone and len(value) > 1 else None


def _lacks_cell(_: Answer, value: Value) -> str | None:
    there = value and value.get("likelihood") and value.get("severity")
    return None if there else "required"


@dataclass(frozen=True)
class Kind:
    refused: Callable[[Answer, Value, Mapping[str, int]], str | None]
    lacking: Callable[[Answer, Value], str | None]


def _if_blank(_: Answer, value: Value) -> str | None:
    return "required" if _blank(value) else None


def _if_empty(_: Answer, value: Value) -> str | None:
    return None if value else "required"


KINDS: Mapping[str, Kind] = {
    "choice": Kind(_choice, _if_blank),
    "choices": Kind(_choices, _lacks_choices),
    "yes_no_unsure": Kind(_yes_no_unsure, _lacks_choice_or_why),
    "text": Kind(_text, _if_blank),
    "number": Kind(_number, _if_blank),
    "date": Kind(_date, _if_blank),
    "person": Kind(_person, _lacks_role_or_name),
    "refer": Kind(_refer, _if_empty),
    "risk": Kind(_risk, _lacks_cell),
    "rows": Kind(_rows, lambda _, value: None if value else "row_needed"),
}


def refused(answer: Answer, value: Value, limits: Mapping[str, int]) -> str | None:
    """Return the problem that forbids `value`, or None; `None` clears and is always allowed."""
    return None if value is None else KINDS[answer.kind].refused(answer, value, limits)


def readable(answer: Answer, value: Value) -> bool:
    """Return whether `value` is of the form that answers here have; too long or outdated is fine."""
    if answer.kind in ("text", "choice"):
        return isinstance(value, str)
    if answer.kind in ("choices", "refer"):
        return _is_list_of_texts(value)
    return value is not None and refused(answer, value, UNLIMITED) is None


def lacking(answer: Answer, value: Any) -> str | None:
    """Return what keeps `value` from being complete, or None."""
    return KINDS[answer.kind].lacking(answer, value)


def label_of(bank: Bank, answers: Answers, concept: str) -> str:
    """Return what people call the option chosen for `concept`, or an empty string."""
    asked = bank.concepts.get(concept)
    options = asked.answer.options if asked else ()
    return next((o.label for o in options if o.value == answers.get(concept)), "")

"""What a programmer says and the value it stands for, kind by kind."""

import datetime as dt

import pytest

from answerable.bank.given import given
from answerable.bank.model import Answer, Option
from answerable.bank.values import UNLIMITED, refused

OPTIONS = (Option("act", "Act on it ourselves"), Option("monitor", "Watch it"))
ROWS = {"Drivers": "r-drivers1", "Children": "r-children"}


class NoTime(dt.datetime):
    """A datetime without a date, as pandas has one."""

    def date(self):
        raise ValueError


class Numpy:
    """A number in a wrapper, as numpy's are."""

    def item(self):
        return 3


SAID = {
    "a choice by value": ("choice", "act", "act"),
    "a choice by label": ("choice", " watch IT ", "monitor"),
    "a choice that is none": ("choice", "perhaps", "perhaps"),
    "one of several": ("choices", "Watch it", ["monitor"]),
    "several": ("choices", ("act", "Watch it"), ["act", "monitor"]),
    "true": ("yes_no_unsure", True, {"choice": "yes", "why": ""}),
    "false": ("yes_no_unsure", False, {"choice": "no", "why": ""}),
    "a word": ("yes_no_unsure", "Unsure", {"choice": "unsure", "why": ""}),
    "both parts": ("yes_no_unsure", {"choice": "no", "why": "x"}, {"choice": "no", "why": "x"}),
    "text": ("text", " as it is ", " as it is "),
    "a number": ("number", 2.5, 2.5),
    "a number in a wrapper": ("number", Numpy(), 3),
    "a date": ("date", dt.date(2026, 11, 22), "2026-11-22"),
    "a time": ("date", dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC), "2026-11-22"),
    "a date as text": ("date", "2026-11-22", "2026-11-22"),
    "a role": ("person", "project lead", {"role": "project lead"}),
    "a role and a name": ("person", ("lead", "Ana"), {"role": "lead", "name": "Ana"}),
    "a row by title": ("refer", "drivers", ["r-drivers1"]),
    "rows by title and id": ("refer", ["Children", "r-drivers1"], ["r-children", "r-drivers1"]),
    "a risk": ("risk", ("possible", "severe"), {"likelihood": "possible", "severity": "severe"}),
}


@pytest.mark.parametrize(("kind", "said", "value"), SAID.values(), ids=SAID)
def test_what_is_said_stands_for_a_value(kind, said, value):
    assert given(Answer(kind, options=OPTIONS), said, rows=ROWS) == value


@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in SAID.values()}))
def test_nothing_takes_an_answer_back(kind):
    assert given(Answer(kind), None, "because") is None


@pytest.mark.parametrize("said", [("yes_no_unsure", True), ("risk", ("remote", "minimal"))])
def test_a_reason_joins_what_has_one(said):
    assert given(Answer(said[0]), said[1], "because")["why"] == "because"


STRANGE = [
    object(),
    1,
    [object()],
    {"a": 1},
    ("a", "b", "c"),
    NoTime(2026, 1, 1, tzinfo=dt.UTC),
    float("nan"),
]


@pytest.mark.parametrize("kind", ["choice", "choices", "yes_no_unsure", "date", "person", "refer"])
@pytest.mark.parametrize("said", STRANGE, ids=range(len(STRANGE)))
def test_what_is_not_understood_is_refused_and_never_raises(kind, said):
    asked = Answer(kind, options=OPTIONS)

    assert refused(asked, given(asked, said), UNLIMITED)

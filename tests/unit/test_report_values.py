from pathlib import Path

import pytest

from answerable.bank.load import load_bank
from answerable.bank.model import ANSWER_KINDS, Answer, Option
from answerable.reports import values
from answerable.wording import words

RISK = next(c.answer for c in load_bank().concepts["harms"].answer.columns if c.id == "risk")
OPTIONS = (Option("x", "Ex"), Option("y", "Why"))
TITLES = {"datasets": {"r-00000001": "Stops"}}


def test_every_kind_of_answer_can_be_read():
    assert set(values.READERS) == set(ANSWER_KINDS)


@pytest.mark.parametrize(
    ("answer", "value", "paragraphs", "items"),
    [
        (Answer("choice", options=OPTIONS), "x", ("Ex",), ()),
        (Answer("choice", options=OPTIONS), "gone", ("gone",), ()),
        (Answer("choices", options=OPTIONS), ["x", "y"], (), ("Ex", "Why")),
        (Answer("yes_no_unsure"), {"choice": "yes"}, ("Yes",), ()),
        (Answer("yes_no_unsure"), {"choice": "unsure", "why": "a\nb"}, ("Not sure", "a", "b"), ()),
        (Answer("yes_no_unsure"), {"why": "only"}, ("only",), ()),
        (Answer("text"), " a \r\n\r\nb\u2028c\n", ("a", "b", "c"), ()),
        (Answer("number"), 1234567, ("1,234,567",), ()),
        (Answer("number", unit="people"), 2.0, ("2 people",), ()),
        (Answer("number"), 0.5, ("0.5",), ()),
        (Answer("number"), 1e300, ("1e+300",), ()),
        (Answer("date"), "2026-11-02", ("2 November 2026",), ()),
        (Answer("person"), {"role": "Owner", "name": "A. Reed"}, ("Owner (A. Reed)",), ()),
        (Answer("person"), {"role": "Owner"}, ("Owner",), ()),
        (Answer("person"), {"name": "A. Reed"}, ("A. Reed",), ()),
        (Answer("person"), {}, (), ()),
        (Answer("refer", to="datasets"), ["r-00000001"], (), ("Stops",)),
        (
            Answer("refer", to="datasets"),
            ["r-00000002"],
            (),
            ("An entry that is not in this version",),
        ),
        (RISK, {"likelihood": "probable", "severity": "severe"}, ("Likely, grave: high risk",), ()),
        (
            RISK,
            {"likelihood": "remote", "severity": "severe", "why": "a\nb"},
            ("Not likely, grave: medium risk", "a", "b"),
            (),
        ),
        (RISK, {"severity": "severe"}, ("Grave",), ()),
        (RISK, {"why": "only"}, ("only",), ()),
        (
            Answer("rows", row_name="harm"),
            [{"id": "r-1", "values": {"title": "A leak"}}, {"id": "r-2", "values": {}}],
            (),
            ("A leak", "Unnamed harm"),
        ),
    ],
)
def test_values_become_words(answer, value, paragraphs, items):
    assert values.read(answer, value, TITLES) == values.Reading(paragraphs, items)


def test_text_keeps_its_letters_and_loses_codes_that_hide_or_turn_them():
    assert values.paragraphs("<b>{x}</b> **y** \u202ekool\u202c\x00\x07") == (
        "<b>{x}</b> **y** kool",
    )


def test_shortened_text_says_so_and_a_long_word_is_cut():
    assert values.shorten("one two three", 3) == "one two three"
    assert values.shorten("one two, three", 2) == "one two …"
    assert len(values.shorten("x" * 5000, 10)) < 200


def test_every_sentence_of_reports_is_used():
    source = Path(values.__file__).parents[1]
    templates = source.parents[1] / "templates" / "nbconvert" / "answerable"
    code = [*source.glob("reports/*.py"), *source.glob("runs/*.py"), *templates.rglob("*.j2")]
    text = "".join(path.read_text("utf-8") for path in code)
    made_up = (
        "audience_", "axis_", "box_", "event_", "field_", "lacks_", "later_", "lint_", "month_", "risk_", "said_",
        "task_", "top_", "topic_", "withheld_for_",
    )  # fmt: skip
    unused = [
        key
        for key in words("report")
        if not key.startswith(made_up) and key not in text and not key.endswith("_title")
    ]
    assert unused == []

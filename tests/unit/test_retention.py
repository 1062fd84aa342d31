"""How long a record is kept: the day before, the day itself, the day after, and the odd days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.errors import ContentError
from answerable.governance.access import load_access
from answerable.governance.retention import (
    DISPOSE,
    REVIEW,
    Dates,
    add_months,
    due,
    load_schedule,
    upcoming,
)

SCHEDULE = load_schedule()
STATES = tuple(load_access().states)
DAY = timedelta(days=1)

days = st.dates(date(2020, 1, 1), date(2060, 12, 31))
maybe = st.none() | days
dates = st.builds(Dates, days, decided=maybe, published=maybe, ended=maybe, looked_at=maybe)


def told(state, known, today, *, held=False):
    """What is due and since when, in short."""
    item = due(SCHEDULE, state, known, held=held, today=today)
    return item and (item.action, item.on)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 3, 5), 12, date(2027, 3, 5)),
        (date(2026, 3, 5), 1, date(2026, 4, 5)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
        (date(2024, 1, 31), 1, date(2024, 3, 1)),
        (date(2024, 1, 29), 1, date(2024, 2, 29)),
        (date(2023, 1, 29), 1, date(2023, 3, 1)),
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2096, 2, 29), 48, date(2100, 3, 1)),
        (date(2025, 2, 28), 12, date(2026, 2, 28)),
        (date(2023, 2, 28), 12, date(2024, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 3, 1)),
        (date(2023, 8, 31), 6, date(2024, 3, 1)),
        (date(2026, 10, 31), 1, date(2026, 12, 1)),
        (date(2026, 5, 31), 84, date(2033, 5, 31)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_first_of_the_next(start, months, end):
    assert add_months(start, months) == end


@pytest.mark.parametrize(
    ("state", "known", "action", "on"),
    [
        ("draft", Dates(date(2026, 3, 5)), REVIEW, date(2027, 3, 5)),
        ("draft", Dates(date(2024, 2, 29)), REVIEW, date(2025, 3, 1)),
        ("submitted", Dates(date(2026, 3, 5)), REVIEW, date(2027, 3, 5)),
        ("reviewed", Dates(date(2026, 3, 5)), REVIEW, date(2027, 3, 5)),
        ("advised", Dates(date(2026, 3, 5)), REVIEW, date(2027, 3, 5)),
        ("reopened", Dates(date(2026, 3, 5), date(2020, 1, 1)), REVIEW, date(2027, 3, 5)),
        ("decided", Dates(date(2026, 9, 9), date(2026, 3, 5)), REVIEW, date(2027, 3, 5)),
        ("published", Dates(date(2026, 9, 9), date(2026, 3, 5), date(2026, 4, 6)), REVIEW,
         date(2027, 4, 6)),
        ("disposed", Dates(date(2026, 3, 5)), REVIEW, date(2036, 3, 5)),
    ],
)  # fmt: skip
def test_a_review_falls_due_on_its_day_and_not_the_day_before(state, known, action, on):
    assert told(state, known, on - DAY) is None
    assert told(state, known, on) == (action, on)
    assert told(state, known, on + DAY) == (action, on)


@pytest.mark.parametrize(
    ("state", "known", "on"),
    [
        ("draft", Dates(date(2026, 3, 5)), date(2028, 3, 5)),
        ("draft", Dates(date(2024, 2, 29)), date(2026, 3, 1)),
        ("decided", Dates(date(2026, 9, 9), date(2026, 3, 5), ended=date(2027, 1, 31)),
         date(2034, 1, 31)),
        ("published", Dates(date(2026, 9, 9), date(2026, 3, 5), ended=date(2028, 2, 29)),
         date(2035, 3, 1)),
    ],
)  # fmt: skip
def test_disposal_falls_due_on_its_day_and_only_when_nothing_holds_the_record(state, known, on):
    before = told(state, known, on - DAY)

    assert before[0] == REVIEW
    assert told(state, known, on) == (DISPOSE, on)
    assert told(state, known, on + DAY) == (DISPOSE, on)
    assert told(state, known, on - DAY, held=True) == before
    assert told(state, known, on, held=True) == (REVIEW, on)


def test_a_hold_says_that_it_is_one_and_an_offence_stands_behind_it():
    known = Dates(date(2020, 1, 1))

    free = due(SCHEDULE, "draft", known, held=False, today=date(2026, 1, 1))
    held = due(SCHEDULE, "draft", known, held=True, today=date(2026, 1, 1))

    assert "hold" not in free.because
    assert "a hold is on it" in held.because
    assert "foia2000-s77" in held.source


@pytest.mark.parametrize(
    "state", ["submitted", "reviewed", "advised", "reopened", "decided", "published"]
)
def test_while_the_work_goes_on_no_time_is_long_enough_to_dispose(state):
    known = Dates(date(2020, 1, 1), date(2020, 1, 1), date(2020, 1, 1))

    assert told(state, known, date(2999, 1, 1))[0] == REVIEW


def test_who_has_looked_need_not_look_again_for_a_year():
    known = Dates(date(2026, 3, 5), date(2026, 3, 5))
    looked = Dates(date(2026, 3, 5), date(2026, 3, 5), looked_at=date(2027, 6, 1))

    assert told("decided", known, date(2027, 6, 1)) == (REVIEW, date(2027, 3, 5))
    assert told("decided", looked, date(2028, 5, 31)) is None
    assert told("decided", looked, date(2028, 6, 1)) == (REVIEW, date(2028, 6, 1))


def test_a_look_long_ago_does_not_bring_the_next_one_forward():
    looked = Dates(date(2026, 3, 5), date(2026, 3, 5), looked_at=date(2020, 1, 1))

    assert told("decided", looked, date(2027, 3, 4)) is None


def test_a_look_does_not_put_off_disposal():
    ended = Dates(
        date(2026, 3, 5), date(2026, 3, 5), ended=date(2026, 6, 1), looked_at=date(2033, 5, 1)
    )
    said = [(item.action, item.on) for item in upcoming(SCHEDULE, "decided", ended)]

    assert said == [(DISPOSE, date(2033, 6, 1)), (REVIEW, date(2034, 5, 1))]
    assert told("decided", ended, date(2033, 6, 1)) == (DISPOSE, date(2033, 6, 1))
    assert told("decided", ended, date(2034, 6, 1)) == (DISPOSE, date(2033, 6, 1))


def test_an_archive_is_asked_before_what_was_published_goes():
    known = Dates(date(2026, 3, 5), published=date(2026, 3, 5), ended=date(2027, 3, 5))
    said = [(item.action, item.on) for item in upcoming(SCHEDULE, "published", known)]

    assert said == [
        (REVIEW, date(2027, 3, 5)),
        (REVIEW, date(2033, 3, 5)),
        (DISPOSE, date(2034, 3, 5)),
    ]
    assert told("published", known, date(2033, 3, 4)) == said[0]
    assert told("published", known, date(2033, 3, 5)) == said[1]


def test_a_day_that_nobody_knows_is_the_day_of_the_last_event():
    assert told("decided", Dates(date(2026, 3, 5)), date(2027, 3, 5)) == (REVIEW, date(2027, 3, 5))


def test_what_is_only_proposed_says_so():
    item = due(SCHEDULE, "draft", Dates(date(2020, 1, 1)), held=False, today=date(2026, 1, 1))

    assert item.because.endswith(SCHEDULE.proposal)
    assert "the organisation decides" in SCHEDULE.proposal


def test_an_unknown_state_has_nothing_due():
    assert upcoming(SCHEDULE, "archived", Dates(date(2020, 1, 1))) == ()
    assert told("archived", Dates(date(2020, 1, 1)), date(2999, 1, 1)) is None


def test_the_schedule_is_read_once_and_one_that_is_not_there_is_said_so(tmp_path):
    assert load_schedule() is SCHEDULE
    with pytest.raises(ContentError, match=r"retention\.yml"):
        load_schedule(tmp_path)


@given(days, st.integers(1, 1200))
def test_a_period_is_never_shorter_than_its_months(start, months):
    end = add_months(start, months)

    assert (end.year - start.year) * 12 + end.month - start.month in {months, months + 1}
    assert end.day == start.day or (end.day == 1 and start.day > 28)


@given(st.sampled_from(STATES), dates, days)
def test_what_is_held_is_never_disposed_of(state, known, today):
    item = due(SCHEDULE, state, known, held=True, today=today)

    assert item is None or item.action == REVIEW


@given(st.sampled_from(STATES), dates, days)
def test_nothing_is_due_before_its_day(state, known, today):
    item = due(SCHEDULE, state, known, held=False, today=today)

    assert item is None or item.on <= today


@given(st.sampled_from(["decided", "published", "reopened"]), dates, days)
def test_nothing_decided_goes_sooner_than_the_law_says(state, known, today):
    item = due(SCHEDULE, state, known, held=False, today=today)

    if item and item.action == DISPOSE:
        assert known.ended
        assert add_months(known.ended, SCHEDULE.floor.months) <= today


@given(st.sampled_from(STATES), dates, days, days)
def test_what_is_due_stays_due_until_something_happens(state, known, today, later):
    first, second = sorted([today, later])
    now, then = (due(SCHEDULE, state, known, held=False, today=day) for day in (first, second))

    if now:
        assert then
        assert then.action == DISPOSE or now.action == REVIEW

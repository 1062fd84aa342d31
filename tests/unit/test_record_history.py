"""Every version of every answer, and what lies between any two events of a record."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.bank.load import load_bank
from answerable.errors import EventNotFound, EventsOutOfOrder
from answerable.record.events import START, Actor, NewEvent, head_of, seal
from answerable.record.fold import answers, fold
from answerable.record.history import Version, difference, versions, versions_at

BANK = load_bank(Path(__file__).parents[1] / "data" / "content" / "tiny")
PEOPLE = (Actor("ana", "author"), Actor("ben", "contributor"))
ROWS = ("r-aaaa", "r-bbbb", "r-cccc")
VALUES = {
    "project_title": ("Stops", "Stops and searches"),
    "stage": ("new", "running", 5),
    "screen_personal": ({"choice": "yes", "why": ""}, {"choice": "no", "why": "None"}),
    "screen_scale": ({"choice": "yes", "why": ""},),
    "groups_affected": (["victims"], ["victims", "staff"]),
    "detail": ("One two three.", "One two four."),
    "main_source": (["r-aaaa"], ["r-aaaa", "r-bbbb"]),
    "nothing_of_this_bank": ("words",),
    **{f"datasets/{row}/title": ("Stops", "Maps") for row in ROWS},
    **{f"datasets/{row}/personal": ({"choice": "yes", "why": "w"},) for row in ROWS},
    **{f"datasets/{row}/kept": ("Six years", 5) for row in ROWS},
}


def record(*said):
    """Return the sealed events of a record; each is (kind, address, payload) or an answer's pair."""
    events, head = [], START
    for number, one in enumerate((("created", "", {"title": "T"}), *said)):
        kind, address, payload = one if len(one) == 3 else ("answered", one[0], {"value": one[1]})
        new = NewEvent(kind, address, payload)
        events.append(seal("a-1", new, PEOPLE[number % 2], head))
        head = head_of(events[-1])
    return events


def erase(events, *seqs):
    return [
        dataclasses.replace(event, payload=None, salt=None) if event.seq in seqs else event
        for event in events
    ]


def answer_of(address):
    return st.tuples(st.just(address), st.sampled_from([*VALUES[address], None]))


CHANGES = st.one_of(
    st.sampled_from(sorted(VALUES)).flatmap(answer_of),
    st.tuples(
        st.sampled_from(["row_added", "row_moved", "row_removed"]),
        st.sampled_from([f"datasets/{row}" for row in ROWS]),
        st.fixed_dictionaries({"after": st.sampled_from([*ROWS, None])}),
    ),
)
RECORDS = st.builds(
    lambda said, seqs: erase(record(*said), *seqs),
    st.lists(CHANGES, max_size=25),
    st.sets(st.integers(2, 26), max_size=3),
)


def applied(found, before):
    """Return the answers `before`, changed as the difference says and in no other way."""
    said = dict(before)
    for question in found.questions:
        if question.answer:
            said[question.concept] = question.answer.after and question.answer.after.value
            continue
        rows = {row["id"]: dict(row["values"]) for row in said.get(question.concept, ())}
        for row in question.rows:
            values = rows.setdefault(row.row, {})
            for cell in row.answers:
                column = cell.address.rpartition("/")[2]
                values[column] = cell.after and cell.after.value
        said[question.concept] = [
            {"id": row, "values": {c: v for c, v in rows.get(row, {}).items() if v is not None}}
            for row in question.order[1]
        ]
    return {concept: value for concept, value in said.items() if value not in (None, [])}


@settings(max_examples=400, deadline=None, derandomize=True)
@given(RECORDS, st.integers(0, 26), st.integers(0, 26))
def test_the_difference_of_two_points_applied_to_the_first_gives_the_second(events, one, other):
    start, end = sorted(min(seq, len(events)) for seq in (one, other))

    found = difference(events, BANK, start, end)

    before, after = (answers(fold(events[:seq]), BANK) for seq in (start, end))
    assert found.start.answers == before
    assert applied(found, before) == after
    assert bool(found.questions) or before == after


@settings(max_examples=200, deadline=None, derandomize=True)
@given(RECORDS)
def test_the_versions_of_an_address_are_exactly_the_answers_given_there(events):
    found = versions(events)

    given = [event for event in events if event.kind == "answered"]
    assert sorted(v.seq for there in found.values() for v in there) == [e.seq for e in given]
    for event in given:
        said = (event.payload or {}).get("value")
        version = Version(event.seq, event.at, event.actor, said, erased=event.payload is None)
        assert version in found[event.address]
        assert versions_at(events, event.address) == found[event.address]
    assert versions_at(events, "owner") == ()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(RECORDS, st.integers(0, 26))
def test_between_a_point_and_itself_there_is_nothing(events, seq):
    seq = min(seq, len(events))

    assert difference(events, BANK, seq, seq).questions == ()


def only(found):
    (question,) = found.questions
    return question.answer


@pytest.mark.parametrize(
    ("said", "erased", "start", "what"),
    [
        ([("detail", "a")], (), 1, "added"),
        ([("detail", "a"), ("detail", "b")], (), 2, "changed"),
        ([("detail", "a"), ("detail", None)], (), 2, "removed"),
        ([("detail", "a"), ("detail", "b")], (3,), 2, "erased"),
        ([("detail", "a")], (2,), 1, "erased"),
        ([("detail", "a"), ("detail", "b")], (2,), 2, "changed"),
        ([("detail", "a"), ("detail", None)], (2,), 2, "removed"),
        ([("detail", "a"), ("detail", "b")], (2, 3), 2, "erased"),
    ],
)
def test_what_became_of_an_answer_has_one_word(said, erased, start, what):
    assert only(difference(erase(record(*said), *erased), BANK, start)).what == what


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ([("stage", "new"), ("stage", "running"), ("stage", "new")], 2),
        ([("stage", None)], 1),
        ([("stage", "new"), ("stage", None)], 1),
        ([("nothing_of_this_bank", "x")], 1),
        ([("stage", 5)], 1),
    ],
)
def test_what_reads_the_same_at_both_ends_is_no_difference(said, start):
    assert difference(record(*said), BANK, start).questions == ()


def test_it_says_by_whom_and_by_which_event():
    found = only(difference(record(("stage", "new"), ("stage", "running")), BANK, 2))

    assert (found.before.seq, found.before.by.id) == (2, "ben")
    assert (found.after.seq, found.after.by) == (3, Actor("ana", "author"))
    assert (found.before.value, found.after.value) == ("new", "running")


YES, NO = ({"choice": choice, "why": ""} for choice in ("yes", "no"))
ADD = tuple(("row_added", f"datasets/{row}", {}) for row in ROWS)


def test_questions_and_rows_come_in_the_order_of_the_journey():
    events = record(
        ("screen_personal", YES), *ADD, ("datasets/r-cccc/title", "C"), ("stage", "new"),
        ("datasets/r-aaaa/title", "A"), ("row_removed", "datasets/r-bbbb", {}),
    )  # fmt: skip

    whole, last = difference(events, BANK, 0), difference(events, BANK, 5)

    assert [q.concept for q in whole.questions] == ["screen_personal", "stage", "datasets"]
    assert [(row.row, row.what, row.step.seq) for row in whole.questions[-1].rows] == [
        ("r-aaaa", "added", 3), ("r-cccc", "added", 5),
    ]  # fmt: skip
    assert [(row.row, row.what) for row in last.questions[-1].rows] == [
        ("r-aaaa", "changed"), ("r-bbbb", "removed"), ("r-cccc", "changed"),
    ]  # fmt: skip
    assert last.questions[-1].rows[1].step.seq == 9


def test_a_row_that_went_and_came_back_elsewhere_is_a_new_order():
    events = record(("screen_personal", YES), *ADD, ("row_removed", "datasets/r-aaaa", {}), ADD[0])

    (question,) = difference(events, BANK, 5).questions

    assert question.rows == ()
    assert question.order == (ROWS, ("r-bbbb", "r-cccc", "r-aaaa"))


def test_an_erased_answer_goes_with_its_row():
    events = record(
        ("screen_personal", YES), ADD[0], ("datasets/r-aaaa/title", "A"),
        ("row_removed", "datasets/r-aaaa", {}),
    )  # fmt: skip

    (question,) = difference(erase(events, 4), BANK, 4).questions

    assert [cell.what for cell in question.rows[0].answers] == ["removed"]
    assert difference(erase(events, 4), BANK, 5).end.given.keys() == {"screen_personal"}


def test_an_answer_whose_question_is_no_longer_asked_is_kept_and_marked():
    events = record(
        ("screen_personal", YES), ADD[0], ("datasets/r-aaaa/title", "A"), ("screen_personal", NO),
        ("screen_personal", YES),
    )  # fmt: skip

    (_, hidden), (_, shown) = (difference(events, BANK, s, s + 1).questions for s in (4, 5))

    assert (hidden.concept, hidden.what, hidden.counted) == ("datasets", "hidden", (True, False))
    assert shown.what == "shown"
    assert hidden.rows[0].answers[0].what == "hidden"
    assert difference(events, BANK, 4, 6).questions == ()


def test_a_number_that_no_event_has_is_named():
    events = record(("stage", "new"))

    for start, end in ((-1, 1), (0, 3), (3, None)):
        with pytest.raises(EventNotFound, match="numbered 1 to 2"):
            difference(events, BANK, start, end)
    with pytest.raises(EventsOutOfOrder, match="--from 1 --to 2"):
        difference(events, BANK, 2, 1)

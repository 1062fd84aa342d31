"""Rows that change places: where they end, for one person and for several at once."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.bank.load import load_bank
from answerable.errors import NotUnderstood
from answerable.record import Person, Session, open_store
from answerable.record.changes import plan
from answerable.record.events import START, Actor, NewEvent, head_of, seal
from answerable.record.exchange.taking import COPIED_KINDS
from answerable.record.fold import State, fold
from answerable.record.shapes import refuse_misshapen

BANK = load_bank(Path(__file__).parents[1] / "data" / "content" / "tiny")
IDS = ("r-aaaa", "r-bbbb", "r-cccc", "r-dddd")
ANA = Actor("ana", "author")

some_id = st.sampled_from([*IDS, "r-gone"])
CHANGES = st.one_of(
    st.tuples(st.just("add_row"), some_id, st.sampled_from([*IDS, None])),
    st.tuples(st.just("move_row"), some_id, st.sampled_from([*IDS, "r-gone", None, 5, "r-"])),
    st.tuples(st.just("remove_row"), some_id, st.none()),
)


def as_changes(said):
    return [{"do": do, "address": f"datasets/{row}", "after": after} for do, row, after in said]


def sealed(news, state=None):
    events, head = [], state.head if state else START
    for new in news:
        events.append(seal("a-1", new, ANA, head))
        head = head_of(events[-1])
    return events


def carried(state, changes):
    return fold(sealed(plan(changes, state, BANK).events, state), state)


def order(state):
    return list(state.rows.get("datasets", ()))


def filled(*rows):
    return carried(State(), as_changes([("add_row", row, None) for row in reversed(rows)]))


def by_hand(rows, row, after):
    """Return the order as a person would make it with cards on a table."""
    if row not in rows or after == row or (after is not None and after not in rows):
        return rows
    cards = list(rows)
    cards.remove(row)
    cards.insert(cards.index(after) + 1 if after else 0, row)
    return cards


@pytest.mark.parametrize(
    ("row", "after", "ends"),
    [
        ("r-cccc", None, ["r-cccc", "r-aaaa", "r-bbbb"]),
        ("r-aaaa", "r-bbbb", ["r-bbbb", "r-aaaa", "r-cccc"]),
        ("r-aaaa", "r-cccc", ["r-bbbb", "r-cccc", "r-aaaa"]),
        ("r-aaaa", "r-gone", ["r-aaaa", "r-bbbb", "r-cccc"]),
        ("r-gone", "r-aaaa", ["r-aaaa", "r-bbbb", "r-cccc"]),
        ("r-aaaa", "r-aaaa", ["r-aaaa", "r-bbbb", "r-cccc"]),
    ],
)
def test_a_row_goes_right_behind_another_or_first_and_else_stays(row, after, ends):
    rows = carried(State(), as_changes([("add_row", each, None) for each in IDS[:3]]))

    assert order(carried(rows, as_changes([("move_row", row, after)]))) == ends


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(CHANGES, max_size=20))
def test_rows_lie_as_if_somebody_had_moved_cards_on_a_table(said):
    state, cards = State(), []
    for do, row, after in said:
        state = carried(state, as_changes([(do, row, after)]))
        if do == "add_row" and row not in cards:
            cards.insert(cards.index(after) + 1 if after in cards else len(cards), row)
        elif do == "remove_row":
            cards = [each for each in cards if each != row]
        elif do == "move_row":
            cards = by_hand(cards, row, after)

        assert order(state) == cards


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(CHANGES, max_size=12), st.lists(CHANGES, max_size=12), st.integers(0, 12))
def test_all_who_read_the_same_events_see_the_same_order_however_they_read_them(one, other, at):
    """Both planned from the same state, as two people do who have not heard of each other yet."""
    start = carried(State(), as_changes([("add_row", each, None) for each in IDS]))
    both = [
        *plan(as_changes(one), start, BANK).events,
        *plan(as_changes(other), start, BANK).events,
    ]
    events = sealed(both, start)

    at_once, in_two = fold(events, start), fold(events[at:], fold(events[:at], start))

    assert order(at_once) == order(in_two)
    assert len(set(order(at_once))) == len(order(at_once))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.permutations(IDS), some_id, st.sampled_from([*IDS, None]))
def test_the_same_move_again_changes_nothing_and_is_not_written(rows, row, after):
    move = as_changes([("move_row", row, after)])
    once = carried(filled(*rows), move)

    assert plan(move, once, BANK).events == []
    assert carried(once, move) == once


def test_no_move_makes_or_loses_a_row_and_answers_stay_with_theirs():
    state = carried(
        filled(*IDS), [{"do": "answer", "address": "datasets/r-dddd/title", "value": "D"}]
    )

    moved = carried(
        state, as_changes([("move_row", "r-dddd", None), ("move_row", "r-aaaa", "r-cccc")])
    )

    assert sorted(order(moved)) == sorted(IDS)
    assert moved.held == state.held


def test_what_is_no_row_of_a_register_is_no_place():
    changes = [
        {"do": "move_row", "address": address}
        for address in ("datasets", "project_title", "nothing/r-aaaa", "datasets/r-aaaa/title")
    ]

    problems = [told["problem"]["key"] for told in plan(changes, filled(*IDS), BANK).results]

    assert problems == ["not_a_place"] * 4


@pytest.mark.parametrize("said", [{}, {"after": 5}, {"after": "title"}, {"after": None, "more": 1}])
def test_a_move_that_says_nothing_sensible_is_refused_from_outside(said):
    with pytest.raises(NotUnderstood):
        refuse_misshapen([NewEvent("row_moved", "datasets/r-aaaa", said)])


def test_a_move_is_kept_and_sent_twice_is_written_once(tmp_path):
    assert "row_moved" in COPIED_KINDS
    store = open_store(f"sqlite:///{tmp_path / 's.db'}")
    session = Session.begin(store, "T", Person("ana"), BANK)
    session.apply("p", 1, as_changes([("add_row", row, None) for row in IDS]))

    told = session.apply("p", 2, as_changes([("move_row", "r-dddd", "r-aaaa")]))
    again = session.apply("p", 2, as_changes([("move_row", "r-dddd", "r-aaaa")]))

    assert told.results == again.results
    assert [event.kind for event in session.events()].count("row_moved") == 1
    assert order(Session.open(store, session.assessment, Person("ben"), BANK).state) == [
        "r-aaaa", "r-dddd", "r-bbbb", "r-cccc",
    ]  # fmt: skip
    store.close()

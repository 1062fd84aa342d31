"""What changed between two texts, word by word."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.record.worddiff import ADDED, KEPT, REMOVED, compare

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "cases" / "worddiff.yml").read_text("utf-8")
)
MARKS = {KEPT: "{}", ADDED: "{{+{}+}}", REMOVED: "[-{}-]"}
TEXTS = st.lists(st.sampled_from(["the", "cat", "sat", "a.", "a,", "\n", "\n\n", "  ", "é"])).map(
    " ".join
)


def case(told):
    """Return before, after and what is shown; a long one repeats its start and differs at its end."""
    start = "".join(told["before"].format(n=n) for n in range(told.get("repeat", 0)))
    if not start:
        return told["before"], told["after"], told["shown"]
    return start + told["before_end"], start + told["after_end"], start + told["shown_end"]


def words(pieces, without):
    return "".join(piece.text for piece in pieces if piece.what != without).split()


@pytest.mark.parametrize("told", CASES, ids=[told["name"] for told in CASES])
def test_what_changed_is_marked(told):
    before, after, shown = case(told)

    assert (
        "".join(MARKS[piece.what].format(piece.text) for piece in compare(before, after)) == shown
    )


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS, TEXTS)
def test_what_is_kept_and_added_is_the_new_text_and_the_rest_the_old(before, after):
    pieces = compare(before, after)

    assert words(pieces, REMOVED) == after.split()
    assert words(pieces, ADDED) == before.split()
    assert (before == after) == all(piece.what == KEPT for piece in pieces)
    assert all(one.what != follower.what for one, follower in pairwise(pieces))


def test_two_texts_too_long_to_compare_are_shown_whole():
    before, after = (" ".join(f"{word}{n}" for n in range(3000)) for word in ("a", "b"))

    assert [piece.what for piece in compare(before, after)] == [REMOVED, ADDED]


@pytest.mark.parametrize("same", ["a ", "a b ", "a b c d e f g "])
def test_a_text_that_says_one_thing_over_and_over_is_no_trap(same):
    before, after = f"x {same * 4000}y", f"z {same * 8000}w"

    pieces = compare(before, after)  # one word against all others would take minutes

    assert words(pieces, REMOVED) == after.split()

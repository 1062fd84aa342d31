"""What changed between two texts, word by word.

The page does the same in `form/worddiff.js`; `tests/data/cases/worddiff.yml` holds them together.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

KEPT, ADDED, REMOVED = "kept", "added", "removed"
# A line break is a word of its own, so that a new paragraph shows.
WORD = re.compile(r"[^\S\n]*\n\s*|[^\S\n]+|\S+[^\S\n]*")
MOST_COMPARED = 4_000_000  # words of one text times words of the other: more would take long
LEAST_KEPT = 0.25  # of the longer text: with less in common, two whole texts read better


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they were kept, added or removed."""

    what: str
    text: str


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """Return how `before` became `after`.

    What is kept or added reads as `after`, what is kept or removed as `before`, but for spaces.
    """
    pieces = tuple(_joined(compare_lists(WORD.findall(before), WORD.findall(after))))
    kept = sum(len(piece.text) for piece in pieces if piece.what == KEPT)
    only_spaces = before != after and all(piece.what == KEPT for piece in pieces)
    if only_spaces or kept < LEAST_KEPT * max(len(before), len(after)):
        whole = (Piece(REMOVED, before), Piece(ADDED, after))
        return tuple(piece for piece in whole if piece.text)
    return pieces


def compare_lists(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """Yield all of `after`, and at its place what is gone of `before`, one piece for each."""
    for kept, was, now in _steps([_bare(word) for word in before], [_bare(word) for word in after]):
        if kept:  # with the wider space of both, so that no two words run together
            both = zip(before[was], after[now], strict=True)
            yield from (Piece(KEPT, max(words, key=len)) for words in both)
        else:
            yield from (Piece(REMOVED, word) for word in before[was])
            yield from (Piece(ADDED, word) for word in after[now])


def _bare(word: str) -> str:
    return word.strip() or ("\n" if "\n" in word else " ")


def _steps(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[bool, slice, slice]]:
    """Yield (is it the same, where in `was`, where in `now`), from the start to the end of both."""
    first = _alike(was, now)
    last = _alike(was[first:][::-1], now[first:][::-1])
    here, there = was[first : len(was) - last], now[first : len(now) - last]
    steps: list[tuple[str, int, int, int, int]] = [("replace", 0, len(here), 0, len(there))]
    if len(here) * len(there) <= MOST_COMPARED:
        steps = list(SequenceMatcher(None, here, there).get_opcodes())
    yield True, slice(first), slice(first)
    for tag, a, b, c, d in steps:
        yield tag == "equal", slice(first + a, first + b), slice(first + c, first + d)
    yield True, slice(len(was) - last, len(was)), slice(len(now) - last, len(now))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words at the start are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield what stands together as one piece: what is kept, or what is removed and then added."""
    together: dict[str, str] = {}
    for piece in pieces:
        if together and (piece.what == KEPT) != (KEPT in together):
            yield from _flushed(together)
            together = {}
        together[piece.what] = together.get(piece.what, "") + piece.text
    yield from _flushed(together)


def _flushed(together: dict[str, str]) -> Iterator[Piece]:
    order = (KEPT, REMOVED, ADDED)
    yield from (Piece(what, together[what]) for what in order if what in together)

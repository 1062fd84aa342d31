"""Where names stand in a text, how surely, and what stands around them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answerable.record.namesearch.accounts import accounts_in
from answerable.record.namesearch.folding import Piece, pieces
from answerable.record.namesearch.names import Name
from answerable.record.namesearch.runs import Runs, Span
from answerable.wording import clean

HOWS = ("exact", "order", "initial", "part", "spelling", "title", "account")  # surest first
EXCERPT = 160  # characters
WINDOW, MARGIN = 500_000, 1_000  # characters: a long text is not taken apart all at once


@dataclass(frozen=True)
class Found:
    """One place in a text: how the name stands there (one of `HOWS`), and an excerpt around it."""

    name: str
    how: str
    start: int
    end: int
    excerpt: str

    @property
    def exact(self) -> bool:
        """Whether it is the name itself, and not only likely to be."""
        return self.how == "exact"


def find(text: str, names: Sequence[Name]) -> tuple[Found, ...]:
    """Return where `names` stand in `text`, in order; what is exact is not told again as likely."""
    found = [
        Found(name, how, start, end, excerpt(text, start, end))
        for begin in range(0, len(text), WINDOW)
        for name, start, end, how in _in_window(text, begin, names)
    ]
    return tuple(sorted(found, key=lambda hit: (hit.start, hit.name)))


def _in_window(text: str, begin: int, names: Sequence[Name]) -> Iterator[tuple[str, int, int, str]]:
    """Look at one stretch of a long text, with enough on both sides to know where words end."""
    since = max(0, begin - MARGIN)
    shown = text[since : begin + WINDOW + MARGIN]
    apart = pieces(shown)
    for name in names:
        for start, end, how in _without_repeats(_spans(shown, apart, name)):
            if begin <= since + start < begin + WINDOW:
                yield name.typed, since + start, since + end, how


def _spans(text: str, apart: list[Piece], name: Name) -> Iterator[Span]:
    for reading in name.readings:
        for start, end, how in (*Runs(text, apart, reading), *accounts_in(text, reading)):
            whole = text[start : start + len(name.typed)].casefold() == name.typed.casefold()
            yield start, end, how if whole or not name.address else "account"


def _without_repeats(spans: Iterator[Span]) -> list[Span]:
    """Leave out what lies within another find, and what is only likely beside what is exact."""
    sure: list[Span] = []
    likely: list[Span] = []
    for span in sorted(set(spans), key=_order):
        told = sure if span[2] == HOWS[0] else likely
        if not told or span[1] > told[-1][1]:
            told.append(span)
    ends = [end for _, end, _ in sure]
    starts = [start for start, _, _ in sure]
    apart = [span for span in likely if bisect_right(ends, span[0]) == bisect_left(starts, span[1])]
    return [*sure, *apart]


def _order(span: Span) -> tuple[int, int, int]:
    start, end, how = span
    return start, -end, HOWS.index(how)


def excerpt(text: str, start: int, end: int) -> str:
    """Return what stands from `start` to `end`, with some words around it, in one clean line."""
    found = _line(text[start:end])[: EXCERPT - 2]
    room = (EXCERPT - 2 - len(found)) // 2
    before, after = _line(text[max(0, start - room) : start]), _line(text[end : end + room])
    opening = "…" if start > room else ""
    closing = "…" if end + room < len(text) else ""
    return f"{opening}{before}{found}{after}{closing}".strip()


def _line(text: str) -> str:
    """Keep one space for each run of them, also at the ends."""
    return " ".join(clean(f"|{text}|").split())[1:-1]

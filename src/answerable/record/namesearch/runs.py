"""Runs: words of a text that follow each other closely, each another part of one name.

A word is a part in full, by its initial, or, one of them, with one letter different. A run of all
parts in full and in order is exact; what else counts says how it differs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from answerable.record.namesearch.closeness import (
    after_title,
    close,
    in_one_word,
    one_letter_off,
)
from answerable.record.namesearch.folding import Piece
from answerable.record.namesearch.names import Part, Reading, is_title, titles

Span = tuple[int, int, str]  # where it starts and ends, and how
SPELLING_FROM = 6  # letters of the whole name
NOTHING_SOFT = "near"  # one word with a letter different allows no other, and no initials
SHORT = 4  # letters of a word that is not taken for another one without its capital


@dataclass(frozen=True)
class Step:
    """One word of a run: how (full, initial, near) it is which parts of the name, from and to where.

    It is more than one part only where initials are run together, as in JRR Tolkien.
    """

    parts: tuple[int, ...]
    how: str
    begin: int
    end: int


Run = tuple[Step, ...]


class Runs:
    """All runs of one reading of a name in a text, and the surnames that follow a title."""

    def __init__(self, text: str, apart: list[Piece], reading: Reading) -> None:
        """Look into `text`, of which `apart` are the pieces."""
        self._text, self._apart = text, apart
        self._parts, self._orders = reading.parts, reading.orders
        self._letters = sum(len(part.letters) for part in reading.parts)
        initials = "".join(part.letters[0] for part in reading.parts)
        self._together = {
            initials[start:end]: tuple(range(start, end))
            for start in range(len(initials))
            for end in range(start + 2, len(initials) + 1)
            if end - start < len(initials)
        }
        self._openings = titles()["before"] | self._together.keys()
        self._promising: dict[str, bool] = {}
        self._known: dict[tuple[int, int, str], Run] = {}

    def __iter__(self) -> Iterator[Span]:
        """Give the best run from each word that begins one; they may overlap."""
        for at, piece in enumerate(self._apart):
            if self._is_promising(piece.letters):
                self._known.clear()
                if run := self._counting(at):
                    yield self._span(at, run[-1].end, self._how(run))
                elif end := self._after_title(at):
                    yield self._span(at, end, "title")

    def _span(self, at: int, end: int, how: str) -> Span:
        return self._apart[at].start, self._apart[end - 1].end, how

    def _counting(self, at: int) -> Run:
        """Return the best run from `at` that is a name: where initials spoil it, one without."""
        for soft in ("", NOTHING_SOFT):
            if self._counts(run := self._best(at, 0, soft)):
                return run
        return ()

    def _is_promising(self, letters: str) -> bool:
        """Return whether a run may begin with `letters`; most words of a text are settled here."""
        if letters not in self._promising:
            self._promising[letters] = letters in self._openings or any(
                part.letters.startswith(letters)
                or letters in part.initials
                or (len(part.letters) == 1 and letters.startswith(part.letters))
                or one_letter_off(letters, part.letters)
                or any(one_letter_off(letters, piece) for piece in part.pieces)
                for part in self._parts
            )
        return self._promising[letters]

    def _best(self, at: int, used: int, soft: str) -> Run:
        """Return the run from `at` with most parts, and most of them in full.

        `used` has a bit for each part that came before; `soft` is what was not in full so far.
        """
        key = (at, used, soft)
        if key not in self._known:
            best: Run = ()
            for step in self._steps(at, used, soft):
                rest: Run = ()
                if step.end < len(self._apart) and self._close(step.end):
                    softer = soft if step.how == "full" else step.how
                    rest = self._best(step.end, used | _bits(step.parts), softer)
                best = max(best, (step, *rest), key=_rank)
            self._known[key] = best
        return self._known[key]

    def _steps(self, at: int, used: int, soft: str) -> Iterator[Step]:
        for index, part in enumerate(self._parts):
            if used & 1 << index:
                continue
            if end := self._full(at, part):
                yield Step((index,), "full", at, end)
            elif soft != NOTHING_SOFT and self._initial(at, part):
                yield Step((index,), "initial", at, at + 1)
            elif not soft and (end := self._near(at, part)):
                yield Step((index,), "near", at, end)
        together = self._together.get(self._apart[at].letters, ())
        if together and soft != NOTHING_SOFT and not used & _bits(together):
            yield Step(together, "initial", at, at + 1)

    def _full(self, at: int, part: Part) -> int:
        """Return where `part` ends if it stands at `at`, else 0."""
        said = ""
        for end in range(at, len(self._apart)):
            if said and not self._one_word(end, said, part):
                return 0
            said += self._apart[end].letters
            if said == part.letters:
                return end + 1
            if not part.letters.startswith(said):
                return 0
        return 0

    def _one_word(self, at: int, said: str, part: Part) -> bool:
        """Return whether the piece at `at` carries on a word; "O Neil" may be two for O'Neil."""
        gap = self._gap(at)
        ends = {"".join(part.pieces[:count]) for count in range(1, len(part.pieces))}
        return in_one_word(gap) or (said in ends and close(gap, len(said)))

    def _initial(self, at: int, part: Part) -> bool:
        letters = self._apart[at].letters
        if part.numbered or len(self._parts) == 1:
            return False
        typed_short = len(part.letters) == 1 and letters.startswith(part.letters)
        return letters in part.initials or typed_short

    def _near(self, at: int, part: Part) -> int:
        """Return where a word ends that is `part` but for one letter, else 0."""
        if part.numbered or self._letters < SPELLING_FROM:
            return 0
        for end in {at + 1, min(at + len(part.pieces), len(self._apart))}:
            if all(self._one_word(i, "", part) for i in range(at + 1, end)):
                said = "".join(piece.letters for piece in self._apart[at:end])
                if one_letter_off(said, part.letters) and self._likely(at, said, part):
                    return end
        return 0

    def _likely(self, at: int, said: str, part: Part) -> bool:
        """Take a short word, or one with another first letter, for a name only with its capital."""
        if said[0] == part.letters[0] and len(part.letters) >= SHORT:
            return True
        same_or_long = said[0] == part.letters[0] or len(part.letters) >= SPELLING_FROM
        return same_or_long and self._capital(at)

    def _counts(self, run: Run) -> bool:
        if len(run) < min(len(self._parts), 2):
            return False
        if all(step.how != "initial" for step in run):
            return len(run) == 1 or any(len(self._letters_of(step)) > 1 for step in run)
        full = [step for step in run if step.how == "full" and len(self._letters_of(step)) > 1]
        return bool(full) and all(self._stands_as_initial(step, full) for step in run)

    def _stands_as_initial(self, step: Step, full: list[Step]) -> bool:
        """Tell the "A" of A. Lyst from the one of "a hill"."""
        end = self._apart[step.begin].end
        if step.how != "initial" or self._text.startswith(".", end):
            return True
        return self._capital(step.begin) and all(self._capital(other.begin) for other in full)

    def _how(self, run: Run) -> str:
        hows = {step.how for step in run}
        if "near" in hows:
            return "spelling"
        if "initial" in hows:
            return "initial"
        if len(run) < len(self._parts):
            return "part"
        return "exact" if tuple(step.parts[0] for step in run) in self._orders else "order"

    def _after_title(self, at: int) -> int:
        """Return where a name ends that follows the title at `at`, as in "Ms Lyst", else 0."""
        end = at
        while end < len(self._apart) and self._is_title(end):
            if end > at and not after_title(self._gap(end)):
                return 0
            end += 1
        if end in (at, len(self._apart)) or not after_title(self._gap(end)):
            return 0
        if self._counting(end):
            return 0  # which is found by itself
        names = [part for part in self._parts if len(part.letters) > 1 and not part.numbered]
        ends = [self._full(end, part) for part in names] if self._capital(end) else []
        return max(ends, default=0)

    def _is_title(self, at: int) -> bool:
        piece = self._apart[at]
        return self._capital(at) and is_title(self._text[piece.start : piece.end])

    def _letters_of(self, step: Step) -> str:
        return "".join(piece.letters for piece in self._apart[step.begin : step.end])

    def _capital(self, at: int) -> bool:
        return self._text[self._apart[at].start].isupper()

    def _close(self, at: int) -> bool:
        before = self._apart[at - 1]
        return close(self._gap(at), len(before.letters))

    def _gap(self, at: int) -> str:
        return self._text[self._apart[at - 1].end : self._apart[at].start]


def _rank(run: Run) -> tuple[int, int]:
    parts = sum(len(step.parts) for step in run)
    return parts, sum(step.how == "full" for step in run)


def _bits(parts: tuple[int, ...]) -> int:
    return sum(1 << part for part in parts)

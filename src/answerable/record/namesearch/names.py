"""A name as somebody typed it, made ready to be looked for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from answerable import places
from answerable.bank.files import read_yaml
from answerable.errors import NameNotSearchable
from answerable.record.namesearch.folding import fold, pieces
from answerable.wording import clean

LONGEST, MOST_WORDS, LEAST_LETTERS = 100, 8, 2
WORDS = re.compile(r"[^\s.,_;/\\+]+")


@dataclass(frozen=True)
class Part:
    """One word of a name: its letters in one run, and the pieces an apostrophe or hyphen makes."""

    letters: str
    pieces: tuple[str, ...]

    @cached_property
    def numbered(self) -> bool:
        """Whether it is a staff number or the like: as given, or not at all."""
        return any(sign.isdigit() for sign in self.letters)

    @cached_property
    def initials(self) -> frozenset[str]:
        """The ways to shorten it: A, and for Ana-Maria also AM."""
        return frozenset({self.letters[0], "".join(piece[0] for piece in self.pieces)})


@dataclass(frozen=True)
class Reading:
    """One way to understand a name: its parts, and the orders in which it is the name itself."""

    parts: tuple[Part, ...]
    orders: frozenset[tuple[int, ...]]


@dataclass(frozen=True)
class Name:
    """What is looked for; `address` says that an e-mail address was typed."""

    typed: str
    readings: tuple[Reading, ...]
    address: bool = False


def parse_name(typed: str) -> Name:
    """Return `typed` as it is looked for: titles dropped, `Lyst, Ana` understood.

    Raises:
        NameNotSearchable: too little to look for, or too long.
    """
    shown = " ".join(clean(typed).split())
    address = "@" in shown and " " not in shown
    first, comma, then = (shown.partition("@")[0], "", "") if address else shown.partition(",")
    last, given = _parts(first), _parts(then)
    turned = len(given) if comma else 0
    words = given + last
    letters = sum(len(part.letters) for part in words)
    if len(shown) > LONGEST or len(words) > MOST_WORDS or letters < LEAST_LETTERS:
        raise NameNotSearchable(typed=shown[:LONGEST], words=MOST_WORDS, limit=LONGEST)
    orders = {tuple(range(len(words))), (*range(turned, len(words)), *range(turned))}
    readings = [Reading(words, frozenset(orders)), *_other_readings(words)]
    return Name(shown, tuple(readings), address)


def _parts(typed: str) -> tuple[Part, ...]:
    words = [word for word in WORDS.findall(typed) if fold(word)]
    while len(words) > 1 and is_title(words[0]):
        words.pop(0)
    while len(words) > 1 and fold(words[-1]) in titles()["after"]:
        words.pop()
    return tuple(_part(word) for word in words)


def is_title(word: str) -> bool:
    """Return whether `word` stands before names; DI does, but Di begins some of them."""
    letters = fold(word)
    known = titles()
    return letters in known["before"] and (word.isupper() or letters not in known["particles"])


def _part(word: str) -> Part:
    return Part(fold(word), tuple(piece.letters for piece in pieces(word)))


def _other_readings(words: Sequence[Part]) -> list[Reading]:
    """Return the same name with double names as two words, and with small words joined on."""
    split = [Part(piece, (piece,)) for part in words for piece in part.pieces]
    together: list[Part] = []
    for part in words:
        before = together[-1] if together else None
        if before and before.pieces[-1] in titles()["particles"]:
            together[-1] = Part(before.letters + part.letters, (*before.pieces, *part.pieces))
        else:
            together.append(part)
    readings = [tuple(other) for other in (split, together) if len(other) not in (len(words), 0)]
    return [
        Reading(parts, frozenset({tuple(range(len(parts)))}))
        for parts in readings
        if len(parts) <= MOST_WORDS
    ]


@cache
def titles() -> Mapping[str, frozenset[str]]:
    """Return the words before, after and within names, from `content/reference/titles.yml`."""
    told = read_yaml(places.content() / "reference" / "titles.yml")
    return {key: frozenset(words) for key, words in told.items()}

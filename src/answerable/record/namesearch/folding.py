"""Text as a search sees it: pieces of words, without case, accents and other ways to write them.

A piece ends at anything that is no letter or digit, so also at an apostrophe or a hyphen, and
where a capital follows a small letter: `O'Neil-Smith` has three, `McDonald` two.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

# Letters that stand for themselves when accents are taken away.
ALONE = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
        "ħ": "h",
    }
)
UNSEEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
APOSTROPHE_LETTERS = "\u02b9\u02bb\u02bc\u02bd\u02be\u02bf"  # letters to Unicode, signs to people
KEPT = 100_000  # different words, or as many as a large file has


class Piece(NamedTuple):
    """A run of letters and digits: as it is compared, and where it stands in the text."""

    letters: str
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """Return all pieces of `text`, in order."""
    return [
        Piece(letters, found.start() + start, found.start() + end)
        for found in _word().finditer(text)
        for letters, start, end in _split(found.group())
    ]


@lru_cache(KEPT)
def fold(text: str) -> str:
    """Return the letters and digits of `text` as they are compared."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(ALONE)
    return "".join(
        sign
        for sign in unicodedata.normalize("NFKD", plain)
        if sign.isalnum() and sign not in APOSTROPHE_LETTERS
    )


@lru_cache(KEPT)
def _split(word: str) -> tuple[Piece, ...]:
    cuts, small = [0], False
    for at, sign in enumerate(word):
        if small and sign.isupper():
            cuts.append(at)
        small = sign.islower() or (small and not sign.isalpha())
    parts = zip(cuts, [*cuts[1:], len(word)], strict=True)
    return tuple(
        Piece(letters, start, end) for start, end in parts if (letters := fold(word[start:end]))
    )


@cache
def _word() -> re.Pattern[str]:
    """Return the pattern of a word. To `re`, an accent that stands by itself is no part of one."""
    marks = "".join(
        chr(code)
        for code in range(0x300, 0x10000)
        if unicodedata.category(chr(code)).startswith("M")
    )
    return re.compile(rf"[^\W_](?:[^\W_]|[{marks}{UNSEEN}])*")

"""What can be told of a text without understanding it: its words, its likeness to another.

Lists of words and phrases come from `content/boilerplate.yml`. In a list `check*` stands for every
word that begins so, and `#` for any number.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
RUN = 3  # words; a run of three is seldom shared by two texts that were written apart
STEM = 6  # letters; enough to take "advisory" and "adviser" for one
HOLLOW = "hollow"  # the list of phrases that say nothing
HOLLOW_LEFT = 0.4  # a text with no more of its words left says nothing
LONG_ENOUGH = 5  # letters; shorter words say little of what a text is about


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of `text` in small letters, without marks."""
    return tuple(WORD.findall(text.casefold().replace("\u2019", "'")))


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences and lines of `text` that hold a word."""
    return tuple(part for part in SENTENCE.split(text) if words_of(part))


@dataclass(frozen=True)
class Heard:
    """A text made ready to be set beside others: its words, and its three-word runs."""

    words: tuple[str, ...]
    runs: frozenset[tuple[str, ...]]


def heard(text: str) -> Heard:
    """Return `text` made ready for `likeness`."""
    words = words_of(text)
    starts = (words[start:] for start in range(RUN))
    return Heard(words, frozenset(zip(*starts, strict=False)))


def likeness(one: Heard, other: Heard, least: int) -> float:
    """Return which share of the shorter text's three-word runs stands in the other, 0 to 1.

    Texts of fewer than `least` words are alike only when they have the same words.
    """
    if one.words == other.words:
        return float(bool(one.words))
    if min(len(one.words), len(other.words)) < max(least, RUN):
        return 0.0
    return len(one.runs & other.runs) / min(len(one.runs), len(other.runs))


def topics(texts: Iterable[str]) -> frozenset[str]:
    """Return the beginnings of the longer words in `texts`: roughly, what they are about."""
    found = (word.partition("'")[0] for text in texts for word in words_of(text))
    return frozenset(word[:STEM] for word in found if len(word) >= LONG_ENOUGH)


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of `phrases` in words that are set apart by single spaces."""
    parts = []
    for phrase in sorted(phrases, key=len, reverse=True):
        if phrase == "#":
            parts.append(r"\S*\d\S*")
        else:
            tail = r"\S*" if phrase.endswith("*") else ""
            parts.append(re.escape(" ".join(words_of(phrase))) + tail)
    return re.compile(rf"(?<!\S)(?:{'|'.join(parts) or '(?!)'})(?!\S)")


def holds(text: str, phrases: Collection[str]) -> bool:
    """Return whether `text` has one of `phrases` in it."""
    return bool(_pattern(tuple(phrases)).search(" ".join(words_of(text))))


def affirms(sentence: str, phrases: Collection[str], denials: Collection[str]) -> bool:
    """Return whether one of `phrases` stands in `sentence` with no denial before it."""
    plain = " ".join(words_of(sentence))
    found = _pattern(tuple(phrases)).search(plain)
    return found is not None and not holds(plain[: found.start()], denials)


def left_over(text: str, phrases: Collection[str]) -> float:
    """Return which share of the words of `text` is left without `phrases`; 1 if it has none."""
    words = words_of(text)
    rest = _pattern(tuple(phrases)).sub(" ", " ".join(words)).split()
    return len(rest) / len(words) if words else 1.0


def says_something(text: str, hollow: Collection[str], least: int) -> bool:
    """Return whether `text` has `least` words and more to it than phrases that say nothing.

    Held together with `form/saying.js` by `tests/data/cases/saying.yml`.
    """
    return len(words_of(text)) >= least and left_over(text, hollow) > HOLLOW_LEFT

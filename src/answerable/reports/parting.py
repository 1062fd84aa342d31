"""The part of an answer that belongs in a field: one table, a row for each of `PARTS`.

Adding a part: `PARTS` in `bank/model.py`, the schema of lenses, what it is cut from in
`bank/narrowing.py`, and a row in `CUTS` here.
"""

import re
from collections.abc import Callable, Mapping

from answerable.bank.model import Value
from answerable.reports.values import Reading

SENTENCE_END = re.compile(r"(?<=[.!?])\s")
AROUND = ".,;:!?()[]<>\"'“”\u2018\u2019"


def role_of(value: Value) -> Value:
    """Return a person without the name."""
    return {part: words for part, words in value.items() if part == "role"}


def cut(part: str, reading: Reading) -> Reading:
    """Return the `part` of an answer in words; all of it where it has no such part."""
    found = CUTS[part](" ".join(reading.paragraphs)).strip() if part in CUTS else ""
    if part == "after_comma":  # it stands alone now
        found = found[:1].upper() + found[1:]
    return Reading((found,)) if found else reading


def _first_sentence(text: str) -> str:
    return SENTENCE_END.split(text, maxsplit=1)[0]


def _before_comma(text: str) -> str:
    return text.partition(",")[0]


def _after_comma(text: str) -> str:
    return text.partition(",")[2]


def _words(text: str) -> list[str]:
    return [word.strip(AROUND) for word in text.split()]


def _mailbox(text: str) -> str:
    return ", ".join(word for word in _words(text) if _is_host(word.partition("@")[2]))


def _web_address(text: str) -> str:
    return ", ".join(word for word in _words(text) if _is_web(word))


def _is_web(word: str) -> bool:
    return "@" not in word and _is_host(word.rpartition("://")[2].partition("/")[0])


def _is_host(name: str) -> bool:
    """Return whether this reads like the name of a computer: its last part is letters alone."""
    labels = name.split(".")
    return len(labels) > 1 and all(labels) and len(labels[-1]) > 1 and labels[-1].isalpha()


CUTS: Mapping[str, Callable[[str], str]] = {
    "after_comma": _after_comma,
    "before_comma": _before_comma,
    "first_sentence": _first_sentence,
    "mailbox": _mailbox,
    "web_address": _web_address,
}

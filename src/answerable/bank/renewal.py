"""Which answers a copied assessment does not take over, and which somebody must check again."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from answerable.bank.load import read_own
from answerable.bank.model import Bank
from answerable.bank.sense import known
from answerable.wording import say

FILE = "copying.yml"


@dataclass(frozen=True)
class Renewals:
    """The reason for each place, a `concept` or a `register.column`."""

    left_empty: Mapping[str, str]
    check_again: Mapping[str, str]


@cache
def load_renewals(folder: Path | None = None) -> Renewals:
    """Return what `copying.yml` in `folder` says, or the one that ships.

    Raises:
        ContentError: the file cannot be read or does not have its shape.
    """
    return read_own(folder, FILE, renewals)


def renewals(data: Mapping[str, Any]) -> Renewals:
    """Return the renewals from their file."""
    left_empty, check_again = (
        {place: entry["why"] for entry in data[part] for place in entry["ids"]}
        for part in ("left_empty", "check_again")
    )
    return Renewals(left_empty, check_again)


def renewal_problems(data: Mapping[str, Any], bank: Bank) -> Iterator[str]:
    """Yield a line for each place that the bank does not have, or that is named twice."""
    named = Counter(place for part in data.values() for entry in part for place in entry["ids"])
    there = set(bank.concepts)
    for concept in bank.concepts.values():
        there |= {f"{concept.id}.{column.id}" for column in concept.answer.columns}
    for place, times in named.items():
        yield from known(FILE, "ids", place, there)
        if times > 1:
            yield say("content", "twice", file=FILE, place="ids", name=place)

"""The number of a field may be a clause of law: one that nobody has confirmed is marked as such."""

import re
from collections.abc import Iterator

from answerable.bank.model import Bank, Lens
from answerable.wording import say

PART = re.compile(
    r"(?P<kind>article|schedule|section|regulation)s?|(?P<to>\bto\b)|(?P<in>\([^)]*\))|(?P<number>\d+[A-Z]*)",
    re.IGNORECASE,
)
Clause = tuple[str, str]


def numbered(bank: Bank, lens: Lens, official: str, title: str) -> str:
    """Return `title` with its number in the form, which says so when it rests on no settled law."""
    if not official:
        return title
    key = "field_unconfirmed" if _is_unsettled(bank, lens, official) else "field_numbered"
    return say("report", key, official=official, title=title)


def _is_unsettled(bank: Bank, lens: Lens, official: str) -> bool:
    named = set(clauses(official))
    sources = (bank.law[source] for source in lens.source)
    return any(
        named & set(clauses(source.section))
        for source in sources
        if source.confidence != "confirmed"
    )


def clauses(text: str) -> Iterator[Clause]:
    """Yield (kind, number) for each clause in `text`; a bare number is a section."""
    kind, last, ranged = "section", "", False
    for part in PART.finditer(text):
        if part["kind"]:
            kind = part["kind"].lower()
        elif part["to"]:
            ranged = True
        elif number := part["number"]:
            yield from ((kind, str(n)) for n in _between(last, number) if ranged)
            yield kind, number.upper()
            last, ranged = number, False


def _between(first: str, last: str) -> range:
    whole = first.isdecimal() and last.isdecimal()
    return range(int(first) + 1, int(last)) if whole else range(0)

"""What the pages about the bank have in common: words, a head, a table, a list of sources."""

import re
from collections.abc import Iterable

from answerable.bank.model import Bank
from answerable.wording import say

UNHEARD = re.compile(r"[^\w\- ]")  # what a heading loses in its address


def words(key: str, **facts: object) -> str:
    """Return a sentence of the catalogue's own table."""
    return say("catalogue", key, **facts)


def top(name: str) -> str:
    """Return the first lines of a page: its title, and what it is made from."""
    return f"# {words(f'{name}.title')}\n\n{words(f'{name}.made')}"


def anchor(heading: str) -> str:
    """Return the address of a heading within its page."""
    return UNHEARD.sub("", heading.lower()).strip().replace(" ", "-")


def cited(sources: Iterable[str]) -> str:
    """Return the mark of each source, as it stands after what rests on it."""
    return "".join(f" [{source}]" for source in sources)


def sources(bank: Bank, used: Iterable[str]) -> list[str]:
    """Return the last part of a page: each source that it uses, by its id."""
    told = [f"- {words('source', **vars(bank.law[source]))}" for source in sorted(set(used))]
    return [f"## {words('sources')}", "\n".join(told)] if told else []


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; its heads are keys of the catalogue's words."""
    return laid([words(f"head.{head}") for head in heads], rows)


def laid(named: list[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table whose heads are `named` in words."""
    lines = [named, ["---"] * len(named), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |" for cells in lines
    )

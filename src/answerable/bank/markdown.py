"""Pieces of the pages about the bank: their words, tables and lists of sources, in Markdown."""

from collections.abc import Iterable

from answerable.bank.model import Bank
from answerable.wording import say


def words(key: str, **facts: object) -> str:
    """Return a sentence of the catalogue's own table."""
    return say("catalogue", key, **facts)


def heads(*names: str) -> tuple[str, ...]:
    """Return the heads of a table by their names."""
    return tuple(words(f"head.{name}") for name in names)


def source_list(bank: Bank, cited: Iterable[str]) -> list[str]:
    """Return the heading and the list of the sources that are `cited`, if any."""
    told = [f"- {words('source', **vars(bank.law[source]))}" for source in sorted(cited)]
    return [f"## {words('sources')}", "\n".join(told)] if told else []


def top(name: str) -> str:
    """Return the title of a page, and what it is made from."""
    return f"# {words(f'{name}.title')}\n\n{words(f'{name}.made')}"


def table(named: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table."""
    first = list(named)
    lines = [first, ["---"] * len(first), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |" for cells in lines
    )

"""Rows that people can pick for a register and then make their own: harms, and steps against them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Pick:
    """One row to pick. `title` and `how` fill the columns of that name, where there are such.

    `kinds` are the groups of people it often hits, `harms` the harms to pick that it answers.
    `source` names the law, `cases` what is known to have happened.
    """

    id: str
    title: str
    how: str
    kinds: tuple[str, ...] = ()
    harms: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """Something that happened: where, what came of it, and where we read of it."""

    id: str
    title: str
    what: str
    seen_in: str


def picks(data: Mapping[str, Any]) -> Mapping[str, tuple[Pick, ...]]:
    """Return what there is to pick, by register."""
    return MappingProxyType(
        {register: tuple(_pick(entry) for entry in entries) for register, entries in data.items()}
    )


def _pick(entry: Mapping[str, Any]) -> Pick:
    lists = {name: tuple(entry.get(name, ())) for name in ("kinds", "harms", "source", "cases")}
    return Pick(id=entry["id"], title=entry["title"], how=entry["how"], **lists)


def cases(data: Any) -> Mapping[str, Case]:
    """Return the cases by their ids."""
    return MappingProxyType({each["id"]: Case(**each) for each in data})

"""Every version of the answers, and what became of a copy: in a terminal, and for other programs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from answerable.bank.model import Bank
from answerable.cli.listing import line, words
from answerable.errors import AddressNotFound
from answerable.record import Session
from answerable.record.changes import asked_at
from answerable.record.copying import Copied, Place
from answerable.record.history import Version, versions
from answerable.reports.labels import Labels, labels_ever
from answerable.reports.marked import read_step


@dataclass(frozen=True)
class Told:
    """The versions of one answer, and the words to show them in."""

    address: str
    given: tuple[Version, ...]
    labels: Labels


def versions_below(session: Session, address: str | None) -> tuple[Told, ...]:
    """Return every version at `address` and below, or of the whole record, as the questions come.

    Raises:
        AddressNotFound: it is neither a question nor a place where there ever was an answer.
    """
    given = versions(session.events())
    labels = labels_ever(session.bank, given)
    wanted = {
        there: versions_there
        for there, versions_there in given.items()
        if address is None or there == address or there.startswith(f"{address}/")
    }
    if address and not wanted and not _is_place(session, address):
        raise AddressNotFound(address=address, assessment=session.assessment)
    return tuple(Told(a, wanted[a], labels) for a in _in_order(wanted, session.bank))


def _is_place(session: Session, address: str) -> bool:
    register, _, rest = address.partition("/")
    row = rest.partition("/")[0]
    known = asked_at(address, session.bank, session.state.rows) is not None
    return known and (not row or row in session.state.rows.get(register, ()))


def _in_order(given: Mapping[str, tuple[Version, ...]], bank: Bank) -> list[str]:
    """Return the addresses as their questions are asked, rows as they came."""
    asked = [concept for task in bank.tasks for concept in task.concepts]
    first: dict[str, int] = {}
    for address, there in given.items():
        row = address.rpartition("/")[0]
        first[row] = min(first.get(row, there[0].seq), there[0].seq)

    def place(address: str) -> tuple[int, int, int]:
        concept, _, rest = address.partition("/")
        at = asked.index(concept) if concept in asked else len(asked)
        columns = [c.id for c in bank.concepts[concept].answer.columns] if at < len(asked) else []
        column = rest.rpartition("/")[2]
        row = first[address.rpartition("/")[0]] if rest else 0
        return at, row, columns.index(column) if column in columns else len(columns)

    return sorted(given, key=place)


def print_versions(found: tuple[Told, ...]) -> None:
    """Print every version of every answer, the first one first."""
    console = Console(highlight=False)
    if not found:
        line(console, words("history.none"))
    for told in found:
        line(
            console,
            words("history.question", ask=told.labels.ask(told.address), address=told.address),
        )
        for version in told.given:
            line(console, f"  {read_step(version)}")
            for text in _lines(told, version):
                line(console, f"    {text}")


def _lines(told: Told, version: Version) -> Iterator[str]:
    if version.erased:
        yield words("history.erased")
    elif version.value is None:
        yield words("history.taken_back")
    else:
        reading = told.labels.read(told.address, version.value)
        yield from reading.paragraphs
        yield from (words("history.item", text=item) for item in reading.items)


def versions_told(found: tuple[Told, ...]) -> list[dict[str, Any]]:
    """Return the same for programs."""
    return [
        {
            "address": told.address,
            "ask": told.labels.ask(told.address),
            "versions": [_version_told(version) for version in told.given],
        }
        for told in found
    ]


def _version_told(version: Version) -> dict[str, Any]:
    by = {"id": version.by.id, "role": version.by.role}
    said = {"value": version.value, "erased": version.erased}
    return {"event": version.seq, "at": version.at, "by": by, **said}


def print_copy(copied: Copied) -> None:
    """Print the id of the copy, and what has to be answered anew or checked again."""
    console = Console(highlight=False)
    session = copied.session
    line(console, words("copy.done", title=session.title, id=session.assessment))
    if session.example:
        line(console, words("copy.example"))
    for key, places in _parts(copied).items():
        if places:
            line(console, "")
            line(console, words(key, count=len(places)))
        for why in dict.fromkeys(place.why for place in places):
            line(console, f"  {why}")
            for place in places:
                if place.why == why:
                    line(console, "    " + words("history.item", text=_ask(session.bank, place)))
    if copied.hidden:
        line(console, "")
        line(console, words("copy.hidden", count=copied.hidden))


def _parts(copied: Copied) -> dict[str, tuple[Place, ...]]:
    return {
        "copy.left_empty": copied.left_empty,
        "copy.check_again": copied.check_again,
        "copy.refused": copied.refused,
    }


def _ask(bank: Bank, place: Place) -> str:
    concept = bank.concepts[place.concept]
    for column in concept.answer.columns:
        if column.id == place.column:
            return words("copy.column", ask=concept.ask, column=column.ask)
    return concept.ask


def copy_told(copied: Copied) -> dict[str, Any]:
    """Return the same for programs."""
    return {
        "id": copied.session.assessment,
        "title": copied.session.title,
        "copied_from": copied.source,
        **{
            key.partition(".")[2]: [_place_told(copied.session.bank, place) for place in places]
            for key, places in _parts(copied).items()
        },
        "hidden": copied.hidden,
    }


def _place_told(bank: Bank, place: Place) -> dict[str, str]:
    address = ".".join(filter(None, (place.concept, place.column)))
    return {"place": address, "ask": _ask(bank, place), "why": place.why}

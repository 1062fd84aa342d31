"""Legal sources: how they are cited, and which ones a report cites."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from answerable.bank.journey import Path
from answerable.bank.model import Bank, Reason
from answerable.bank.reference import LawSource
from answerable.reports.material import Material
from answerable.reports.values import long_date
from answerable.wording import say


@dataclass(frozen=True)
class Cited:
    """A reason in words, with its sources named."""

    because: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """One part of a source; the link is empty where there is none that is safe to give."""

    name: str
    url: str


@dataclass(frozen=True)
class Source:
    """The cited parts of one source that were checked together and are in force as long."""

    title: str
    places: tuple[Place, ...]
    told: str
    confirmed: bool


def cite(bank: Bank, reasons: Iterable[Reason]) -> tuple[Cited, ...]:
    """Return `reasons` as sentences with their sources; unconfirmed ones say so."""
    return tuple(Cited(reason.because, cite_sources(bank, reason.source)) for reason in reasons)


def cite_sources(bank: Bank, sources: Iterable[str]) -> tuple[str, ...]:
    """Return the names of `sources`; unconfirmed ones say so."""
    return tuple(_short(bank.law[source]) for source in sources)


def sources(material: Material, also: Iterable[str] = ()) -> tuple[Source, ...]:
    """Return every legal source behind this assessment and `also` these, in the law file's order."""
    return listed(material.bank, {*reasoned_by(material.path), *_asked_by(material), *also})


def listed(bank: Bank, named: Collection[str]) -> tuple[Source, ...]:
    """Return the sources that are `named` by their ids, in the order of the law file."""
    together: dict[tuple[str, str, bool], list[Place]] = {}
    for source in bank.law.values():
        if source.id in named:
            confirmed = source.confidence == "confirmed"
            alike = (source.title, _told(source), confirmed)
            together.setdefault(alike, []).append(_place(source))
    return tuple(
        Source(title, tuple(_by_page(places)), told, confirmed)
        for (title, told, confirmed), places in together.items()
    )


def _by_page(places: Iterable[Place]) -> Iterator[Place]:
    """Yield the places, those on one page of the source together."""
    pages: dict[str, list[str]] = {}
    for place in places:
        pages.setdefault(place.url or place.name, []).append(place.name)
    for page, names in pages.items():
        yield Place("; ".join(names), page if page not in names else "")


def _asked_by(material: Material) -> Iterator[str]:
    for concept in material.path.visible:
        yield from material.bank.concepts[concept].due.source


def reasoned_by(path: Path) -> Iterator[str]:
    """Yield every source behind the route, the stops and the documents."""
    routing = path.routing
    documents = (reason for due in routing.documents for reason in due.reasons)
    lifts = (lifted.lift for lifted in routing.lifted)
    for reason in (*routing.reasons, *routing.stops, *lifts, *documents):
        yield from reason.source


def _name(source: LawSource) -> str:
    return f"{source.title}, {source.section}" if source.section else source.title


def _short(source: LawSource) -> str:
    if source.confidence == "confirmed":
        return _name(source)
    return say("report", "cite_unconfirmed", name=_name(source))


def _place(source: LawSource) -> Place:
    safe = source.url.startswith("https://")
    return Place(source.section or say("report", "whole_source"), source.url if safe else "")


def _told(source: LawSource) -> str:
    on = long_date(source.checked_on) if source.checked_on else say("report", "no_date")
    confirmed = source.confidence == "confirmed"
    told = say("report", "source_confirmed" if confirmed else "source_unconfirmed", on=on)
    if not source.valid_from:
        return told
    return f"{told} {say('report', 'source_since', date=long_date(source.valid_from))}"

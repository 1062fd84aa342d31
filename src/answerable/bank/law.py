"""Which sources of law and guidance hold on a day, and which of them the bank cites."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from answerable.bank.model import Bank, Lens, Reason
from answerable.bank.reference import LawSource


@dataclass(frozen=True)
class Citation:
    """One place that cites a source, as `concepts/owner`, `screening/eia_effect` or `lenses/eia`."""

    place: str
    source: str


def holds(source: LawSource, day: dt.date) -> bool:
    """Return whether `source` holds on `day`; first and last day count, a date not known does too."""
    on = day.isoformat()
    begun = source.valid_from <= on  # also where it is empty: not known
    return begun and (not source.valid_to or on <= source.valid_to)


def valid_on(law: Mapping[str, LawSource], day: dt.date) -> dict[str, LawSource]:
    """Return the sources that hold on `day`, by id."""
    return {key: source for key, source in law.items() if holds(source, day)}


def citations(bank: Bank) -> Iterator[Citation]:
    """Yield every citation of the questions, the screening, the documents and the findings."""
    for concept in bank.concepts.values():
        yield from (Citation(f"concepts/{concept.id}", source) for source in concept.due.source)
    screening = bank.screening
    for route in screening.routes:
        yield from _reasons(route.reasons)
    for document in screening.documents:
        yield from _reasons(document.reasons)
    yield from _reasons(screening.stops)
    for stop in screening.stops:
        yield from _reasons(stop.lifts)
    for lens in bank.lenses.values():
        named = dict.fromkeys((*lens.source, *clauses_of(lens)))
        yield from (Citation(f"lenses/{lens.id}", source) for source in named)
    for check in bank.checks:
        yield from (Citation(f"findings/{check.id}", source) for source in check.source)


def clauses_of(lens: Lens) -> tuple[str, ...]:
    """Return the clauses that number the fields of a document, each once."""
    named = [source for section in lens.sections for source in section.law]
    fields = (field for section in lens.sections for field in section.fields)
    return tuple(dict.fromkeys([*named, *(source for field in fields for source in field.law)]))


def out_of_date(bank: Bank, day: dt.date) -> Iterator[Citation]:
    """Yield every citation of a source that does not hold on `day`."""
    valid = valid_on(bank.law, day)
    return (citation for citation in citations(bank) if citation.source not in valid)


def _reasons(reasons: Iterable[Reason]) -> Iterator[Citation]:
    for reason in reasons:
        yield from (Citation(f"screening/{reason.id}", source) for source in reason.source)

"""A whole document: one lens over one record, for one audience."""

from dataclasses import dataclass

from answerable.bank.model import Lens, Section
from answerable.reports import citing, summary
from answerable.reports.citing import Cited, Source
from answerable.reports.clauses import numbered
from answerable.reports.derived import concepts_of
from answerable.reports.filling import Filled, fill
from answerable.reports.material import Material
from answerable.reports.remarks import cited_in, remarks
from answerable.wording import say


@dataclass(frozen=True)
class Part:
    """One section of the form with its fields."""

    id: str
    heading: str
    fields: tuple[Filled, ...]


@dataclass(frozen=True)
class Paper:
    """A document as it is printed; `due` says whether it is wanted, `reasons` why."""

    lens: Lens
    due: str
    reasons: tuple[Cited, ...]
    cited: tuple[str, ...]
    stops: tuple[Cited, ...]
    counts: str
    parts: tuple[Part, ...]
    missed: tuple[tuple[Part, Filled], ...]


def read_lens(material: Material, lens: Lens) -> Paper:
    """Return the document that `lens` makes of `material`."""
    parts = tuple(_part(material, lens, section) for section in lens.sections)
    due, reasons = _why(material, lens)
    return Paper(
        lens=lens,
        due=due,
        reasons=reasons,
        cited=citing.cite_sources(material.bank, lens.source),
        stops=summary.route(material).stops,
        counts=_counts(parts),
        parts=parts,
        missed=tuple((part, field) for part in parts for field in part.fields if field.missed),
    )


def sources_of(material: Material, lens: Lens) -> tuple[Source, ...]:
    """Return the legal sources of the document: of its form, its reasons and its questions."""
    named = set(lens.source)
    for concept in concepts_of(lens) & set(material.path.visible):
        named.update(material.bank.concepts[concept].due.source)
    for due in material.path.routing.documents:
        named.update(source for reason in due.reasons for source in reason.source)
    named.update(source for reason in material.path.routing.reasons for source in reason.source)
    if any(field.derived == "findings" for section in lens.sections for field in section.fields):
        named.update(cited_in(remarks(material)))
    return citing.listed(material.bank, named)


def _part(material: Material, lens: Lens, section: Section) -> Part:
    official = section.official or (str(section.number) if section.number else "")
    heading = numbered(material.bank, lens, official, section.title)
    return Part(section.id, heading, tuple(fill(material, lens, field) for field in section.fields))


def _why(material: Material, lens: Lens) -> tuple[str, tuple[Cited, ...]]:
    if lens.id not in [document.id for document in material.bank.screening.documents]:
        return say("report", "never_due"), ()
    if material.path.routing.route is None:
        return say("report", "no_route_why"), ()
    due = zip(material.path.routing.documents, summary.route(material).documents, strict=True)
    found = next((read for each, read in due if each.document.id == lens.id), None)
    if found is None:
        return say("report", "not_due"), ()
    return say("report", "is_due" if found.reasons else "reason_withheld"), found.reasons


def _counts(parts: tuple[Part, ...]) -> str:
    fields = [field for part in parts for field in part.fields]
    return say(
        "report",
        "fields_filled",
        filled=sum(field.state in ("answered", "derived") for field in fields),
        asked=sum(field.state != "not_asked" for field in fields),
        missed=sum(field.missed for field in fields),
    )

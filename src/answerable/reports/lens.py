"""A whole document: one lens over one record, for one audience."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from answerable.bank.law import clauses_of
from answerable.bank.model import Lens, Section
from answerable.bank.rules import operators
from answerable.reports import citing, summary
from answerable.reports.citing import Cited, Source
from answerable.reports.clauses import numbered
from answerable.reports.derived import Piece, concepts_of
from answerable.reports.filling import Filled, fill
from answerable.reports.material import Material
from answerable.reports.remarks import cited_in, remarks
from answerable.wording import say

Said = dict[Piece, tuple[str, str, str]]
LONG = 160  # letters; what is shorter is sooner said again than looked up


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
    boards: tuple[str, ...] = ()


def read_lens(material: Material, lens: Lens) -> Paper:
    """Return the document that `lens` makes of `material`."""
    parts = tuple(_part(material, lens, section) for section in lens.sections)
    if not lens.alone:
        parts = tuple(_said_once(parts))
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
        boards=summary.boards(material),
    )


def sources_of(material: Material, lens: Lens) -> tuple[Source, ...]:
    """Return the legal sources of the document: of its form, its reasons and its questions."""
    named = {*lens.source, *clauses_of(lens)}
    for concept in concepts_of(lens) & set(material.path.visible):
        named.update(material.bank.concepts[concept].due.source)
    named.update(citing.reasoned_by(material.path))
    if any(field.derived == "findings" for section in lens.sections for field in section.fields):
        named.update(cited_in(remarks(material)))
    return citing.listed(material.bank, named)


def _part(material: Material, lens: Lens, section: Section) -> Part:
    if section.number:
        section = replace(section, official=str(section.number))
    heading = numbered(material.bank, section)
    return Part(section.id, heading, tuple(fill(material, lens, field) for field in section.fields))


def _said_once(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield `parts`; what is long and was said before is not said again, but where it stands."""
    said: Said = {}
    for part in parts:
        fields = tuple(_pointing(filled, said) for filled in part.fields)
        yield replace(part, fields=fields)


def _pointing(filled: Filled, said: Said) -> Filled:
    if filled.field.derived == "risk":  # before and after the steps are never the same thing
        return filled
    pieces = []
    for piece in filled.pieces:
        content = replace(piece, title="")
        if content in said and content.length > LONG:
            pieces.append(Piece(piece.title, above=said[content]))
        else:
            pieces.append(piece)
            said[content] = (filled.field.id, filled.heading, piece.title)
    return replace(filled, pieces=tuple(pieces))


def _why(material: Material, lens: Lens) -> tuple[str, tuple[Cited, ...]]:
    if lens.id not in [document.id for document in material.bank.screening.documents]:
        return say("report", "never_due"), ()
    if material.path.routing.route is None:
        return say("report", "no_route_why"), ()
    due = zip(material.path.routing.documents, summary.route(material).documents, strict=True)
    found = next((read for each, read in due if each.document.id == lens.id), None)
    if found is None:
        return say("report", "not_due"), ()
    told = say("report", "is_due" if found.reasons else "reason_withheld")
    return told, (*found.reasons, *_signs(material, lens, found.reasons))


def _signs(material: Material, lens: Lens, told: tuple[Cited, ...]) -> tuple[Cited, ...]:
    """Return the signs of high risk, where a document is due because of the verdict they led to."""
    due = next(d for d in material.path.routing.documents if d.document.id == lens.id)
    by_verdict = any("verdict" in operators(reason.when) for reason in due.reasons)
    return summary.route(material).reasons if told and by_verdict else ()


def _counts(parts: tuple[Part, ...]) -> str:
    fields = [field for part in parts for field in part.fields]
    return say(
        "report",
        "fields_filled",
        filled=sum(field.state in ("answered", "derived") for field in fields),
        asked=sum(field.state != "not_asked" for field in fields),
        missed=sum(field.missed for field in fields),
    )

"""A report or a document, opened from a record: what `report.ipynb` and `document.ipynb` show."""

from dataclasses import dataclass

from answerable import places
from answerable.bank.load import load_bank
from answerable.errors import ReportError
from answerable.record import Person, Session, open_store
from answerable.reports import sections
from answerable.reports.material import Material, gather
from answerable.reports.remarks import Remarks, remarks
from answerable.reports.sections import Section
from answerable.wording import say


@dataclass(frozen=True)
class Report:
    """One record for one audience. Each method returns a part that a notebook can show."""

    material: Material

    def summary(self) -> Section:
        """Return the first page."""
        return sections.summary_section(self.material)

    def canvas(self) -> Section:
        """Return the canvas."""
        return sections.canvas_section(self.material)

    def details(self) -> Section:
        """Return everything that follows the canvas."""
        material = self.material
        whole = sections.route_section(material) + sections.answers_section(material)
        whole += sections.unanswered_section(material)
        noticed: tuple[Remarks, ...] = ()
        if material.audience == "team" and material.bank.checks:
            noticed = tuple(remarks(material))
            whole += sections.findings_section(material, noticed)
        if material.audience != "team":
            whole += sections.withheld_section(material)
        whole += sections.evidence_section(material)
        whole += sections.history_section(material)
        return whole + sections.sources_section(material, noticed)


def open_report(assessment: str, store: str = "", audience: str = "team") -> Report:
    """Return the report of `assessment` for `audience`; an empty `store` means the usual one."""
    return Report(gather(_read(assessment, store), audience))


def open_document(
    assessment: str, store: str = "", audience: str = "team", lens: str = "canvas"
) -> Section:
    """Return the document `lens` of `assessment`, ready to show.

    Raises:
        ReportError: there is no such document.
    """
    material = gather(_read(assessment, store), audience)
    if lens not in material.bank.lenses:
        why = say("report", "unknown_lens", lens=lens, known=", ".join(material.bank.lenses))
        raise ReportError(assessment=assessment, why=why)
    return sections.document_section(material, material.bank.lenses[lens])


def documents_due(assessment: str, store: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the documents that are due: those there is a lens for, and the titles of the others."""
    session = _read(assessment, store)
    due = [each.document for each in session.path.routing.documents]
    lenses = session.bank.lenses
    return (
        tuple(each.id for each in due if each.id in lenses),
        tuple(each.title for each in due if each.id not in lenses),
    )


def _read(assessment: str, store: str) -> Session:
    reader = Person(id="report", role="reader")
    return Session.open(open_store(store or places.store_url()), assessment, reader, load_bank())

"""A report, opened from a record: what `report.ipynb` shows, part by part."""

from dataclasses import dataclass

from answerable import places
from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.reports import sections
from answerable.reports.material import Material, gather
from answerable.reports.sections import Section


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
        if material.audience == "team" and material.bank.checks:
            whole += sections.findings_section(material)
        if material.audience != "team":
            whole += sections.withheld_section(material)
        whole += sections.evidence_section(material)
        return whole + sections.history_section(material) + sections.sources_section(material)


def open_report(assessment: str, store: str = "", audience: str = "team") -> Report:
    """Return the report of `assessment` for `audience`; an empty `store` means the usual one."""
    reader = Person(id="report", role="reader")
    session = Session.open(open_store(store or places.store_url()), assessment, reader, load_bank())
    return Report(gather(session, audience))

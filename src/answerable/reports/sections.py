"""The parts of a report: pure functions from the material to HTML in which all text is escaped."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from answerable import __version__
from answerable.bank.model import AUDIENCES, Lens
from answerable.record.proof.signatures import HEAD
from answerable.reports import answering, canvas, citing, history, summary
from answerable.reports.derived import concepts_of
from answerable.reports.lens import read_lens, sources_of
from answerable.reports.material import Material
from answerable.reports.remarks import Remarks, cited_in
from answerable.reports.templates import render
from answerable.reports.tongues import language_of, marked
from answerable.reports.values import long_date
from answerable.wording import say

MIMETYPE = "application/vnd.answerable.section+json"


@dataclass(frozen=True)
class Entry:
    """One line of the contents."""

    id: str
    title: str
    inner: tuple["Entry", ...] = ()
    lang: str = ""


@dataclass(frozen=True)
class Section:
    """One or more parts of a report; a notebook shows it, the exporter builds the page from it."""

    html: str
    contents: tuple[Entry, ...]
    about: Mapping[str, Any]

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        contents = [_plain(entry) for entry in self.contents]
        page = {"contents": contents, "about": dict(self.about)}
        return {"text/html": self.html, "text/plain": repr(self), MIMETYPE: page}

    def __repr__(self) -> str:
        """Name the parts, not the page of HTML."""
        return f"Section({', '.join(entry.id for entry in self.contents)})"

    def __add__(self, other: "Section") -> "Section":
        """Return both parts as one, in order."""
        return Section(self.html + other.html, self.contents + other.contents, self.about)


def _plain(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title,
        "lang": entry.lang,
        "inner": [_plain(inner) for inner in entry.inner],
    }


def _section(
    material: Material, name: str, inner: tuple[Entry, ...] = (), **facts: object
) -> Section:
    html = marked(render(name, id=name, material=material, **facts), material.bank)
    return Section(html, (Entry(name, say("report", f"{name}_title"), inner),), about(material))


def about(material: Material) -> dict[str, Any]:
    """Return what the page around the sections says: title, marking, and how to verify it all."""
    return {
        "assessment": material.assessment,
        "audience": material.audience,
        "title": material.title,
        "banner": summary.banner(material),
        "example": material.example,
        "language": material.bank.language,
        "notes": list(material.notes),
        "hash": material.head.hash,
        "event": material.head.seq,
        **_seal(material),
        "provenance": [list(line) for line in provenance(material)],
    }


def _seal(material: Material) -> dict[str, str]:
    """Return whose word it is that the record had this hash; nothing where there is none."""
    found = next((each for each in material.signatures if each.purpose == HEAD), None)
    return {"key": found.key, "seal": found.signature} if found else {"key": "", "seal": ""}


def _signed(material: Material) -> Iterator[tuple[str, str]]:
    for each in material.signatures:
        name = "about_seal" if each.purpose == HEAD else "about_signature"
        term = say("report", name, what=each.purpose, seq=each.seq)
        yield term, say("report", "signed_with", by=each.key, signature=each.signature)


def provenance(material: Material) -> tuple[tuple[str, str], ...]:
    """Return the lines of the footer: what made this, from what, and how to check it."""
    bank, head = material.bank, material.head
    return (
        (say("report", "about_marking"), summary.marking(material)),
        (say("report", "about_audience"), say("report", f"audience_{material.audience}")),
        (say("report", "about_date"), long_date(head.at)),
        (say("report", "about_event"), str(head.seq)),
        (say("report", "about_hash"), head.hash),
        *_signed(material),
        (say("report", "about_program"), say("report", "program", version=__version__)),
        (
            say("report", "about_bank"),
            say("report", "bank", id=bank.id, version=bank.version, hash=bank.below or bank.hash),
        ),
        *(
            (say("report", "about_overlay"), say("report", "overlay", **vars(overlay)))
            for overlay in bank.overlays
        ),
        (say("report", "about_verify"), say("report", "verify", assessment=material.assessment)),
    )


def summary_section(material: Material) -> Section:
    """Return the one-page summary, the page's title in it."""
    return _section(
        material,
        "summary",
        summary=summary.summarise(material),
        audience=say("report", f"audience_{material.audience}"),
        date=long_date(material.head.at),
    )


def route_section(material: Material) -> Section:
    """Return every reason for the route, the stops and the documents, with its legal source."""
    return _section(material, "route", route=summary.route(material))


def canvas_section(material: Material) -> Section:
    """Return the canvas as one page of boxes."""
    lens = material.bank.lenses["canvas"]
    return _section(material, "canvas", lens=lens, boxes=canvas.boxes(material, lens))


def answers_section(material: Material) -> Section:
    """Return every answer this audience may read, task by task."""
    tasks = answering.by_task(material)
    bank = material.bank
    inner = tuple(Entry(f"task-{t.id}", t.title, lang=language_of(t.title, bank)) for t in tasks)
    return _section(material, "answers", inner, tasks=tasks)


def unanswered_section(material: Material) -> Section:
    """Return what is due and missing, and what the team is not sure of."""
    tasks, unsure = answering.unanswered(material), tuple(answering.unsure(material))
    return _section(material, "unanswered", tasks=tasks, unsure=unsure)


def findings_section(material: Material, noticed: tuple[Remarks, ...]) -> Section:
    """Return what the program noticed by the day this is made, and what to do about it."""
    date = long_date(material.today.isoformat())
    return _section(material, "findings", remarks=noticed, date=date)


def evidence_section(material: Material) -> Section:
    """Return the evidence attached to answers."""
    return _section(material, "evidence")


def history_section(material: Material) -> Section:
    """Return who did what to the record, and when."""
    return _section(material, "history", steps=history.steps(material))


def withheld_section(material: Material) -> Section:
    """Return what this version leaves out, question by question."""
    by_audience = {
        held: tuple(item for item in material.disclosure.withheld if item.audience == held)
        for held in AUDIENCES
    }
    return _section(material, "withheld", by_audience=by_audience)


def sources_section(material: Material, noticed: tuple[Remarks, ...] = ()) -> Section:
    """Return the legal sources behind the route, the questions and what is printed of `noticed`."""
    sources, intro = citing.sources(material, cited_in(noticed)), say("report", "sources_intro")
    return _section(material, "sources", sources=sources, intro=intro)


def document_section(material: Material, lens: Lens) -> Section:
    """Return one whole document: `lens` filled from the answers, and what is missing in it."""
    paper = read_lens(material, lens)
    html = render(
        "document",
        material=material,
        paper=paper,
        audience=say("report", f"audience_{material.audience}"),
        date=long_date(material.head.at),
    )
    contents = (
        Entry("due", say("report", "due_title")),
        *(
            Entry(f"part-{part.id}", part.heading, lang=language_of(part.heading, material.bank))
            for part in paper.parts
        ),
        Entry("missed", say("report", "missed_title")),
    )
    whole = Section(marked(html, material.bank), contents, _about_document(material, lens))
    return whole + _after(material, lens)


def _after(material: Material, lens: Lens) -> Section:
    """Return what follows a document: what is withheld from it, and the sources behind it."""
    sources, intro = sources_of(material, lens), say("report", "document_sources_intro")
    listed = _section(material, "sources", sources=sources, intro=intro)
    if material.audience == "team":
        return listed
    inside = concepts_of(lens)
    held = tuple(each for each in material.disclosure.withheld if each.concept in inside)
    own = replace(material, disclosure=replace(material.disclosure, withheld=held))
    return withheld_section(own) + listed


def _about_document(material: Material, lens: Lens) -> dict[str, Any]:
    version = say("report", "document_version", title=lens.title, version=lens.version)
    told = version if lens.version else lens.title
    said = about(material)
    return {
        **said,
        "title": say("report", "document_title", document=lens.title, title=material.title),
        "page_title": "document_page_title",
        "lens": lens.id,
        "provenance": [[say("report", "about_document"), told], *said["provenance"]],
    }

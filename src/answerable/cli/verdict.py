"""`answerable verify`: a record in the store, an exported file, or a report."""

import html.parser
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.errors import NotARecord
from answerable.record import Event, Store
from answerable.record.chain import verify as verify_chain
from answerable.record.exchange import read_export
from answerable.wording import say


@dataclass(frozen=True)
class Verdict:
    """Whether it holds, the sentence that says so, and the facts behind it."""

    holds: bool
    sentence: str
    facts: Mapping[str, Any]


def verify(what: str, open_store: Callable[[], Store]) -> Verdict:
    """Return the verdict on an assessment's id, an exported JSON file or an HTML report.

    Raises:
        RecordBroken, NotARecord, AssessmentNotFound: it does not hold, or is not there.
    """
    file = Path(what)
    if not file.is_file():
        return _of_record(open_store().events(what))
    if file.suffix.lower() in (".html", ".htm"):
        return _of_report(file, open_store())
    return _of_record(read_export(file.read_bytes(), what))


def _of_record(events: tuple[Event, ...]) -> Verdict:
    head = verify_chain(events)
    erased = sum(event.payload is None for event in events)
    facts = {"id": events[0].assessment, "events": head.seq, "hash": head.hash, "erased": erased}
    sentence = say("cli", "verify.record", **facts)
    if erased:
        sentence += "\n" + say("cli", "verify.erased", count=erased)
    return Verdict(holds=True, sentence=sentence, facts=facts)


def _of_report(file: Path, store: Store) -> Verdict:
    said = _Metas()
    said.feed(file.read_text("utf-8", errors="replace"))
    assessment = said.found.get("answerable-assessment")
    named = said.found.get("answerable-record-hash")
    if not assessment or not named or said.contradicts:
        raise NotARecord(file=str(file), why=say("errors", "report_unmarked"))
    events = store.events(assessment)
    head = verify_chain(events)
    facts: dict[str, Any] = {"id": assessment, "hash": named, "store": store.place}
    at = next((event.seq for event in events if event.hash == named), None)
    if at is None:
        return Verdict(False, say("cli", "verify.report_unknown", **facts), facts)
    sentence = say("cli", "verify.report", seq=at, **facts)
    if at < head.seq:
        sentence += "\n" + say("cli", "verify.report_stale", events=head.seq)
    return Verdict(True, sentence, {**facts, "seq": at, "events": head.seq})


class _Metas(html.parser.HTMLParser):
    """Collects the `meta` names of a report."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.contradicts = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("name"):
            name, told = str(given["name"]), given.get("content") or ""
            self.contradicts |= self.found.setdefault(name, told) != told

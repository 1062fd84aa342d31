"""`answerable verify`: a record in the store, an exported file, or a report."""

import html.parser
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.errors import AssessmentNotFound, NotARecord
from answerable.record import Store
from answerable.record.exchange.archive import read_any
from answerable.record.exchange.file import Read
from answerable.record.proof.proving import Proof
from answerable.record.proof.signatures import HEAD, is_right
from answerable.record.store import Signature
from answerable.wording import say

Trusted = Mapping[str, str]


@dataclass(frozen=True)
class Verdict:
    """Whether it holds, the sentence that says so, and the facts behind it."""

    holds: bool
    sentence: str
    facts: Mapping[str, Any]


def verify(
    what: str, open_store: Callable[[], Store], trusted: Trusted, *, unsealed: bool = False
) -> Verdict:
    """Return the verdict on an assessment's id, an exported file or an HTML report.

    Raises:
        RecordBroken, RecordNotSealed, NotARecord, AssessmentNotFound: it does not hold, or is not
            there.
    """
    file = Path(what)
    if not file.is_file():
        return _of_record(Read(open_store().record(what), sealed=True, file=""), trusted)
    if file.suffix.lower() in (".html", ".htm"):
        return _of_report(file, open_store(), trusted)
    return _of_record(read_any(file.read_bytes(), what), trusted, unsealed=unsealed)


def _of_record(read: Read, trusted: Trusted, *, unsealed: bool = False) -> Verdict:
    proof = read.prove(trusted, unsealed=unsealed)
    head = proof.head
    facts = {"id": proof.assessment, "events": head.seq, "hash": head.hash}
    facts |= {"erased": proof.erased, "sealed": proof.sealed, "strangers": list(proof.strangers)}
    facts["signed"] = [{"event": each.seq, "what": each.purpose} for each in proof.signed]
    return Verdict(not proof.strangers, "\n".join(_sentences(read, proof, facts)), facts)


def _sentences(read: Read, proof: Proof, facts: Mapping[str, Any]) -> list[str]:
    said = [say("cli", "verify.record", **facts)]
    if proof.strangers:
        said.insert(0, say("cli", "verify.strangers", keys=", ".join(proof.strangers)))
    if proof.erased:
        said.append(say("cli", "verify.erased", count=proof.erased))
    said += [say("cli", "verify.signed", seq=s.seq, what=s.purpose, by=s.key) for s in proof.signed]
    seals = [each for each in read.record.signatures if each.purpose == HEAD]
    said += [say("cli", "verify.sealed", by=seal.key) for seal in seals]
    if not seals:
        said.append(say("cli", "verify.unsealed"))
    if read.record.attachments:
        said.append(say("cli", "verify.attachments", count=len(read.record.attachments)))
    return said


def _of_report(file: Path, store: Store, trusted: Trusted) -> Verdict:
    said = _Metas()
    said.feed(file.read_text("utf-8", errors="replace"))
    assessment = said.found.get("answerable-assessment")
    named = said.found.get("answerable-record-hash")
    if not assessment or not named or said.contradicts:
        raise NotARecord(file=str(file), why=say("errors", "report_unmarked"))
    facts: dict[str, Any] = {"id": assessment, "hash": named, "store": store.place}
    if "answerable-record-seal" in said.found and not _is_sealed(said.found, trusted):
        return Verdict(False, say("cli", "verify.report_seal", **facts), facts)
    try:
        record = store.record(assessment)
    except AssessmentNotFound:
        return _alone(said.found, facts)
    read = Read(record, sealed=True, file="")
    proof = read.prove(trusted)
    at = next((event.seq for event in read.record.events if event.hash == named), None)
    if at is None:
        return Verdict(False, say("cli", "verify.report_unknown", **facts), facts)
    sentence = say("cli", "verify.report", seq=at, **facts)
    if at < proof.head.seq:
        sentence += "\n" + say("cli", "verify.report_stale", events=proof.head.seq)
    return Verdict(True, sentence, {**facts, "seq": at, "events": proof.head.seq})


def _is_sealed(said: Mapping[str, str], trusted: Trusted) -> bool:
    """Return whether a key known here says that the record had the hash that a report names."""
    seq, key = said.get("answerable-record-event", ""), said.get("answerable-record-key", "")
    if not seq.isdecimal() or key not in trusted:
        return False
    digest, seal = said["answerable-record-hash"], said["answerable-record-seal"]
    signature = Signature(int(seq), digest, HEAD, key, seal)
    return is_right(said["answerable-assessment"], signature, trusted[key])


def _alone(said: Mapping[str, str], facts: Mapping[str, Any]) -> Verdict:
    """Return what a report proves where its record is not."""
    if "answerable-record-seal" not in said:
        raise AssessmentNotFound(assessment=facts["id"])
    told = {**facts, "seq": said["answerable-record-event"], "by": said["answerable-record-key"]}
    return Verdict(True, say("cli", "verify.report_alone", **told), told)


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

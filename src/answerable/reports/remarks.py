"""What the program noticed, put together by what there is to do. For the team alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from answerable.bank.findings import Finding, beyond_missing, findings
from answerable.bank.model import Bank, Reason
from answerable.reports.answering import question
from answerable.reports.citing import Cited, cite
from answerable.reports.material import Material


@dataclass(frozen=True)
class Remark:
    """One answer and what was noticed there."""

    ask: str
    says: str


@dataclass(frozen=True)
class Remarks:
    """One thing to do, with its sources, and the answers that ask for it."""

    todo: Cited
    found: tuple[Remark, ...]


def remarks(material: Material) -> Iterator[Remarks]:
    """Yield what was noticed on the day the report is made; missing answers not."""
    bank = material.bank
    noticed = beyond_missing(bank, findings(bank, material.path, material.today))
    for _, group in groupby(noticed, key=lambda finding: finding.id):
        found = tuple(group)
        told = tuple(Remark(_asked(material, each), each.says) for each in found)
        yield Remarks(_todo(bank, found[0]), told)


def _todo(bank: Bank, finding: Finding) -> Cited:
    reason = Reason(finding.id, finding.todo, {}, finding.source)
    return cite(bank, [reason])[0]


def _asked(material: Material, finding: Finding) -> str:
    """Return the question, or for a field of a document nothing: its words name it."""
    return "" if ":" in finding.address else question(material, finding.address)

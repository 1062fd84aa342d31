"""What the program noticed, put together by what there is to do.

The team reads all of it. A panel reads what is about answers that it may read; the public nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from answerable.bank.checks import Check
from answerable.bank.findings import Finding, beyond_missing, findings
from answerable.bank.model import Bank, Reason
from answerable.bank.rules import references
from answerable.reports.answering import question
from answerable.reports.audience import may_read
from answerable.reports.citing import Cited, cite
from answerable.reports.material import Material

READERS = ("team", "panel")


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
    source: tuple[str, ...] = ()


def remarks(material: Material) -> Iterator[Remarks]:
    """Yield what was noticed on the day the report is made; missing answers not."""
    if material.audience not in READERS:
        return
    bank = material.bank
    noticed = beyond_missing(bank, findings(bank, material.path, material.today))
    for _, group in groupby(noticed, key=lambda finding: finding.id):
        found = tuple(each for each in group if _told(material, each))
        if not found:
            continue
        told = tuple(Remark(_asked(material, each), each.says) for each in found)
        yield Remarks(_todo(bank, found[0]), told, found[0].source)


def cited_in(noticed: Iterable[Remarks]) -> frozenset[str]:
    """Return the legal sources, by their ids, that are cited in `noticed`."""
    return frozenset(source for group in noticed for source in group.source)


def _told(material: Material, finding: Finding) -> bool:
    """Return whether this audience may read all that the finding rests on."""
    if material.audience == "team":
        return True
    check = next(check for check in material.bank.checks if check.id == finding.id)
    names = {finding.address.partition("/")[0]} | (_rests_on(check) & set(material.bank.concepts))
    return all(_may_read(material, name) for name in names)


def _rests_on(check: Check) -> set[str]:
    """Return the names of all answers that `check` looks at, and perhaps of lists of words."""
    given = check.given.values()
    places = [*check.where, *(value for value in given if isinstance(value, str))]
    places += [place for value in given if isinstance(value, list) for place in value]
    places += [ref for _, ref, _ in references(check.when or {"all": []})]
    return {place.partition(".")[0] for place in places}


def _may_read(material: Material, name: str) -> bool:
    """Return whether an answer is for this audience; a field of a document names none."""
    concept = material.bank.concepts.get(name)
    readable = concept is not None and may_read(concept.audience, material.audience)
    return readable and not material.withheld(name)


def _todo(bank: Bank, finding: Finding) -> Cited:
    reason = Reason(finding.id, finding.todo, {}, finding.source)
    return cite(bank, [reason])[0]


def _asked(material: Material, finding: Finding) -> str:
    """Return the question, or for a field of a document nothing: its words name it."""
    return "" if ":" in finding.address else question(material, finding.address)

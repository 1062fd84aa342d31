"""What the program notices in the answers, each with what to do about it.

The findings stand in `content/findings.yml`; how each kind looks is in `bank.noticing`. A finding
is a prompt to think. It never blocks anything, and it judges words, not people.
"""

import datetime as dt
from dataclasses import dataclass

from answerable.bank.journey import Path
from answerable.bank.model import Bank
from answerable.bank.noticing import KINDS
from answerable.bank.reading import Look
from answerable.bank.rules import Scope, evaluate


@dataclass(frozen=True)
class Finding:
    """One thing noticed: `address` is an answer, or `document:field`; `source` names the law."""

    id: str
    address: str
    says: str
    todo: str
    source: tuple[str, ...] = ()


def findings(bank: Bank, path: Path, today: dt.date) -> tuple[Finding, ...]:
    """Return what there is to notice in the visible answers of `path`, in the order of the file.

    The more general kinds leave out answers of which an earlier finding speaks already.
    """
    found: list[Finding] = []
    scope = Scope(path.shown, path.routing.id)
    for check in bank.checks:
        if check.when is not None and not evaluate(check.when, scope):
            continue
        look = Look(bank, path, today, frozenset(finding.address for finding in found))
        for noticed in KINDS[check.kind].notice(look, check):
            says = check.says.format_map(noticed.facts)
            found.append(Finding(check.id, noticed.address, says, check.todo, check.source))
    return tuple(found)


def beyond_missing(bank: Bank, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return those of `found` that say more than `path.missing` does."""
    elsewhere = {check.id for check in bank.checks if check.kind == "missing"}
    return tuple(finding for finding in found if finding.id not in elsewhere)

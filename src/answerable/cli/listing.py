"""Assessments as tables in a terminal."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from answerable.bank.findings import Finding, beyond_missing, findings
from answerable.bank.model import Bank, Reason
from answerable.bank.screening import Routing
from answerable.bank.stopping import where_lifted
from answerable.record import Line, Session
from answerable.record.notices import notices
from answerable.reports.citing import cite_sources
from answerable.reports.otherroute import told_of_choice
from answerable.wording import clean, say

SHOWN_MISSING = 10


def words(key: str, **facts: object) -> str:
    """Return a sentence of the command line's own table."""
    return say("cli", key, **facts)


def print_lines(lines: Sequence[Line], store: str) -> None:
    """Print one row for each assessment, or how to start the first."""
    console = Console()
    if not lines:
        console.print(words("list.empty", store=store), markup=False, highlight=False)
        return
    heads = [words(f"list.{head}") for head in ("id", "name", "updated", "events")]
    table = Table(*heads, title=escape(words("list.title", store=store)), title_justify="left")
    for line in lines:
        title = words("list.example", title=line.title) if line.example else line.title
        cells = [line.id, title, day(line.updated_at), str(line.events)]
        table.add_row(*(escape(clean(cell)) for cell in cells))
    console.print(table)


def day(at: str) -> str:
    """Return date and time of an event's UTC stamp, to the minute."""
    return at[:16].replace("T", " ")


def line(console: Console, text: str) -> None:
    """Print one line as it is: what people typed is never markup."""
    console.print(clean(text), markup=False, highlight=False, soft_wrap=True)


def standing(session: Session) -> dict[str, Any]:
    """Return where one assessment stands, for programs."""
    path = session.path
    return {
        **session.as_dict(),
        "notices": list(notices(session)),
        "reasons": [reason.because for reason in path.routing.reasons],
        "verdict": path.routing.verdict.id if path.routing.verdict else None,
        "stops": [reason.because for reason in path.routing.stops],
        "lifted": [lifted.stop.because for lifted in path.routing.lifted],
        "tasks": [
            {"id": t.task.id, "state": t.state, "due": t.due, "done": t.done} for t in path.tasks
        ],
        "missing": [{"address": m.address, "problem": m.problem} for m in path.missing],
        "unsure": list(path.unsure),
        "findings": [asdict(finding) for finding in noticed(session)],
    }


def noticed(session: Session) -> tuple[Finding, ...]:
    """Return what there is to notice in the answers today."""
    return findings(session.bank, session.path, dt.datetime.now(dt.UTC).date())


def print_standing(session: Session) -> None:
    """Print where one assessment stands, for people."""
    console = Console(highlight=False)
    path, routing = session.path, session.path.routing
    line(console, session.title)
    for notice in notices(session):
        line(console, words("show.notice", notice=notice))
    for told in told_of_route(session, routing):
        line(console, told)
    table = Table(*(words(f"show.{head}") for head in ("task", "state", "answers")))
    for progress in path.tasks:
        done = words("show.of", done=progress.done, due=progress.due)
        table.add_row(escape(progress.task.title), words(f"state.{progress.state}"), done)
    console.print(table)
    line(console, words("show.missing", count=len(path.missing)))
    for missing in path.missing[:SHOWN_MISSING]:
        line(console, f"  {missing.address}: {say('problems', missing.problem)}")
    if len(path.missing) > SHOWN_MISSING:
        line(console, words("show.more", count=len(path.missing) - SHOWN_MISSING))
    print_findings(console, session)
    head = session.head
    line(console, words("show.record", events=head.seq, at=day(head.at), hash=head.hash))


def told_of_route(session: Session, routing: Routing) -> Iterator[str]:
    """Yield the stops that stand, the route with its choice, its reasons, and the stops that were lifted."""
    bank, asks, path = session.bank, session.bank.concepts, session.path
    for stop in routing.stops:
        yield words("show.stop", because=because(bank, stop))
        for name in where_lifted(stop, path.visible):
            yield words("show.stop_where", ask=asks[name].ask, address=name)
    yield (
        words("show.route", route=routing.route.title) if routing.route else words("show.no_route")
    )
    for said in told_of_choice(bank, routing, path.shown):
        yield words("show.choice", said=said)
    for reason in routing.reasons:
        yield words("show.reason", because=because(bank, reason))
    for due in routing.documents:
        yield words("show.document", title=due.document.title)
        yield from (words("show.reason", because=because(bank, each)) for each in due.reasons)
    for lifted in routing.lifted:
        yield words("show.lifted", stop=lifted.stop.because, because=because(bank, lifted.lift))


def because(bank: Bank, reason: Reason) -> str:
    """Return the sentence of a reason, with the names of its sources."""
    sources = "; ".join(cite_sources(bank, reason.source))
    return (
        words("show.sourced", because=reason.because, sources=sources)
        if sources
        else reason.because
    )


def print_findings(console: Console, session: Session) -> None:
    """Print what was noticed, by what to do; answers that are missing are listed before."""
    found = beyond_missing(session.bank, noticed(session))
    line(console, words("show.findings", count=len(found)))
    for todo, group in groupby(found, key=lambda finding: finding.todo):
        line(console, words("show.todo", todo=todo))
        alike = tuple(group)
        for finding in alike[:SHOWN_MISSING]:
            line(console, words("show.finding", address=finding.address, says=finding.says))
        if len(alike) > SHOWN_MISSING:
            line(console, words("show.more", count=len(alike) - SHOWN_MISSING))

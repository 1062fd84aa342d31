"""What another bank would change for a record: in a terminal, and for other programs."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from rich.console import Console

from answerable.bank.model import Bank
from answerable.bank.screening import DueDocument, Routing
from answerable.cli.listing import line, words
from answerable.record.replay import Question, Replay
from answerable.wording import say


def print_replay(found: Replay, title: str, *, known: bool) -> None:
    """Print what would change, part by part; a part in which nothing does is left out."""
    console = Console(highlight=False)
    line(
        console,
        words("replay.title", title=title, before=_named(found.before), after=_named(found.after)),
    )
    if not known:
        line(console, words("replay.not_here"))
    if found.same:
        line(console, words("replay.same"))
        return
    for head, lines in _parts(found):
        said = tuple(lines)
        if said:
            line(console, "")
            line(console, words(head, count=len(said)))
            for sentence in said:
                line(console, f"  {sentence}")


def _parts(found: Replay) -> Iterator[tuple[str, Iterable[str]]]:
    yield "replay.route", _routes(found) if found.route_changes else ()
    yield "replay.documents_new", _documents(found.documents_new)
    yield "replay.documents_gone", _documents(found.documents_gone)
    yield "replay.appear", (words("replay.question", **_named_by(each)) for each in found.appear)
    yield "replay.go", map(_gone, found.go)
    yield "replay.reworded", (words("replay.words", **asdict(each)) for each in found.reworded)
    problems = ((each.address, say("problems", each.problem, limit="")) for each in found.unfit)
    yield "replay.unfit", (f"{address}: {problem}" for address, problem in problems)
    yield "replay.missing", (f"{m.address}: {say('problems', m.problem)}" for m in found.missing)
    yield "replay.findings_new", (f"{f.address}: {f.says} {f.todo}" for f in found.findings_new)
    yield "replay.findings_gone", (f"{f.address}: {f.says}" for f in found.findings_gone)


def _named_by(question: Question) -> dict[str, str]:
    return {"ask": question.ask, "address": question.address}


def _gone(question: Question) -> str:
    key = "replay.question_kept" if question.answered else "replay.question"
    return words(key, **_named_by(question))


def _routes(found: Replay) -> Iterator[str]:
    for key, routing in zip(("replay.before", "replay.after"), found.routes, strict=True):
        yield words(key, route=routing.route.title if routing.route else words("replay.no_route"))
        yield from (words("replay.because", because=reason.because) for reason in routing.reasons)
        yield from (words("show.stop", because=stop.because) for stop in routing.stops)


def _documents(due: tuple[DueDocument, ...]) -> Iterator[str]:
    for each in due:
        because = " ".join(reason.because for reason in each.reasons)
        yield words("replay.document", title=each.document.title, because=because)


def _named(bank: Bank) -> str:
    laid = "".join(f" + {overlay.id} {overlay.version}" for overlay in bank.overlays)
    return f"{bank.id} {bank.version}{laid} ({bank.hash[:8]})"


def told(found: Replay) -> dict[str, Any]:
    """Return everything that would change, for programs."""
    before, after = found.routes
    return {
        "before": {"bank": found.before.pin, **_route(before)},
        "after": {"bank": found.after.pin, **_route(after)},
        "same": found.same,
        "documents_new": [_document(due) for due in found.documents_new],
        "documents_gone": [_document(due) for due in found.documents_gone],
        "appear": [asdict(each) for each in found.appear],
        "go": [asdict(each) for each in found.go],
        "reworded": [asdict(each) for each in found.reworded],
        "unfit": [asdict(each) for each in found.unfit],
        "missing": [{"address": each.address, "problem": each.problem} for each in found.missing],
        "findings_new": [asdict(each) for each in found.findings_new],
        "findings_gone": [asdict(each) for each in found.findings_gone],
    }


def _route(routing: Routing) -> dict[str, Any]:
    return {
        "route": routing.id,
        "reasons": [reason.because for reason in routing.reasons],
        "stops": [reason.because for reason in routing.stops],
        "documents": [due.document.id for due in routing.documents],
    }


def _document(due: DueDocument) -> dict[str, Any]:
    return {"id": due.document.id, "reasons": [reason.because for reason in due.reasons]}

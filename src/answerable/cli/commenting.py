"""The command on what people say about answers: comments."""

import json
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from answerable.cli.options import AssessmentId, app, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from answerable.record import Session
    from answerable.record.comments import Remark, Thread


@app.command(help=words("comments"))
def comments(
    context: typer.Context,
    assessment: AssessmentId,
    address: Annotated[
        str, typer.Argument(help=words("comments.address"), show_default=False)
    ] = "",
    only_open: Annotated[bool, typer.Option("--open", help=words("comments.open"))] = False,
) -> None:
    session = context.obj.open_session(assessment)
    found = [each for each in session.comments(address) if each.open or not only_open]
    if context.obj.as_json:
        typer.echo(json.dumps([_told(each) for each in found], indent=1))
    else:
        _print(session, found)


def _print(session: "Session", found: "list[Thread]") -> None:
    from rich.console import Console

    from answerable.cli.listing import line
    from answerable.record.history import versions
    from answerable.reports.labels import labels_ever

    console = Console(highlight=False)
    labels = labels_ever(session.bank, versions(session.events()))
    if not found:
        line(console, words("comments.none"))
    for address, threads in groupby(sorted(found, key=_place), key=_place):
        register, _, row = address.partition("/")
        about = labels.row(register, row) if row and "/" not in row else labels.ask(address)
        line(console, words("history.question", ask=about, address=address))
        for text in (text for thread in threads for text in _lines(thread)):
            line(console, f"  {text}")


def _place(thread: "Thread") -> str:
    return thread.address


def _lines(thread: "Thread") -> "Iterator[str]":
    yield from _said(thread)
    for reply in thread.replies:
        yield from (f"  {text}" for text in _said(reply))
    if thread.settled:
        yield words("comments.resolved", who=thread.settled.by.id, when=thread.settled.at)


def _said(remark: "Remark") -> "Iterator[str]":
    facts = {"id": remark.id, "who": remark.by.id, "role": remark.by.role, "when": remark.at}
    yield words("comments.said", **facts)
    if remark.text is None:
        yield words("history.erased")
    else:
        yield from (f"  {text}" for text in remark.text.splitlines())


def _told(thread: "Thread") -> dict[str, Any]:
    settled = thread.settled
    return {
        **_remark(thread),
        "address": thread.address,
        "open": thread.open,
        "replies": [_remark(each) for each in thread.replies],
        "resolved": {"at": settled.at, "by": vars(settled.by)} if settled else None,
    }


def _remark(said: "Remark") -> dict[str, Any]:
    return {"id": said.id, "at": said.at, "by": vars(said.by), "text": said.text}

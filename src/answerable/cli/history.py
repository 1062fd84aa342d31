"""Commands on what stood before: history, diff, copy."""

import json
from pathlib import Path
from typing import Annotated

import typer

from answerable.cli.options import AssessmentId, app, tell, words

HEAD = "HEAD"


@app.command(help=words("history"))
def history(
    context: typer.Context,
    assessment: AssessmentId,
    address: Annotated[
        str | None, typer.Argument(help=words("history.address"), show_default=False)
    ] = None,
) -> None:
    from answerable.cli import lookback

    session = context.obj.open_session(assessment)
    found = lookback.versions_below(session, address)
    if context.obj.as_json:
        typer.echo(json.dumps(lookback.versions_told(found), indent=1))
    else:
        lookback.print_versions(found)


@app.command(help=words("diff"))
def diff(
    context: typer.Context,
    assessment: AssessmentId,
    start: Annotated[str, typer.Option("--from", help=words("diff.from"), show_default=False)],
    end: Annotated[str, typer.Option("--to", help=words("diff.to"))] = HEAD,
    html: Annotated[Path | None, typer.Option("--html", help=words("diff.html"))] = None,
) -> None:
    from answerable.cli import differing
    from answerable.record.history import difference

    session = context.obj.open_session(assessment)
    events = session.events()
    first, last = (_event(given, len(events)) for given in (start, end))
    found = difference(events, session.bank, first, last)
    if html:
        from answerable.reports.difference import difference_page
        from answerable.runs.files import write_whole

        size = write_whole(html, difference_page(session, found))
        told = words("diff.done", file=html, size=round(size / 1024))
        tell(context, told, file=str(html), bytes=size)
    elif context.obj.as_json:
        typer.echo(json.dumps(differing.difference_told(session, found), indent=1))
    else:
        differing.print_difference(session, found)


def _event(given: str, last: int) -> int:
    """Return the number of an event."""
    try:
        return last if given.upper() == HEAD else int(given)
    except ValueError:
        raise typer.BadParameter(words("diff.wrong", given=given)) from None


@app.command(help=words("copy"))
def copy(
    context: typer.Context,
    assessment: AssessmentId,
    title: Annotated[str, typer.Option("--title", help=words("copy.title.option"))] = "",
) -> None:
    from answerable.bank.renewal import load_renewals
    from answerable.cli import lookback
    from answerable.record.copying import copy as copy_record

    source = context.obj.open_session(assessment)
    limit = source.bank.limits["line"]
    named = title or words("copy.title", title=source.title)[:limit]
    copied = copy_record(source, named, load_renewals())
    if context.obj.as_json:
        typer.echo(json.dumps(lookback.copy_told(copied), indent=1))
    else:
        lookback.print_copy(copied)

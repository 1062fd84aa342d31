"""Commands on records: new, list, show, export, import, verify."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from answerable.cli.options import FAILED, AssessmentId, app, tell, words


@app.command(help=words("new"))
def new(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help=words("new.title"), show_default=False)],
) -> None:
    from answerable.bank.load import load_bank
    from answerable.record import Session

    session = Session.begin(context.obj.open_store(), title, context.obj.who(), load_bank())
    tell(
        context,
        words("new.done", title=title, id=session.assessment),
        id=session.assessment,
        title=title,
    )


@app.command("list", help=words("list"))
def list_(context: typer.Context) -> None:
    from answerable.cli import listing

    store = context.obj.open_store()
    lines = store.list()
    if context.obj.as_json:
        typer.echo(json.dumps([asdict(line) for line in lines], indent=1))
    else:
        listing.print_lines(lines, store.place)


@app.command(help=words("show"))
def show(context: typer.Context, assessment: AssessmentId) -> None:
    from answerable.cli import listing

    session = context.obj.open_session(assessment)
    if context.obj.as_json:
        typer.echo(json.dumps(listing.standing(session), indent=1))
    else:
        listing.print_standing(session)


@app.command(help=words("export"))
def export(
    context: typer.Context,
    assessment: AssessmentId,
    to: Annotated[Path | None, typer.Option("--to", help=words("export.to"))] = None,
) -> None:
    from answerable.record.exchange import export as export_record

    raw = export_record(context.obj.open_store(), assessment)
    if to is None:
        sys.stdout.buffer.write(raw)
        return
    to.write_bytes(raw)
    size = round(len(raw) / 1024)
    tell(context, words("export.done", file=to, size=size), file=str(to), bytes=len(raw))


@app.command("import", help=words("import"))
def import_(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(help=words("import.file"), exists=True, dir_okay=False, show_default=False),
    ],
) -> None:
    from answerable.record.exchange import import_record

    name, fresh = import_record(context.obj.open_store(), file.read_bytes(), str(file))
    tell(context, words("import.done" if fresh else "import.same", id=name), id=name, new=fresh)


@app.command(help=words("verify"))
def verify(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help=words("verify.what"), show_default=False)],
) -> None:
    from answerable.cli import verdict

    found = verdict.verify(what, context.obj.open_store)
    tell(context, found.sentence, holds=found.holds, **found.facts)
    if not found.holds:
        raise typer.Exit(FAILED)

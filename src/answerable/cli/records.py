"""Commands on records: new, list, show, export, import, verify."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from answerable import places
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
    from answerable.record.exchange.file import export as export_record

    store = context.obj.open_store()
    raw = export_record(store, assessment)
    if to is not None and to.suffix.lower() == ".zip":
        from answerable.record.exchange import archive

        raw = archive.written(store.record(assessment), raw, _documents(assessment))
    if to is None:
        sys.stdout.buffer.write(raw)
        return
    to.write_bytes(raw)
    size = round(len(raw) / 1024)
    tell(context, words("export.done", file=to, size=size), file=str(to), bytes=len(raw))


Key = Annotated[
    list[Path] | None,
    typer.Option("--key", help=words("key.option"), exists=True, dir_okay=False),
]
Unsealed = Annotated[bool, typer.Option("--unsealed", help=words("unsealed.option"))]


def _documents(assessment: str) -> dict[str, bytes]:
    """Return what runs have written for this assessment, by file name."""
    folder = places.outputs() / assessment
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return {f.name: f.read_bytes() for f in files if f.is_file() and not f.name.startswith(".")}


@app.command("import", help=words("import"))
def import_(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(help=words("import.file"), exists=True, dir_okay=False, show_default=False),
    ],
    key: Key = None,
    unsealed: Unsealed = False,
    as_copy: Annotated[bool, typer.Option("--as-copy", help=words("import.as_copy"))] = False,
) -> None:
    from answerable.cli.taking_in import take_in

    taken = take_in(context.obj, file, key or [], unsealed=unsealed, as_copy=as_copy)
    said = words("import.done" if taken.new else "import.same", id=taken.assessment)
    if taken.left_out:
        listed = ", ".join(f"{kind} ({count})" for kind, count in sorted(taken.left_out.items()))
        said += "\n" + words("import.left_out", listed=listed)
    facts = {"id": taken.assessment, "new": taken.new, "left_out": dict(taken.left_out)}
    tell(context, said, **facts)


@app.command(help=words("verify"))
def verify(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help=words("verify.what"), show_default=False)],
    key: Key = None,
    unsealed: Unsealed = False,
) -> None:
    from answerable.cli import verdict
    from answerable.cli.taking_in import trusted

    found = verdict.verify(what, context.obj.open_store, trusted(key or []), unsealed=unsealed)
    tell(context, found.sentence, holds=found.holds, **found.facts)
    if not found.holds:
        raise typer.Exit(FAILED)

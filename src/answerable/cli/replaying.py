"""Commands on other banks: replay a record under one, archive the one that is loaded."""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from answerable.cli.options import AssessmentId, app, tell, words

if TYPE_CHECKING:
    from answerable.bank.model import Bank
    from answerable.record import Session

bank = typer.Typer(help=words("bank"), no_args_is_help=True, rich_markup_mode=None)
app.add_typer(bank, name="bank")


@app.command(help=words("replay"))
def replay(
    context: typer.Context,
    assessment: AssessmentId,
    other: Annotated[str, typer.Option("--bank", help=words("replay.bank"))] = "",
    adopt: Annotated[bool, typer.Option("--adopt", help=words("replay.adopt"))] = False,
) -> None:
    from answerable.bank.archive import find
    from answerable.cli import replay_told
    from answerable.record.replay import replay as replay_under

    if adopt and other:
        raise typer.BadParameter(words("replay.adopt.which"))
    session = context.obj.open_session(assessment)
    before, known = _before(session)
    after = find(other) if other else session.bank
    found = replay_under(session.state, before, after, dt.datetime.now(dt.UTC).date())
    adopted = adopt and _adopt(context, session)
    if context.obj.as_json:
        facts = {"pinned_bank_is_here": known, "adopted": adopted}
        typer.echo(json.dumps({**replay_told.told(found), **facts}, indent=1))
        return
    replay_told.print_replay(found, session.title, known=known)
    if not adopt:
        typer.echo(words("replay.unchanged"))
    else:
        typer.echo(words("replay.adopted" if adopted else "replay.adopted.already"))


def _before(session: "Session") -> "tuple[Bank, bool]":
    """Return the bank that the record was begun under, else the loaded one and that it is another."""
    from answerable.bank.archive import pinned

    found = pinned(session.state.bank)
    return (found, True) if found else (session.bank, False)


def _adopt(context: typer.Context, session: "Session") -> bool:
    """Pin the loaded bank in the record; return False where it is pinned already."""
    from answerable.cli.appending import append

    if session.state.bank == session.bank.pin:
        return False
    append(context, session.assessment, "bank_upgraded", {"bank": session.bank.pin})
    return True


@bank.command("archive", help=words("bank.archive"))
def archive(
    context: typer.Context,
    to: Annotated[Path | None, typer.Option("--to", help=words("bank.archive.to"))] = None,
) -> None:
    from answerable import places
    from answerable.bank.archive import SUFFIX, written
    from answerable.bank.load import load_bank

    loaded = load_bank()
    file = to or Path(f"{loaded.version}{SUFFIX}")
    raw = written(None, places.overlays())
    file.write_bytes(raw)
    said = words("bank.archived", file=file, size=round(len(raw) / 1024), version=loaded.version)
    tell(context, said, file=str(file), bytes=len(raw), bank=loaded.pin)


@bank.command("list", help=words("bank.list"))
def list_(context: typer.Context) -> None:
    from answerable.bank.archive import archived
    from answerable.bank.load import load_bank

    loaded, kept = load_bank(), archived()
    lines = [words("bank.loaded", id=loaded.id, version=loaded.version, hash=loaded.hash)]
    lines += [words("bank.overlay", **vars(overlay)) for overlay in loaded.overlays]
    lines += [words("bank.kept", version=version) for version in kept]
    tell(context, "\n".join(lines), loaded=loaded.pin, archived=list(kept))

"""Commands on who may see a record: member, share, restrict, break-glass, readings."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from answerable.cli.appending import append
from answerable.cli.options import AssessmentId, app, tell, words

if TYPE_CHECKING:
    from answerable.record.remote.client import RemoteStore

Reason = Annotated[str, typer.Option("--reason", help=words("reason.option"), show_default=False)]
Off = Annotated[bool, typer.Option("--off", help=words("off.option"))]


@app.command(help=words("member"))
def member(
    context: typer.Context,
    assessment: AssessmentId,
    person: Annotated[str, typer.Argument(help=words("member.person"), show_default=False)],
    role: Annotated[str, typer.Argument(help=words("member.role"))] = "contributor",
    off: Off = False,
) -> None:
    from answerable.governance.access import RECORD, load_access

    known = load_access().held_from(RECORD)
    if role not in known:
        raise typer.BadParameter(words("member.unknown", role=role, known=", ".join(known)))
    said = {"person": person, "role": None if off else role}
    append(context, assessment, "member_changed", said)
    key = "member.gone" if off else "member.done"
    tell(context, words(key, id=assessment, person=person, role=role), id=assessment, **said)


@app.command(help=words("share"))
def share(context: typer.Context, assessment: AssessmentId, off: Off = False) -> None:
    append(context, assessment, "sharing_set", {"on": not off})
    key = "share.off" if off else "share.on"
    tell(context, words(key, id=assessment), id=assessment, shared=not off)


@app.command(help=words("restrict"))
def restrict(
    context: typer.Context, assessment: AssessmentId, reason: Reason, off: Off = False
) -> None:
    append(context, assessment, "restriction_set", {"on": not off, "reason": reason})
    key = "restrict.off" if off else "restrict.on"
    tell(context, words(key, id=assessment), id=assessment, restricted=not off)


def _remote(context: typer.Context) -> "RemoteStore":
    from answerable.record.remote.client import RemoteStore

    store = context.obj.open_store()
    if not isinstance(store, RemoteStore):
        raise typer.BadParameter(words("remote.only"))
    return store


@app.command("break-glass", help=words("break-glass"))
def break_glass(context: typer.Context, assessment: AssessmentId, reason: Reason) -> None:
    until = _remote(context).break_glass(assessment, reason)
    tell(context, words("break-glass.done", id=assessment, until=until), id=assessment, until=until)


@app.command(help=words("readings"))
def readings(context: typer.Context, assessment: AssessmentId) -> None:
    found = _remote(context).readings(assessment)
    if context.obj.as_json:
        typer.echo(json.dumps([asdict(each) for each in found], indent=1))
        return
    lines = [words("readings.item", **asdict(each)) for each in found]
    tell(context, "\n".join(lines) or words("readings.none", id=assessment))

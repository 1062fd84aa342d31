"""Commands on files kept with a record: attach, attachments."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from answerable.cli.options import AssessmentId, app, tell, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from answerable.record import Event


@app.command(help=words("attach"))
def attach(
    context: typer.Context,
    assessment: AssessmentId,
    file: Annotated[Path, typer.Argument(help=words("attach.file"), exists=True, dir_okay=False)],
    at: Annotated[str, typer.Option(help=words("attach.at"))] = "",
) -> None:
    session = context.obj.open_session(assessment)
    kept = session.attach(file.name, file.read_bytes(), at)
    facts = {"id": assessment, "name": kept.name, "type": kept.media_type, "hash": kept.digest}
    tell(context, words("attach.done", **facts), **facts)


@app.command(help=words("attachments"))
def attachments(
    context: typer.Context,
    assessment: AssessmentId,
    save: Annotated[str, typer.Option(help=words("attachments.save"))] = "",
    to: Annotated[Path | None, typer.Option("--to", help=words("attachments.to"))] = None,
) -> None:
    store = context.obj.open_store()
    if save:
        target = to or Path(save)
        target.write_bytes(store.attachment(assessment, save))
        tell(context, words("attachments.saved", file=target), file=str(target))
        return
    found = list(_listed(store.events(assessment)))
    if context.obj.as_json:
        typer.echo(json.dumps(found, indent=1))
        return
    lines = [words("attachments.item", **each) for each in found]
    tell(context, "\n".join(lines) or words("attachments.none", id=assessment))


def _listed(events: "Iterable[Event]") -> "Iterator[dict[str, Any]]":
    for event in events:
        if event.kind == "attached" and event.payload:
            named = {name: event.payload.get(name, "") for name in ("name", "type", "size", "hash")}
            yield {"event": event.seq, "address": event.address, "by": event.actor.id, **named}

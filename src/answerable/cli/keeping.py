"""Commands of the records manager: rectify, erase, hold, dispose, due."""

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from answerable.cli.appending import append
from answerable.cli.options import AssessmentId, app, tell, words

if TYPE_CHECKING:
    from answerable.governance.retention import Dates
    from answerable.record import Actor, Line, Store

KEEPER = "records_manager"
Reason = Annotated[str, typer.Option("--reason", help=words("reason.option"), show_default=False)]
Events = Annotated[
    list[int], typer.Option("--event", help=words("erase.event"), show_default=False)
]


def _actor(context: typer.Context) -> "Actor":
    from answerable.record import Actor

    return Actor(context.obj.who().id, KEEPER)


@app.command(help=words("erase"))
def erase(
    context: typer.Context,
    assessment: AssessmentId,
    event: Events,
    reason: Reason,
    ground: Annotated[str, typer.Option(help=words("erase.ground"))] = "rectification",
) -> None:
    from answerable.record.store import Erasure

    wanted = Erasure(tuple(event), ground, reason)
    head = context.obj.open_store().erase(assessment, wanted, _actor(context))
    listed = ", ".join(str(seq) for seq in sorted(set(event)))
    said = words("erase.done", listed=listed, id=assessment, seq=head.seq)
    tell(context, said, id=assessment, erased=sorted(set(event)), event=head.seq)


@app.command(help=words("rectify"))
def rectify(
    context: typer.Context,
    assessment: AssessmentId,
    address: Annotated[str, typer.Argument(help=words("rectify.address"), show_default=False)],
    value: Annotated[str, typer.Argument(help=words("rectify.value"), show_default=False)],
    reason: Reason,
) -> None:
    from answerable.record.rectifying import put_right
    from answerable.record.standing import TITLE

    session = context.obj.open_session(assessment)
    before, head = put_right(session, address, _read(value), reason, _actor(context))
    listed = ", ".join(map(str, before))
    key = "rectify.done" if before else "rectify.first"
    said = words(key, id=assessment, address=address, listed=listed, seq=head.seq)
    if address == TITLE:
        said += "\n" + words("rectify.title", id=assessment)
    tell(context, said, id=assessment, erased=list(before), event=head.seq)


def _read(value: str) -> Any:
    """Return an answer as typed: a list or an object is written as JSON, anything else is text."""
    if not value.startswith(("[", "{")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


@app.command(help=words("hold"))
def hold(context: typer.Context, assessment: AssessmentId, reason: Reason) -> None:
    from answerable.record.session import new_id

    name = f"hold-{new_id(5)}"
    _note(context, assessment, "hold_set", {"hold": name, "reason": reason})
    tell(context, words("hold.done", id=assessment, hold=name), id=assessment, hold=name)


@app.command(help=words("lift"))
def lift(
    context: typer.Context,
    assessment: AssessmentId,
    hold: Annotated[str, typer.Argument(help=words("lift.hold"), show_default=False)],
    reason: Reason,
) -> None:
    _note(context, assessment, "hold_lifted", {"hold": hold, "reason": reason})
    held = context.obj.open_store().line(assessment).held
    said = words("lift.held" if held else "lift.done", id=assessment, hold=hold)
    tell(context, said, id=assessment, held=held)


def _note(context: typer.Context, assessment: str, kind: str, said: dict[str, str]) -> None:
    append(context, assessment, kind, said, role=KEEPER)


@app.command(help=words("retain"))
def retain(
    context: typer.Context,
    assessment: AssessmentId,
    reason: Reason,
    ended: Annotated[
        datetime | None, typer.Option(help=words("retain.ended"), formats=["%Y-%m-%d"])
    ] = None,
) -> None:
    if ended is None:
        _note(context, assessment, "retention_reviewed", {"reason": reason})
        tell(context, words("retain.reviewed", id=assessment), id=assessment)
        return
    day = ended.date().isoformat()
    _note(context, assessment, "ended", {"on": day, "reason": reason})
    tell(context, words("retain.noted", id=assessment, day=day), id=assessment, ended=day)


@app.command(help=words("dispose"))
def dispose(
    context: typer.Context,
    assessment: AssessmentId,
    reason: Reason,
    yes: Annotated[bool, typer.Option("--yes", help=words("dispose.yes"))] = False,
) -> None:
    import shutil

    from answerable import places

    store = context.obj.open_store()
    line = store.line(assessment)
    if not yes:
        typer.confirm(words("dispose.sure", title=line.title, events=line.events), abort=True)
    head = store.dispose(assessment, reason, _actor(context))
    outputs = places.outputs() / assessment
    if outputs.is_dir():
        shutil.rmtree(outputs)
    tell(context, words("dispose.done", id=assessment, seq=head.seq), id=assessment, event=head.seq)


def _dates(store: "Store", line: "Line") -> "Dates":
    """Return the dates of a record; of one that may be kept but not read, its last change."""
    from answerable.errors import NotAllowed
    from answerable.governance.retention import Dates, dates_of

    try:
        return dates_of(store.events(line.id))
    except NotAllowed:
        return Dates(date.fromisoformat(line.updated_at[:10]))


@app.command(help=words("due"))
def due(context: typer.Context) -> None:
    from answerable.governance import retention

    today = datetime.now(UTC).date()
    found = []
    store = context.obj.open_store()
    schedule = retention.load_schedule()
    for line in store.list():
        dates = _dates(store, line)
        item = retention.due(schedule, line.state, dates, held=line.held, today=today)
        if item is not None:
            found.append((line, item))
    lines = [
        words("due.item", id=line.id, title=line.title, action=item.action, on=item.on)
        + "\n  "
        + item.because
        for line, item in found
    ]
    told = [{"id": line.id, "action": item.action, "on": str(item.on)} for line, item in found]
    tell(context, "\n".join(lines) or words("due.none"), due=told)

"""What several commands do: append one event to a record, in the caller's name."""

from typing import Any

import typer


def append(
    context: typer.Context, assessment: str, kind: str, said: dict[str, Any], *, role: str = ""
) -> None:
    """Append one event; on a record service the service says in which role."""
    from answerable.record import Actor
    from answerable.record.events import NewEvent
    from answerable.record.session import new_id
    from answerable.record.store import Batch, Stamp

    who = context.obj.who()
    batch = Batch(
        stamp=Stamp(f"command-{new_id()}", 1),
        actor=Actor(who.id, role or who.role),
        events=[NewEvent(kind, "", said)],
    )
    context.obj.open_store().write(assessment, batch)

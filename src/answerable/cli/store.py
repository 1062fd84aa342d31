"""Commands on a whole store: check, migrate, rebuild, backup, restore, copy."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from answerable.cli.options import FAILED, app, tell, words

if TYPE_CHECKING:
    from answerable.record.database.local import LocalStore

store = typer.Typer(help=words("store"), no_args_is_help=True, rich_markup_mode=None)
app.add_typer(store, name="store")


def _local(context: typer.Context) -> "LocalStore":
    from answerable.record.database.local import LocalStore

    url = context.obj.store
    if url.startswith("http"):
        raise typer.BadParameter(words("store.not_remote"))
    return LocalStore(url)


@store.command(help=words("store.check"))
def check(context: typer.Context) -> None:
    from dataclasses import asdict

    from answerable.record.database import upkeep

    opened = _local(context)
    troubles = list(upkeep.check(opened))
    facts = upkeep.facts(opened)
    lines = [words("store.trouble", where=each.where, what=each.what) for each in troubles]
    done = words("store.troubles" if troubles else "store.fine", count=len(troubles), **facts)
    tell(context, "\n".join([*lines, done]), troubles=[asdict(each) for each in troubles], **facts)
    if troubles:
        raise typer.Exit(FAILED)


@store.command(help=words("store.migrate"))
def migrate(context: typer.Context) -> None:
    from answerable.record.database import tables, upkeep

    had = upkeep.migrate(context.obj.store)
    key = "store.migrated" if had not in {"", tables.SCHEMA} else "store.current"
    tell(context, words(key, had=had, now=tables.SCHEMA), had=had, now=tables.SCHEMA)


@store.command(help=words("store.rebuild"))
def rebuild(context: typer.Context) -> None:
    from answerable.record.database import upkeep

    count = upkeep.rebuild(_local(context))
    tell(context, words("store.rebuilt", count=count), assessments=count)


@store.command(help=words("store.backup"))
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=words("store.backup.file"), show_default=False)],
) -> None:
    from answerable.record.database import upkeep

    count = upkeep.backup(_local(context), file)
    said = words("store.backed_up", count=count, file=file)
    tell(context, said, assessments=count, file=str(file))


@store.command(help=words("store.restore"))
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=words("store.restore.file"), show_default=False)],
) -> None:
    from answerable.record.database import upkeep

    count = upkeep.restore(file, context.obj.store)
    tell(context, words("store.restored", count=count, file=file), assessments=count)


@store.command(help=words("store.copy"))
def copy(
    context: typer.Context,
    to: Annotated[str, typer.Option("--to", help=words("store.copy.to"), show_default=False)],
) -> None:
    from answerable.record.database import upkeep

    count = upkeep.copy(_local(context), to)
    tell(context, words("store.copied", count=count), assessments=count)

"""Commands on the keys that records are sealed and signed with."""

from pathlib import Path
from typing import Annotated

import typer

from answerable.cli.options import app, tell, words

keys = typer.Typer(help=words("keys"), no_args_is_help=True, rich_markup_mode=None)
app.add_typer(keys, name="keys")


@keys.command("list", help=words("keys.list"))
def list_(context: typer.Context) -> None:
    from answerable.record.proof.keys import Keyring

    ring = Keyring()
    now, known = ring.signer.name, sorted(ring.known())
    lines = [words("keys.in_use" if name == now else "keys.known", name=name) for name in known]
    tell(
        context, "\n".join([*lines, words("keys.folder", folder=ring.folder)]), now=now, known=known
    )


@keys.command(help=words("keys.export"))
def export(
    context: typer.Context,
    to: Annotated[Path, typer.Argument(help=words("keys.export.to"), show_default=False)],
) -> None:
    from answerable.record.proof.keys import Keyring

    signer = Keyring().signer
    to.write_text(signer.public, "ascii")
    tell(context, words("keys.exported", name=signer.name, file=to), name=signer.name, file=str(to))


@keys.command(help=words("keys.rotate"))
def rotate(context: typer.Context) -> None:
    from answerable.record.proof.keys import Keyring

    ring = Keyring()
    old = ring.signer.name
    new = ring.rotate().name
    tell(context, words("keys.rotated", old=old, new=new), old=old, new=new)


@keys.command(help=words("keys.trust"))
def trust(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(help=words("keys.trust.file"), exists=True, dir_okay=False),
    ],
) -> None:
    from answerable.record.proof.keys import Keyring

    try:
        name = Keyring().trust(file.read_text("ascii", errors="replace"))
    except ValueError as error:
        raise typer.BadParameter(words("key.wrong", file=file)) from error
    tell(context, words("keys.trusted", name=name), name=name)

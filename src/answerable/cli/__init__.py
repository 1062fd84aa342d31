"""The command line. Imports are made inside the commands, so that help comes at once."""

import sys

import typer

from answerable.cli import records, serving, documents  # isort: skip - help lists them in this order
from answerable.cli.options import FAILED, app, words
from answerable.errors import AnswerableError

__all__ = ["app", "documents", "main", "records", "serving"]


def main() -> None:
    """Run the command line; exit with 0 done, 1 something failed, 2 wrong use."""
    try:
        app()
    except AnswerableError as error:
        typer.echo(str(error), err=True)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        typer.echo(words("interrupted"), err=True)
        sys.exit(FAILED)

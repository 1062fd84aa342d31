"""The command line. Imports are made inside the commands, so that help comes at once."""

import io
import sys
from typing import NoReturn

import typer

from answerable.cli import (  # isort: skip - help lists them in this order
    records,
    serving,
    documents,
    measuring,
    history,
    commenting,
    replaying,
    attaching,
    search,
    people,
    keeping,
    store,
    keys,
)
from answerable.cli.options import FAILED, app, words
from answerable.errors import AnswerableError
from answerable.wording import clean

__all__ = [
    "app",
    "attaching",
    "commenting",
    "documents",
    "history",
    "keeping",
    "keys",
    "main",
    "measuring",
    "people",
    "records",
    "replaying",
    "search",
    "serving",
    "store",
]


def main() -> None:
    """Run the command line; exit with 0 done, 1 something failed, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # for terminals with few letters
    try:
        app()
    except AnswerableError as error:
        _fail(str(error))
    except OSError as error:
        why = error.strerror or str(error)
        _fail(
            words("file.trouble" if error.filename else "no_output", file=error.filename, why=why)
        )
    except KeyboardInterrupt:
        _fail(words("interrupted"))


def _fail(sentence: str) -> NoReturn:
    typer.echo(clean(sentence), err=True)
    sys.exit(FAILED)

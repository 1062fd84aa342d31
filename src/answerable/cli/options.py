"""What every command shares: the options before it, and how it tells its result."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from answerable import __version__, places
from answerable.wording import clean, say

if TYPE_CHECKING:
    from answerable.record import Person, Session, Store

FAILED, WRONG_USE = 1, 2
LONGEST_NAME = 100


def words(key: str, **facts: object) -> str:
    """Return a sentence of the command line's own table."""
    return say("cli", key, **facts)


app = typer.Typer(
    help=words("app"),
    epilog=words("app.epilog"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@dataclass
class Common:
    """The options every command shares."""

    store: str
    person: str
    as_json: bool

    def open_store(self) -> "Store":
        """Open the store, and no sooner than a command needs it."""
        from answerable.record import open_store

        return open_store(self.store)

    def open_session(self, assessment: str) -> "Session":
        """Open one assessment in the caller's name."""
        from answerable.bank.load import load_bank
        from answerable.record import Session

        return Session.open(self.open_store(), assessment, self.who(), load_bank())

    def who(self) -> "Person":
        """Return the operating system's user, or whoever `--as` named."""
        from answerable.record import Person
        from answerable.record.account import system_person

        if len(self.person) > LONGEST_NAME or not self.person.isprintable():
            raise typer.BadParameter(words("as.wrong", limit=LONGEST_NAME))
        return Person(self.person, self.person) if self.person else system_person()


def _print_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def common(
    context: typer.Context,
    store: Annotated[str, typer.Option(help=words("store.option"))] = "",
    person: Annotated[str, typer.Option("--as", help=words("as.option"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=words("json.option"))] = False,
    _: Annotated[
        bool,
        typer.Option(
            "--version",
            help=words("version.option"),
            is_eager=True,
            callback=lambda value: _print_version(wanted=value),
        ),
    ] = False,
) -> None:
    context.obj = Common(store or places.store_url(), person, as_json)


def tell(context: typer.Context, text: str, **facts: Any) -> None:
    """Print `text` for people, or `facts` as JSON for programs."""
    typer.echo(json.dumps(facts, indent=1) if context.obj.as_json else clean(text))


AssessmentId = Annotated[str, typer.Argument(help=words("assessment.argument"), show_default=False)]

"""The command that says how much an assessment asks: burden."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from answerable.cli.options import app, tell, words

if TYPE_CHECKING:
    from answerable.bank.examples import Example


@app.command(help=words("burden"))
def burden(
    context: typer.Context,
    assessments: Annotated[
        list[str] | None, typer.Argument(help=words("assessment.argument"), show_default=False)
    ] = None,
    example: Annotated[bool, typer.Option("--example", help=words("burden.example"))] = False,
) -> None:
    from answerable.bank.burden import burden as measure
    from answerable.bank.burden_told import figures, formula
    from answerable.bank.load import load_bank
    from answerable.bank.pace import load_pace

    bank, pace = load_bank(), load_pace()
    told: list[str] = []
    counted: list[dict[str, Any]] = []
    for one in _wanted(context, list(assessments or []), example=example):
        found = measure(bank, one.answers, pace)
        told += [*_section(one.title, found, bank, pace), ""]
        counted.append({"id": one.id, "title": one.title, **figures(found, pace)})
    tell(context, "\n".join([*told, *formula(pace)]), assessments=counted)


def _wanted(context: typer.Context, ids: list[str], *, example: bool) -> "list[Example]":
    from answerable.bank.examples import Example, examples

    found = list(examples()) if example or not ids else []
    for assessment in ids:
        session = context.obj.open_session(assessment)
        found.append(Example(session.assessment, session.title, session.answers))
    return found


def _section(title: str, found: Any, bank: Any, pace: Any) -> list[str]:
    from answerable.bank.burden_told import lines, verdicts

    said = [*lines(found, bank), *verdicts(found, pace)]
    return [title, *(f"  {sentence}" for sentence in said)]

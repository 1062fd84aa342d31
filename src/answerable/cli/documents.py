"""Commands on documents and content: run, check-content."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from answerable import places
from answerable.cli.options import FAILED, app, tell, words
from answerable.errors import AnswerableError


@app.command(help=words("run"))
def run(
    context: typer.Context,
    assessments: Annotated[
        list[str] | None, typer.Argument(help=words("assessment.argument"), show_default=False)
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=words("run.all"))] = False,
    audience: Annotated[str, typer.Option(help=words("run.audience"))] = "team",
    outputs: Annotated[Path | None, typer.Option(help=words("run.outputs"))] = None,
) -> None:
    from answerable.bank.model import AUDIENCES

    if audience not in AUDIENCES:
        raise typer.BadParameter(words("audience.wrong", audience=audience))
    store = context.obj.open_store()
    wanted = [line.id for line in store.list()] if every else list(assessments or [])
    if not wanted:
        raise typer.BadParameter(words("run.which"))
    from answerable.runs.project import run as run_project

    failed, made = 0, []
    for assessment in wanted:
        try:
            done = run_project(
                assessment,
                store=context.obj.store,
                outputs=outputs or places.outputs(),
                audience=audience,
            )
        except AnswerableError as error:
            failed += 1
            typer.echo(str(error), err=True)
            continue
        made.append(_told(done))
        if not context.obj.as_json:
            typer.echo(words("run.done", **made[-1]))
            if done.findings:
                typer.echo(words("run.findings", count=len(done.findings), **made[-1]))
    if context.obj.as_json:
        typer.echo(json.dumps(made, indent=1))
    if failed:
        typer.echo(words("run.failed", failed=failed, count=len(wanted)), err=True)
        raise typer.Exit(FAILED)


def _told(done: Any) -> dict[str, Any]:
    return {
        "html": str(done.html),
        "size": round(done.bytes / 1024),
        "seconds": round(done.seconds, 1),
        "findings": "; ".join(done.findings),
    }


@app.command("check-content", help=words("check-content"))
def check_content(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help=words("check-content.folder"), exists=True)
    ] = None,
) -> None:
    from answerable.bank.check import check_content as check
    from answerable.bank.load import load_bank
    from answerable.governance.soundness import check_governance

    problems = (*check(folder), *check_governance(folder))
    if problems:
        tell(context, "\n".join(problems), problems=problems)
        raise typer.Exit(FAILED)
    bank = load_bank(folder)
    counts = {
        "concepts": len(bank.concepts),
        "tasks": len(bank.tasks),
        "topics": sum(len(s.fields) for s in bank.lenses["canvas"].sections),
    }
    tell(context, words("check-content.fine", **counts), **counts)

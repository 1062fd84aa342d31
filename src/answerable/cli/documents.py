"""Commands on documents and content: run, check-content."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from answerable import places
from answerable.cli.options import FAILED, app, tell, words
from answerable.errors import AnswerableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from answerable.runs import Run

ALL_DUE = "all-due"


@app.command(help=words("run"))
def run(
    context: typer.Context,
    assessments: Annotated[
        list[str] | None, typer.Argument(help=words("assessment.argument"), show_default=False)
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=words("run.all"))] = False,
    audience: Annotated[str, typer.Option(help=words("run.audience"))] = "team",
    outputs: Annotated[Path | None, typer.Option(help=words("run.outputs"))] = None,
    lens: Annotated[list[str] | None, typer.Option(help=words("run.lens"))] = None,
) -> None:
    from answerable.bank.model import AUDIENCES

    if audience not in AUDIENCES:
        raise typer.BadParameter(words("audience.wrong", audience=audience))
    asked = _lenses(lens or [])
    store = context.obj.open_store()
    wanted = [line.id for line in store.list()] if every else list(assessments or [])
    if not wanted:
        raise typer.BadParameter(words("run.which"))
    failed, made = 0, []
    for assessment in wanted:
        try:
            for done in _runs(context, assessment, asked, audience, outputs or places.outputs()):
                made.append(_told(done))
                _show(context, made[-1], len(done.findings))
        except AnswerableError as error:
            failed += 1
            typer.echo(str(error), err=True)
    if context.obj.as_json:
        typer.echo(json.dumps(made, indent=1))
    if failed:
        typer.echo(words("run.failed", failed=failed, count=len(wanted)), err=True)
        raise typer.Exit(FAILED)


def _lenses(asked: list[str]) -> list[str]:
    """Return the names of documents that were `asked` for, each once; refuse an unknown one."""
    from answerable.bank.load import load_bank

    known = [*load_bank().lenses, ALL_DUE] if asked else []
    for name in asked:
        if name not in known:
            raise typer.BadParameter(words("run.lens.wrong", lens=name, known=", ".join(known)))
    return list(dict.fromkeys(asked))


def _runs(
    context: typer.Context, assessment: str, asked: list[str], audience: str, outputs: Path
) -> "Iterator[Run]":
    """Yield the report, then each document that was asked for, as they are made."""
    from answerable.runs.project import run as run_project

    store = context.obj.store
    yield run_project(assessment, store=store, outputs=outputs, audience=audience)
    lenses = [name for name in asked if name != ALL_DUE]
    if ALL_DUE in asked:
        from answerable.reports.document import documents_due

        due, others = documents_due(assessment, store)
        lenses = list(dict.fromkeys([*lenses, *due]))
        if others:
            typer.echo(words("run.no_lens", titles=", ".join(others)), err=True)
    for name in lenses:
        yield run_project(assessment, store=store, outputs=outputs, audience=audience, lens=name)


def _show(context: typer.Context, told: dict[str, Any], findings: int) -> None:
    if context.obj.as_json:
        return
    typer.echo(words("run.done", **told))
    if findings:
        typer.echo(words("run.findings", count=findings, **told))


def _told(done: "Run") -> dict[str, Any]:
    return {
        "html": str(done.html),
        "size": round(done.bytes / 1024),
        "seconds": round(done.seconds, 1),
        "findings": "; ".join(done.findings),
        "lens": done.lens,
    }


@app.command("check-content", help=words("check-content"))
def check_content(
    context: typer.Context,
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help=words("check-content.folder"), show_default=False),
    ] = None,
) -> None:
    from answerable.bank.check import check_content as check
    from answerable.bank.load import load_bank
    from answerable.bank.overlays import overlay_warnings
    from answerable.governance.soundness import check_governance

    folder, overlays = _bank_and_overlays(folders or [])
    problems = check(folder, overlays)
    problems += check_governance(folder, () if problems else overlays)
    if problems:
        tell(context, "\n".join(problems), problems=problems)
        raise typer.Exit(FAILED)
    bank = load_bank(folder, overlays)
    warnings = overlay_warnings(bank)
    for warning in () if context.obj.as_json else warnings:
        typer.echo(warning, err=True)
    counts = {
        "concepts": len(bank.concepts),
        "tasks": len(bank.tasks),
        "topics": sum(len(s.fields) for s in bank.lenses["canvas"].sections),
    }
    lines = [words("check-content.fine", **counts)]
    lines += [words("check-content.overlay", **vars(overlay)) for overlay in bank.overlays]
    laid = {"overlays": [overlay.pin for overlay in bank.overlays], "warnings": list(warnings)}
    tell(context, "\n".join(lines), **counts, **laid)


def _bank_and_overlays(folders: list[Path]) -> tuple[Path | None, tuple[Path, ...]]:
    """Return the bank's folder, None for the one that ships, and the overlays in order."""
    if not folders:
        return None, places.overlays()
    found = [places.overlay(str(folder)) for folder in folders]
    if missing := [folder for folder in found if not folder.exists()]:
        raise typer.BadParameter(words("check-content.not_there", folder=missing[0]))
    first, *rest = found
    return (None, tuple(found)) if _is_overlay(first) else (first, tuple(rest))


def _is_overlay(folder: Path) -> bool:
    """Return whether this is an overlay, or would be one if it said what it is."""
    whole = any((folder / f"{name}.yml").exists() for name in ("bank", "law"))
    return not whole and next(folder.rglob("*.yml"), None) is not None

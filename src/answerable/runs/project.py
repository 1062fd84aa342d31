"""One run: a notebook, executed by Papermill from one record, and the HTML made of it."""

import sys
import time
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from answerable import places
from answerable.errors import AssessmentNotFound, ReportError
from answerable.reports.audience import check_audience
from answerable.runs.files import write_whole
from answerable.wording import say


@dataclass(frozen=True)
class Run:
    """What a run left: two files, how long it took, and what the lint found."""

    html: Path
    notebook: Path
    bytes: int
    seconds: float
    findings: tuple[str, ...]
    lens: str = ""


def run(
    assessment: str,
    *,
    store: str,
    outputs: Path,
    audience: str = "team",
    lens: str = "",
    progress: bool = False,
) -> Run:
    """Execute the report notebook for `assessment`; write notebook and HTML into `outputs`.

    A `lens` gives that one document in the place of the report. `store` reaches the notebook through its environment only, so that no address and no password
    is kept in the executed notebook.

    Raises:
        ReportError: the report could not be made; files of an earlier run stay as they are.
    """
    begun = time.perf_counter()
    check_audience(audience, assessment)
    folder, name = _place(assessment, outputs), _name(assessment, audience, lens)
    source, parameters = "report.ipynb", {"assessment": assessment, "audience": audience}
    if lens:
        source, parameters = "document.ipynb", {**parameters, "lens": lens}
    try:
        notebook = _execute(source, parameters, store, progress=progress)
        html, findings = _convert(notebook)
        _forget_places(notebook, source, name)
        write_whole(folder / f"{name}.ipynb", _as_text(notebook))
        size = write_whole(folder / f"{name}.html", html)
    except OSError as error:
        raise ReportError(assessment=assessment, why=error.strerror or str(error)) from error
    return Run(
        html=folder / f"{name}.html",
        notebook=folder / f"{name}.ipynb",
        bytes=size,
        seconds=time.perf_counter() - begun,
        findings=findings,
        lens=lens,
    )


def _place(assessment: str, outputs: Path) -> Path:
    if assessment in ("", ".", "..") or Path(assessment).name != assessment:
        raise AssessmentNotFound(assessment=assessment)
    return outputs / assessment


def _name(assessment: str, audience: str, lens: str) -> str:
    """Name what is not for the team after its audience: the wrong file must not be sent."""
    if lens:
        return f"{assessment}-{lens}-{audience}"
    return assessment if audience == "team" else f"{assessment}-{audience}"


def _execute(source: str, parameters: dict[str, str], store: str, *, progress: bool) -> Any:
    papermill, refusals = _papermill()
    from traitlets.config import Config  # noqa: PLC0415 - only runs need it

    from answerable.runs.kernel import RunKernel  # noqa: PLC0415

    environment = {"ANSWERABLE_STORE": store} if store else {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return papermill.execute_notebook(
                places.shipped("notebooks") / source,
                None,
                parameters=parameters,
                kernel_name="python3",
                progress_bar=progress,
                kernel_manager_class=RunKernel,
                config=Config({"RunKernel": {"environment": environment}}),
                store_widget_state=False,
            )
    except refusals as error:
        raise ReportError(assessment=parameters["assessment"], why=_why(error)) from error


@cache
def _papermill() -> tuple[Any, tuple[type[Exception], ...]]:
    """Return papermill, and the exceptions that mean a notebook did not run."""
    # jsonschema, loaded for notebooks, would build a grammar for international addresses when it
    # is imported: most of a second, and no notebook has one.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    import papermill  # noqa: PLC0415 - heavy
    from nbclient.exceptions import CellControlSignal, DeadKernelError  # noqa: PLC0415
    from papermill.exceptions import PapermillException, PapermillExecutionError  # noqa: PLC0415

    return papermill, (
        PapermillExecutionError, PapermillException, CellControlSignal, DeadKernelError,
        RuntimeError,
    )  # fmt: skip


def _why(error: Exception) -> str:
    """Say what stopped the notebook: our own errors already are sentences."""
    import answerable.errors as known  # noqa: PLC0415

    name, said = getattr(error, "ename", type(error).__name__), getattr(error, "evalue", str(error))
    ours = hasattr(known, name)
    return str(said) if ours else say("report", "not_run", why=f"{name}: {said}")


def _convert(notebook: Any) -> tuple[str, tuple[str, ...]]:
    from answerable.reports.lint import lint  # noqa: PLC0415 - heavy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        html, _ = _exporter().from_notebook_node(notebook)
    return html, lint(html)


@cache
def _exporter() -> Any:
    from answerable.reports.html import ReportExporter  # noqa: PLC0415 - heavy

    return ReportExporter()


def _forget_places(notebook: Any, source: str, name: str) -> None:
    """Take the folders of this machine out of what Papermill notes."""
    notebook.metadata.papermill.update(input_path=source, output_path=f"{name}.ipynb")


def _as_text(notebook: Any) -> str:
    import nbformat  # noqa: PLC0415 - heavy

    return str(nbformat.writes(notebook)) + "\n"

"""An executed report notebook to one self-contained HTML file: an exporter of nbconvert.

Nothing of nbconvert's own templates is used: they carry scripts, widget state and links to other
hosts. Only what a cell shows as HTML is taken, cleaned, and set into our page.
"""

from typing import Any

import jinja2
from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from answerable.reports import templates
from answerable.reports.safety import policy, safe_html
from answerable.reports.sections import MIMETYPE
from answerable.wording import say

NOTHING = {
    "assessment": "", "audience": "", "hash": "", "event": "", "key": "", "seal": "", "banner": "", "title": "", "provenance": [],
}  # fmt: skip


class ReportExporter(TemplateExporter):  # type: ignore[misc] # nbconvert has no types
    """`jupyter nbconvert --to answerable`, and what `answerable run` uses."""

    export_from_notebook = "Answerable report"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return templates.folder().name

    @default("extra_template_basedirs")
    def _basedirs_default(self) -> list[str]:
        return [str(templates.folder().parent)]

    def _create_environment(self) -> jinja2.Environment:
        environment: jinja2.Environment = super()._create_environment()
        environment.autoescape = True
        environment.globals["say"] = templates.wording
        return environment

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **_: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page made of what the cells of `nb` show."""
        resources = self._init_resources(resources)
        return self.template.render(page=page_of(nb), resources=resources), resources


def page_of(nb: NotebookNode) -> dict[str, Any]:
    """Return what the template needs: cleaned parts, contents, and what the page is about."""
    outputs = [output for cell in nb.cells if cell.cell_type == "code" for output in cell.outputs]
    shown = [output.data for output in outputs if "text/html" in output.get("data", {})]
    described = [data[MIMETYPE] for data in shown if MIMETYPE in data]
    about = next((each["about"] for each in described), NOTHING)
    return {
        "style": Markup(templates.style()),  # noqa: S704 - our own file
        "policy": policy(templates.style()),
        "parts": [Markup(safe_html(_text(data["text/html"]))) for data in shown],  # noqa: S704
        "contents": [entry for each in described for entry in each["contents"]],
        "about": {**about, "title": about["title"] or say("report", "product")},
        "broken": any(output.output_type == "error" for output in outputs),
    }


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)

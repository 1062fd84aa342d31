"""The other template: JupyterLab's front end, for notebooks with widgets that our page cannot show.

It loads far more, writes its own styles and scripts, and needs more said to the kernel; so both
its policy and its guard are wider than the page's own. Code still does not run.
"""

from typing import Any, ClassVar

from jupyter_server.base.handlers import FileFindHandler
from jupyterlab_server.themes_handler import ThemesHandler
from tornado import web
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler

from answerable.serving.guard import Guard, Refused
from answerable.serving.handlers import Plain, say_full
from answerable.serving.headers import LAB_POLICY, POLICY
from answerable.serving.kernels import ServiceFull
from answerable.serving.settings import PAGES

EXTENSIONS = (
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
)
CONTROL = "jupyter.widget.control"
VALUE_TRAITS = frozenset({"value", "index"})


class LabGuard(Guard):
    """Also lets the front end find its widgets, and set the value of one."""

    questions: ClassVar[frozenset[tuple[str, str]]] = frozenset(
        {("shell", "kernel_info_request"), ("shell", "comm_info_request")}
    )

    def check(self, channel: str, header: dict[str, Any], content: dict[str, Any]) -> None:
        kind = header.get("msg_type", "")
        if (channel, kind) in self.questions:
            return
        if (channel, kind) == ("shell", "comm_open"):
            if content.get("target_name") != CONTROL:
                raise Refused("another channel of widgets")
            return
        data = content.get("data")
        if (channel, kind) == ("shell", "comm_msg") and isinstance(data, dict):
            if data.get("method") == "request_states":
                return
            if data.get("method") == "update":
                _check_update(data)
                return
        super().check(channel, header, content)


def _check_update(data: dict[str, Any]) -> None:
    state = data.get("state")
    if not isinstance(state, dict) or not set(state) <= VALUE_TRAITS or data.get("buffer_paths"):
        raise Refused("trait")


class LabPage(Plain, TornadoVoilaHandler):  # type: ignore[misc] # Voila is untyped
    """A notebook as Voila shows it."""

    @web.authenticated
    async def get(self) -> None:
        self.only_as_a_page()
        self.set_header(POLICY, LAB_POLICY)
        try:
            await TornadoVoilaHandler.get(self)
        except ServiceFull as full:
            say_full(self, full)


def routes(app: Any) -> list[Any]:
    """Return Voila's own routes that its template needs, and our pages in it."""
    base = app.base_url
    shared = {
        "template_paths": app.template_paths,
        "config": app.config,
        "voila_configuration": app.voila_configuration,
    }
    pages = [
        (f"{base}{page.path}", LabPage, {"notebook_path": page.notebook, **shared})
        for page in PAGES
    ]
    extensions = {"path": app.labextensions_path, "no_cache_paths": ["/"]}
    themes = {
        "themes_url": f"{base}voila/api/themes",
        "path": app.themes_dir,
        "labextensions_path": app.labextensions_path,
        "no_cache_paths": ["/"],
    }
    static = {"paths": app.static_paths, "default_filename": "index.html"}
    return [
        *pages,
        (f"{base}voila/templates/(.*)", TemplateStaticFileHandler),
        (f"{base}voila/static/(.*)", MultiStaticFileHandler, static),
        (f"{base}voila/labextensions/(.*)", FileFindHandler, extensions),
        (f"{base}voila/api/themes/(.*)", ThemesHandler, themes),
    ]

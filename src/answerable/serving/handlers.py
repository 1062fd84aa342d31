"""What answers a request, but for the pages with a kernel (`pages.py`)."""

import re
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado import web

from answerable.record import Person
from answerable.serving.assets import TYPES, Assets
from answerable.serving.headers import POLICY, REPORT_POLICY
from answerable.serving.kernels import KERNEL, ServiceFull
from answerable.serving.templates import Templates
from answerable.wording import say, words

ASSESSMENT = re.compile(r"[a-z0-9-]{1,80}")
FOR_EVER = "public, max-age=31536000, immutable"


class Plain(JupyterHandler):
    """Says what went wrong in words, never with a trace of the program."""

    @property
    def templates(self) -> Templates:
        templates: Templates = self.settings["answerable_templates"]
        return templates

    @property
    def person(self) -> Person | None:
        user = self.current_user
        return Person(user.username, user.name) if user else None

    def write_error(self, status_code: int, **_: Any) -> None:
        known = f"text_{status_code}" in words("serving")
        status = status_code if known else HTTPStatus.INTERNAL_SERVER_ERROR.value
        self.say_instead(f"title_{status}", say("serving", f"text_{status}"))

    def say_instead(self, title: str, text: str) -> None:
        """Finish with a page that holds one message."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        heading = say("serving", title)
        self.finish(self.templates.message(title=heading, text=text, person=self.person))

    def only_as_a_page(self) -> None:
        """Refuse when a foreign page asks for this as an image, a frame or the like."""
        wanted = self.request.headers.get("Sec-Fetch-Dest", "document")
        site = self.request.headers.get("Sec-Fetch-Site", "none")
        own = site in {"none", "same-origin"}
        if wanted != "document" and not (own and wanted == "empty"):
            raise web.HTTPError(HTTPStatus.FORBIDDEN)

    def get_login_url(self) -> str:
        """Refuse: there is no page to sign in on."""
        raise web.HTTPError(HTTPStatus.FORBIDDEN)


def say_full(handler: Plain, full: ServiceFull) -> None:
    """Finish with the sentence that says for whom the service is full."""
    handler.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
    handler.set_header("Retry-After", "30")
    text = say("serving", f"text_503_{full.whose}", count=full.count)
    handler.say_instead("title_503", text)


class NotThere(Plain):
    """Any other address."""

    async def prepare(self) -> None:  # type: ignore[override] # Jupyter's takes one argument more
        await super().prepare()  # the message names who is here
        raise web.HTTPError(HTTPStatus.NOT_FOUND)


class Health(Plain):
    @web.authenticated
    def get(self) -> None:
        self.finish({"state": "serving"})


class StaticFile(Plain):
    """A file whose name holds its hash; any other hash is not there."""

    @web.authenticated
    def get(self, file: str) -> None:
        assets: Assets = self.settings["answerable_assets"]
        asset = assets.get(file)
        if asset is None:
            raise web.HTTPError(HTTPStatus.NOT_FOUND)
        self.set_header("Content-Type", TYPES[asset.extension])
        self.set_header("Cache-Control", FOR_EVER)
        self.set_header("Vary", "Accept-Encoding")
        way, body = asset.accepted(self.request.headers.get("Accept-Encoding", ""))
        if way:
            self.set_header("Content-Encoding", way)
        self.finish(body)


class Report(Plain):
    """The last report of an assessment: a document of its own, that may do nothing but be read."""

    @web.authenticated
    def get(self) -> None:
        assessment = self.get_query_argument("assessment", "", strip=False)
        if not ASSESSMENT.fullmatch(assessment):
            self.set_status(HTTPStatus.BAD_REQUEST)
            self.say_instead("title_report_which", say("serving", "text_report_which"))
            return
        report = self._file(assessment)
        if report is None:
            self.set_status(HTTPStatus.NOT_FOUND)
            text = say("serving", "text_report_missing", assessment=assessment)
            self.say_instead("title_report_missing", text)
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header(POLICY, REPORT_POLICY)
        self.finish(report.read_bytes())

    def _file(self, assessment: str) -> Path | None:
        outputs: Path = self.settings["answerable_outputs"].resolve()
        report = (outputs / assessment / f"{assessment}.html").resolve()
        return report if report.is_relative_to(outputs) and report.is_file() else None


class StatementPage(Plain):
    """The accessibility statement."""

    @web.authenticated
    def get(self) -> None:
        page = self.templates.statement(person=self.person)
        if page is None:
            raise web.HTTPError(HTTPStatus.NOT_FOUND)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page)


class KernelState(Plain):
    """Whether a page's kernel is still there: 200 or 404. A websocket cannot say why it failed."""

    @web.authenticated
    def get(self, kernel_id: str) -> None:
        person = self.person
        owners: dict[str, str] = self.kernel_manager.owners  # type: ignore[attr-defined] # Kernels
        if person is None or owners.get(kernel_id) != person.id:
            raise web.HTTPError(HTTPStatus.NOT_FOUND)
        self.finish({"id": kernel_id, "name": KERNEL})


class Channels(KernelWebsocketHandler):
    """A page's websocket to its kernel: from a page of this very address only."""

    def check_origin(self, origin: str | None = None) -> bool:
        origin = origin or self.get_origin()
        return origin is not None and bool(super().check_origin(origin))

    def write_error(self, status_code: int, **_: Any) -> None:  # noqa: ARG002 - Tornado's signature
        self.finish()

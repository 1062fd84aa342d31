"""Stand-alone Voila as the app: our pages, our guard, our rules, and nothing else it could serve."""

import errno
import logging
import os
import shutil
import sys
import threading
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from jupyter_core.utils import run_sync
from tornado.ioloop import IOLoop
from traitlets import Instance
from traitlets.config import Config
from voila.app import Voila

from answerable import places
from answerable.bank.statement import Statement
from answerable.errors import ServingRefused
from answerable.serving import assets as static
from answerable.serving.environment import without_secrets
from answerable.serving.forking import Zygote, can_fork
from answerable.serving.guard import Guard
from answerable.serving.handlers import (
    Channels,
    Health,
    KernelState,
    NotThere,
    Report,
    StatementPage,
    StaticFile,
)
from answerable.serving.headers import PAGE_POLICY, OnEveryResponse, headers
from answerable.serving.identity import OwnKernelOnly, SystemIdentity, require_loopback
from answerable.serving.kernels import Kernels, OwnPython
from answerable.serving.lab import EXTENSIONS, LabGuard
from answerable.serving.lab import routes as lab_routes
from answerable.serving.pages import PageHandler
from answerable.serving.prompt import PromptClient
from answerable.serving.records import RecordService
from answerable.serving.settings import FORKED, KERNELS, LAB, PAGES, TEMPLATES, ServeSettings
from answerable.serving.templates import Surroundings, Templates
from answerable.wording import say

KERNEL_ID = r"(?P<kernel_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
LOADED = frozenset({"bank", "help", "host", "late"})  # by a widget, not by the page around it
FILE = r"(?P<file>[a-z]+-[0-9a-f]+\.[a-z]+)"
FRAME_LIMIT = Guard.most_bytes + 1024 * 1024  # the guard says why; beyond this the line is cut


def serve(settings: ServeSettings, started: Callable[[], None] = lambda: None) -> None:
    """Serve the app until it is stopped, and call `started` once it answers.

    Raises:
        ServingRefused: it must not, or cannot, start like this.
    """
    settings = checked(settings)
    records = RecordService(settings.store, settings.everybody)
    records.start()
    try:
        bank, told = _bank()
        run(settings, static.build(places.widget_sources(), bank), started, records, told)
    finally:
        records.stop()


def run(
    settings: ServeSettings,
    assets: static.Assets,
    started: Callable[[], None] = lambda: None,
    records: RecordService | None = None,
    statement: Statement | None = None,
) -> None:
    """Serve the app with these static files, its kernels on `records` if there are any."""
    app = AnswerableVoila(serving=checked(settings), assets=assets)
    app.started = started
    app.records = records
    app.statement = statement
    app.zygote = zygote = _zygote(app.serving)
    try:
        app.initialize(argv=[])
        if records is not None:
            records.wait()
        app.start()
    finally:
        if zygote is not None:
            zygote.stop()


def _zygote(settings: ServeSettings) -> Zygote | None:
    """Start what kernels are forked from, if they are to be and can."""
    if settings.kernels != FORKED or not can_fork():
        return None
    zygote = Zygote(without_secrets(os.environ), settings.ahead)
    zygote.start()
    return zygote


def checked(settings: ServeSettings) -> ServeSettings:
    """Return the settings in their usual form, or raise `ServingRefused` with the reason."""
    require_loopback(settings.ip)
    if settings.template not in TEMPLATES:
        refused = say("serving", "refused_template", template=settings.template)
        raise ServingRefused(why=refused)
    if settings.kernels not in KERNELS:
        raise ServingRefused(why=say("serving", "refused_kernels", kernels=settings.kernels))
    for page in PAGES:
        if not (settings.notebooks / page.notebook).is_file():
            facts = {"notebook": page.notebook, "folder": settings.notebooks}
            raise ServingRefused(why=say("serving", "refused_notebook", **facts))
    base_url = f"/{settings.base_url.strip('/')}/".replace("//", "/")
    return replace(settings, base_url=base_url, notebooks=settings.notebooks.resolve())


def _bank() -> tuple[Mapping[str, Any], Statement]:
    from answerable.bank.browser import payload  # noqa: PLC0415 - slow, and not needed in tests
    from answerable.bank.load import load_bank  # noqa: PLC0415
    from answerable.bank.statement import statement  # noqa: PLC0415

    bank = load_bank()
    return payload(bank), statement(bank)


class AnswerableVoila(Voila):  # type: ignore[misc] # Voila is untyped
    """Voila with its routes replaced, its configuration files ignored and its kernels capped."""

    serving = Instance(ServeSettings)
    assets = Instance(static.Assets)
    started: Callable[[], None]
    records: RecordService | None
    zygote: Zygote | None
    statement: Statement | None

    def __init__(self, **kwargs: Any) -> None:
        """Take all settings from `serving`; nothing is read from files or the command line."""
        serving: ServeSettings = kwargs["serving"]
        super().__init__(
            ip=serving.ip,
            port=serving.port,
            base_url=serving.base_url,
            root_dir=str(serving.notebooks),
            open_browser=serving.open_browser,
            config_file_paths=[],
            identity_provider_class=SystemIdentity,
            authorizer_class=OwnKernelOnly,
            kernel_websocket_connection_class=LabGuard if serving.template == LAB else Guard,
            config=_voila_config(serving),
            log_level=logging.WARNING,
            **kwargs,
        )

    @property
    def addresses(self) -> dict[str, str]:
        """Where a widget finds the pages and what it loads itself."""
        static = self.assets.urls(self.base_url)
        pages = {name: f"{self.base_url}{name}" for name in ("assess", "report")}
        own = {name: url for name, url in static.items() if name in LOADED and not self.in_lab}
        return {"home": self.base_url, **pages, **own}

    @property
    def in_lab(self) -> bool:
        """Whether pages come with JupyterLab's front end instead of our own."""
        return bool(self.serving.template == LAB)

    def setup_template_dirs(self) -> None:
        self.static_paths: list[str] = []
        self.template_paths = [str(static.template_folder())]
        if self.in_lab:
            super().setup_template_dirs()

    def init_settings(self) -> dict[str, Any]:
        around = Surroundings(self.base_url, self.assets.urls(self.base_url), self.statement)
        settings: dict[str, Any] = super().init_settings()
        return settings | {
            "voila": self,
            "allow_remote_access": False,  # Jupyter's name for: any Host header will do
            "local_hostnames": ["localhost"],
            "headers": headers(PAGE_POLICY),
            "default_handler_class": NotThere,
            "websocket_max_message_size": FRAME_LIMIT,
            "answerable_assets": self.assets,
            "answerable_templates": Templates(around),
            "answerable_outputs": self.serving.outputs,
            "answerable_environment": dict(os.environ),
        }

    def init_handlers(self) -> list[Any]:
        base = self.base_url
        self.app.add_transform(OnEveryResponse)
        pages = [(f"{base}{page.path}", PageHandler, {"page": page}) for page in PAGES]
        return [
            *(lab_routes(self) if self.in_lab else pages),
            (f"{base}report", Report),
            (f"{base}accessibility", StatementPage),
            (f"{base}static/{FILE}", StaticFile),
            (f"{base}health", Health),
            (f"{base}api/kernels/{KERNEL_ID}", KernelState),
            (f"{base}api/kernels/{KERNEL_ID}/channels", Channels),
        ]

    def quiet(self) -> None:
        """Keep what is for programmers out of the terminal."""
        # Jupyter gives its ping times in milliseconds, Tornado reads seconds and complains.
        logging.getLogger("tornado.general").setLevel(logging.ERROR)

    def listen(self) -> None:
        """Listen on the one port that was asked for, and serve until stopped."""
        self.quiet()
        self.ioloop = IOLoop.current()
        try:
            self.app.listen(self.port, self.ip)
        except OSError as error:
            self.stop()
            taken = error.errno in {errno.EADDRINUSE, errno.EACCES}
            facts = {"ip": self.ip, "port": self.port, "why": error.strerror}
            why = say("serving", "refused_port" if taken else "refused_listen", **facts)
            raise ServingRefused(why=why) from error
        self.started()
        if self.open_browser:
            threading.Thread(target=webbrowser.open, args=[self.display_url], daemon=True).start()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()

    def stop(self) -> None:
        """End all kernels at once: what they called saved is saved."""
        shutil.rmtree(self.connection_dir, ignore_errors=True)
        run_sync(self.kernel_manager.shutdown_all)(now=True)


def _voila_config(serving: ServeSettings) -> Config:
    config = Config()
    config.VoilaConfiguration.template = serving.template
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.show_tracebacks = False
    config.VoilaConfiguration.extension_allowlist = list(EXTENSIONS)
    config.VoilaConfiguration.multi_kernel_manager_class = Kernels
    config.VoilaConfiguration.kernel_spec_manager_class = OwnPython
    config.VoilaExecutor.timeout = serving.cell_seconds
    if sys.platform != "win32":
        config.KernelManager.transport = "ipc"  # sockets in a private folder, no open ports
    config.KernelManager.client_class = f"{PromptClient.__module__}.{PromptClient.__name__}"
    # A dead kernel is not started again behind its page: the page gets a new one, with its widgets.
    config.KernelRestarter.restart_limit = 0
    config.KernelRestarter.time_to_dead = 1.0
    return config

"""A real JupyterLab for a test, and a notebook opened in it; the server is ended by its own id."""

import os
import secrets
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import psutil

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
STOP_SECONDS = 20
ASK_SECONDS = 5
NEWS_OFF = '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}'
OTHERS = ("ANSWERABLE_", "JUPYTER", "IPYTHON")


@dataclass
class Lab:
    """A server of JupyterLab. All it writes goes to `folder`; kernels and widgets come from this Python."""

    folder: Path
    port: int
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def notebooks(self) -> Path:
        return self.folder / "notebooks"

    @property
    def log(self) -> Path:
        return self.folder / "lab.log"

    def start(self) -> None:
        shutil.copytree(NOTEBOOKS, self.notebooks)
        page = self.folder / "config" / "labconfig" / "page_config.json"
        page.parent.mkdir(parents=True)
        page.write_text(NEWS_OFF, "utf-8")
        settings = {
            "ServerApp.allow_root": True,
            "ServerApp.ip": "127.0.0.1",
            "ServerApp.open_browser": False,
            "ServerApp.port": self.port,
            "ServerApp.port_retries": 0,
            "ServerApp.root_dir": self.notebooks,
            "IdentityProvider.token": self.token,
            "LabApp.expose_app_in_browser": True,
            "LabApp.extension_manager": "readonly",
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "jupyter",
                    "lab",
                    *(f"--{k}={v}" for k, v in settings.items()),
                ],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _environment(self) -> dict[str, str]:
        own = {
            "ANSWERABLE_STORE": f"sqlite:///{self.folder / 'answerable.db'}",
            "IPYTHONDIR": "ipython",
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        }
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(OTHERS)}
        return inherited | {k: v if "/" in v else str(self.folder / v) for k, v in own.items()}

    def answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text("utf-8")
        try:
            with urllib.request.urlopen(
                f"{self.url}api/status?token={self.token}", timeout=ASK_SECONDS
            ) as answer:
                return answer.status == 200
        except (OSError, urllib.error.URLError):
            return False

    def kernels(self, kernel: str = "") -> list[psutil.Process]:
        """Return the processes of the kernels that run now: all, or the one with this id."""
        assert self.process is not None
        children = psutil.Process(self.process.pid).children(recursive=True)
        commands = [(child, _command(child)) for child in children]
        return [child for child, said in commands if "ipykernel" in said and kernel in said]

    def stop(self) -> None:
        if self.process is None:
            return
        kernels = self.kernels() if self.process.poll() is None else []
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(STOP_SECONDS)
        for kernel in kernels:
            with suppress(psutil.NoSuchProcess):
                kernel.kill()
        self.process = None

    def write(self, name: str, source: str, *more: str, **parameters: str) -> None:
        """Write a copy of one of our notebooks with its parameters set, and with `more` cells."""
        notebook = nbformat.read(self.notebooks / f"{source}.ipynb", as_version=4)
        told = "\n".join(f"{key} = {value!r}" for key, value in parameters.items())
        for cell in notebook.cells:
            if told and "parameters" in cell.metadata.get("tags", ()):
                cell.source += f"\n{told}"
        notebook.cells += [nbformat.v4.new_code_cell(code) for code in more]
        nbformat.write(notebook, self.notebooks / f"{name}.ipynb")


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


@contextmanager
def running(lab: Lab) -> Iterator[Lab]:
    """Run JupyterLab while the tests do."""
    try:
        lab.start()
        yield lab
    finally:
        lab.stop()


# What JupyterLab lets a script in the page see and do.
OPEN = """async (path) => {
  const panel = await window.jupyterapp.commands.execute("docmanager:open", { path });
  await Promise.all([panel.context.ready, panel.sessionContext.ready]);
  return panel.id;
}"""
PANEL = "[...window.jupyterapp.shell.widgets('main')].find((one) => one.id === id)"
CELLS = f"""(id) => {{
  const {{ content }} = {PANEL};
  const seen = (cell) => [cell.type, cell.sharedModel.source, cell.executionCount ?? null];
  return {{ cells: [...content.model.cells].map(seen), active: content.activeCellIndex }};
}}"""
KERNEL = f"(id) => {PANEL}.sessionContext.session.kernel.id"
RUN = """async (id) => {
  window.jupyterapp.shell.activateById(id);
  await window.jupyterapp.commands.execute("notebook:run-all-cells");
}"""
CLOSE = f"""async (id) => {{
  const panel = {PANEL};
  await panel.sessionContext.shutdown();
  panel.dispose();
}}"""


class LabPage:
    """JupyterLab in a browser's tab."""

    def __init__(self, context: Any, lab: Lab) -> None:
        self.lab = lab
        self.asked: list[str] = []
        self.opened = 0
        self.page = context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))
        self.page.goto(f"{lab.url}lab?token={lab.token}")
        self.page.wait_for_function("window.jupyterapp?.shell")
        self.page.evaluate("window.jupyterapp.restored")

    @contextmanager
    def open(self, source: str, *more: str, **parameters: str) -> Iterator["Notebook"]:
        """Open a copy of a notebook of ours for as long as a test needs it."""
        self.opened += 1
        name = f"{source}-{self.opened}"
        self.lab.write(name, source, *more, **parameters)
        notebook = Notebook(self.page, name)
        try:
            yield notebook
        finally:
            notebook.close()


class Notebook:
    """One notebook open in JupyterLab, and what a person can do with it."""

    def __init__(self, page: Any, name: str) -> None:
        self.page = page
        self.id = page.evaluate(OPEN, f"{name}.ipynb")
        self.place = f"#{self.id} .answerable"
        self.form = page.locator(self.place)

    def run(self) -> "Notebook":
        """Run all its cells and wait until the form, or the list, is drawn whole."""
        self.page.evaluate(RUN, self.id)
        self.page.locator(f"{self.place}:not([aria-busy]) h1").last.wait_for()
        return self

    def show(self) -> None:
        """Bring it to the front."""
        self.page.evaluate("(id) => window.jupyterapp.shell.activateById(id)", self.id)
        self.form.first.wait_for()

    @property
    def kernel(self) -> str:
        """The id of its kernel."""
        found: str = self.page.evaluate(KERNEL, self.id)
        return found

    def cells(self) -> dict[str, Any]:
        """Return each cell's type, text and execution count, and which one is active."""
        found: dict[str, Any] = self.page.evaluate(CELLS, self.id)
        return found

    def close(self) -> None:
        """End its kernel and take it off the page without a question about changes."""
        self.page.evaluate(CLOSE, self.id)

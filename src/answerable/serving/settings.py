"""How the app is served: one frozen description, the same names wherever a setting is used."""

from dataclasses import dataclass, field
from pathlib import Path

from answerable import places

LAB = "lab"
TEMPLATES = ("answerable", LAB)
FORKED = "forked"
KERNELS = (FORKED, "stock")


@dataclass(frozen=True)
class Page:
    """One address: the notebook behind it, the widget it shows and the words that name it."""

    path: str
    notebook: str
    module: str
    title: str


PAGES = (
    Page(path="", notebook="home.ipynb", module="home", title="page_home"),
    Page(path="assess", notebook="assess.ipynb", module="form", title="page_assess"),
)


@dataclass(frozen=True, kw_only=True)
class ServeSettings:
    """Where the app listens, what it serves and how much of the machine it may take.

    Attributes:
        ip: loopback only; anything else is refused.
        template: `answerable` is our own page; `lab` is JupyterLab's front end, for other widgets.
        kernels: `forked` from a process that has done the imports, where the system can; `stock`
            starts each anew.
        ahead: what that process imports.
        everybody: the role that each person who signs in has on every record that is not restricted.
        gone_after: seconds from the closing of a tab to the end of its kernel.
        unclaimed_after: the same for a kernel whose page never connected.
        cell_seconds: how long one cell of a page may take.
    """

    ip: str = "127.0.0.1"
    port: int = 8866
    base_url: str = "/"
    open_browser: bool = False
    template: str = "answerable"
    store: str = field(default_factory=places.store_url)
    everybody: str = "author"
    outputs: Path = field(default_factory=places.outputs)
    notebooks: Path = field(default_factory=lambda: places.shipped("notebooks"))
    kernels: str = FORKED
    ahead: tuple[str, ...] = ("answerable_widgets.ahead",)
    kernels_per_person: int = 8
    kernels_in_all: int = 40
    gone_after: float = 30.0
    unclaimed_after: float = 60.0
    cell_seconds: int = 60

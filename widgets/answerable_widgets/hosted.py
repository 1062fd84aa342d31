"""A widget that also puts its start state in the page, so that it is drawn before a socket is open."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import anywidget

from answerable.bundling import bundle

STATE_TYPE = "application/vnd.answerable.state+json"
NOT_STATE = frozenset({"layout", "tabbable", "tooltip"})


class HostedWidget(anywidget.AnyWidget):  # type: ignore[misc] # ipywidgets is untyped
    """An anywidget that our own page can show; in JupyterLab it is an ordinary one.

    JupyterLab does not know the extra type and leaves it alone. The page draws the widget with the
    static file of the same name as `source`, so there the widget carries no script of its own.
    """

    source: ClassVar[Path]  # the entry among its modules, such as form/form.js
    style: ClassVar[Path]  # a folder of the same name may have more, also in folders

    @property
    def _esm(self) -> str:
        return "" if _in_our_page() else _bundled(self.source)

    @property
    def _css(self) -> str:
        looks = [self.style, *sorted(self.style.with_suffix("").rglob("*.css"))]
        return "" if _in_our_page() else "".join(look.read_text("utf-8") for look in looks)

    def page_state(self) -> dict[str, Any]:
        """Return the traits the page starts from."""
        names = [key for key in self.keys if not key.startswith("_") and key not in NOT_STATE]
        state: dict[str, Any] = self.get_state(names)
        return state

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle_of_types = super()._repr_mimebundle_(**kwargs)
        if bundle_of_types is None:
            return None
        data, metadata = bundle_of_types
        hosted = {"module": self.source.stem, "state": self.page_state()}
        return {**data, STATE_TYPE: hosted}, metadata


def _in_our_page() -> bool:
    return "host" in json.loads(os.environ.get("ANSWERABLE_STATIC") or "{}")


@cache
def _bundled(source: Path) -> str:
    return bundle(source)

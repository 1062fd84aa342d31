"""`overlay.yml`: what an overlay says of itself, doubted without a schema, for it is read at each start."""

from collections.abc import Iterator, Mapping
from typing import Any

from answerable.bank.sense import known
from answerable.wording import say

ABOUT = "overlay.yml"
KEYS = ("id", "title", "version", "lays_over", "language", "status")


def about_problems(about: Any, name: str) -> Iterator[str]:
    """Yield what is wrong with an overlay's `overlay.yml`, without a schema: it is always read."""
    where = f"{name}/{ABOUT}"
    if not isinstance(about, Mapping):
        yield say("content", "overlay_no_map", file=where)
        return
    for key in ("id", "title", "version"):
        if not isinstance(about.get(key), str) or not about[key]:
            yield say("content", "overlay_lacks", file=where, part=key)
    over = about.get("lays_over")
    if not isinstance(over, Mapping) or not {"id", "version"} <= set(over):
        yield say("content", "overlay_lacks", file=where, part="lays_over")
    for key in about:
        yield from known(where, "-", str(key), KEYS)

"""Saved records of earlier formats, brought up to today's one step at a time."""

from collections.abc import Callable, Mapping
from typing import Any

FORMAT = 1
Whole = dict[str, Any]
STEPS: Mapping[int, Callable[[Whole], Whole]] = {}


def upgrade(whole: Whole) -> Whole:
    """Return an exported record in today's format, going through every step between."""
    while whole["format"] < FORMAT:
        step = STEPS[whole["format"]]
        whole = {**step(whole), "format": whole["format"] + 1}
    return whole

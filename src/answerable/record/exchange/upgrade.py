"""Saved records of earlier formats, brought up to today's one step at a time."""

from collections.abc import Callable, Mapping
from typing import Any

FORMAT = 2
SEALED_SINCE = 2
Whole = dict[str, Any]


def _with_proof(whole: Whole) -> Whole:
    """Format 2 brought signatures, the keys they are by, and attachments."""
    return {**whole, "signatures": [], "keys": {}, "attachments": {}}


LATER: Mapping[int, tuple[str, ...]] = {2: ("signatures", "keys", "attachments")}
STEPS: Mapping[int, Callable[[Whole], Whole]] = {1: _with_proof}


def too_early(whole: Whole) -> list[str]:
    """Return the members of an exported record that its own format did not have yet."""
    later = [name for since, names in LATER.items() if since > whole["format"] for name in names]
    return sorted(name for name in later if name in whole)


def upgrade(whole: Whole) -> Whole:
    """Return an exported record in today's format, going through every step between."""
    while whole["format"] < FORMAT:
        step = STEPS[whole["format"]]
        whole = {**step(whole), "format": whole["format"] + 1}
    return whole

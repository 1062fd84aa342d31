"""Reading what the service pushes: server-sent events, line by line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from answerable.record.presence import Here


def events(lines: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield each event as its kind and its data; signs of life come as ("", None)."""
    kind = ""
    for line in lines:
        if line.startswith("event:"):
            kind = line.removeprefix("event:").strip()
        elif line.startswith("data:"):
            yield kind, json.loads(line.removeprefix("data:"))
        elif line.startswith(":"):
            yield "", None


def people(data: Any) -> tuple[Here, ...]:
    """Return who is said to be there."""
    return tuple(Here(**each) for each in data["people"])

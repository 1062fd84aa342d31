"""One table of the organisation's own: its file, read and frozen, or a sentence about it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml

from answerable import places
from answerable.bank.files import read_yaml
from answerable.errors import ContentError
from answerable.wording import say

Table = TypeVar("Table")


def load_table(name: str, build: Callable[[Any], Table], folder: Path | None) -> Table:
    """Return what `build` makes of the file `name` in `folder`, or of the one that ships.

    Raises:
        ContentError: it cannot be read or does not have its shape.
    """
    try:
        return build(read_yaml((folder or places.content()) / name))
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ContentError([say("content", "unreadable", why=str(error))]) from error


def frozen(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return `item` with its lists as tuples, ready for a frozen dataclass."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in item.items()}

"""The words the program says, read from `content/wording/`: one file for each kind of sentence."""

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from answerable import places

# Codes that change nothing a reader can see, or turn the direction of the words around them.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def words(table: str) -> Mapping[str, str]:
    """Return all sentences of one table, such as `errors` or `page`, by key; overlays' own first."""
    return _table(table, places.overlays())


@cache
def _table(table: str, overlays: tuple[Path, ...]) -> Mapping[str, str]:
    said = _read(places.content() / "wording" / f"{table}.yml")
    for folder in overlays:
        with suppress(OSError, ValueError, TypeError, yaml.YAMLError):  # check-content says why
            said = {**said, **_read(folder / "wording" / f"{table}.yml")}
    return MappingProxyType(said)


def _read(path: Path) -> dict[str, str]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load(path.read_text("utf-8"), Loader=loader))  # noqa: S506 - safe


def clean(text: str) -> str:
    """Return what people typed without codes that steer a terminal or turn the text around it."""
    return INVISIBLE.sub("", text)


def say(table: str, key: str, **facts: object) -> str:
    """Return one sentence with its `{facts}` filled in."""
    return words(table)[key].format_map(facts)

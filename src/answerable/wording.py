"""The words the program says, read from `content/wording/`: one file for each kind of sentence."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import yaml

from answerable import places


@cache
def words(table: str) -> Mapping[str, str]:
    """Return all sentences of one table, such as `errors` or `page`, by key."""
    path = places.content() / "wording" / f"{table}.yml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return MappingProxyType(yaml.load(path.read_text("utf-8"), Loader=loader))  # noqa: S506 - safe


def say(table: str, key: str, **facts: object) -> str:
    """Return one sentence with its `{facts}` filled in."""
    return words(table)[key].format_map(facts)

"""The content files as they stand on the disk: which there are, and what each says."""

import re
from pathlib import Path
from typing import Any

import yaml

from answerable.wording import say

BRACKETS = re.compile(r"[\[\]{}]")
DASHES = re.compile(r"(?:[-?:][ \t]+){9,}")
DEEPEST = 200
MOST_NODES = 100_000  # in one file, each alias counted as what it stands for


def read_yaml(path: Path) -> Any:
    """Return what one content file says; plain strings, numbers, lists and maps only."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = path.read_text("utf-8")
    if _depth(text) > DEEPEST:  # the parser would end the whole program
        raise ValueError(say("content", "too_deep", limit=DEEPEST))
    data = yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are safe
    # Without an alias there are no more values than letters.
    if ("*" in text or len(text) > MOST_NODES) and _size(data, {}) > MOST_NODES:
        raise ValueError(say("content", "too_much", limit=MOST_NODES))
    return data


def _depth(text: str) -> int:
    """Return about how deep lists and maps on one line stand in each other."""
    dashes = max((len(run.split()) for run in DASHES.findall(text)), default=0)
    depth = deepest = 0
    for mark in BRACKETS.findall(text):
        depth = depth + 1 if mark in "[{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return max(dashes, deepest)


def _size(data: Any, known: dict[int, int]) -> int:
    """Return how many values `data` holds, each as often as an alias repeats it."""
    if not isinstance(data, dict | list):
        return 1
    if id(data) not in known:
        known[id(data)] = MOST_NODES  # what holds itself has no end
        inner = [*data, *data.values()] if isinstance(data, dict) else data
        known[id(data)] = 1 + sum(_size(item, known) for item in inner)
    return known[id(data)]


def content_files(folder: Path) -> tuple[Path, ...]:
    """Return every file that the bank is made of, in a fixed order; some may be left out."""
    single = [folder / f"{name}.yml" for name in ("bank", "journey", "screening", "law")]
    several = ("findings", "boilerplate", "glossary", "risk", "library", "organisation")
    extra = [folder / f"{name}.yml" for name in several]
    single += [path for path in extra if path.exists()]
    many = [*sorted(folder.glob("concepts/*.yml")), *sorted(folder.glob("lenses/*.yml"))]
    return tuple(single + many)

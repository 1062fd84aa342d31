"""The shipped files and the overlays over them, as one set of files: what `bank.load` builds from.

An overlay has the same files as the bank, each with only what it adds or changes, and `overlay.yml`.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from answerable import places
from answerable.bank.files import content_files, read_yaml
from answerable.bank.laid import Overlay
from answerable.bank.laying import Stray, lay, texts
from answerable.wording import say

ABOUT = "overlay.yml"
WORDING = "wording"
GRID = "risk.yml"  # with cells it replaces the grid below: half of each would make no sense
NEW = ("concepts", "lenses")  # folders in which an overlay may have files that the bank has not
MAY_ADD = (GRID, "library.yml", "organisation.yml", "findings.yml", "boilerplate.yml")
NEVER = ("bank.yml", "access.yml", "retention.yml")
TEXTS = frozenset({
    "ask", "hint", "why", "good", "weak", "label", "row_name", "unit", "title", "intro", "summary",
    "because", "credit", "says", "todo", "gap", "term", "means", "enough", "said", "reads",
})  # fmt: skip


@dataclass(frozen=True)
class Layers:
    """All files by their place in the bank, overlays laid over; `below` is without them.

    `problems` are lines about overlays, `touched` the files that one of them changed or added.
    """

    folder: Path
    below: Mapping[Path, Any]
    files: Mapping[Path, Any]
    overlays: tuple[Overlay, ...] = ()
    translated: frozenset[str] = frozenset()
    touched: frozenset[Path] = frozenset()
    problems: tuple[str, ...] = ()


@dataclass
class _Laying:
    """The work of laying one overlay after the other."""

    folder: Path
    files: dict[Path, Any]
    overlays: list[Overlay] = field(default_factory=list)
    translated: set[str] = field(default_factory=set)
    touched: set[Path] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def read_layers(folder: Path, overlays: Iterable[Path]) -> Layers:
    """Return the files of the bank in `folder` with `overlays` laid over them.

    Raises:
        OSError, yaml.YAMLError, ValueError: a file of the bank itself cannot be read.
    """
    below = {path: read_yaml(path) for path in content_files(folder)}
    return lay_over(folder, below, overlays)


def lay_over(folder: Path, below: Mapping[Path, Any], overlays: Iterable[Path]) -> Layers:
    """Return the files `below` with `overlays` laid over them; what is wrong is told, not raised."""
    work = _Laying(folder, dict(below))
    for overlay in overlays:
        _lay_overlay(work, overlay)
    return Layers(
        folder=folder,
        below=below,
        files={path: work.files[path] for path in _in_order(work.files, folder)},
        overlays=tuple(work.overlays),
        translated=frozenset(work.translated),
        touched=frozenset(work.touched),
        problems=tuple(work.problems),
    )


def layered(file: str, folder: Path | None = None) -> Any:
    """Return what one content file says, the overlays' words laid over it.

    Raises:
        OSError, yaml.YAMLError, ValueError: it cannot be read.
    """
    data = read_yaml((folder or places.content()) / file)
    for overlay in () if folder else places.overlays():
        if (overlay / file).is_file():
            above = read_yaml(overlay / file)
            data = above if _is_grid(file, above) else lay(data, above, [])
    return data


def _in_order(files: Mapping[Path, Any], folder: Path) -> Iterator[Path]:
    """Yield single files first, then those of each folder by name, as `content_files` has them."""
    yield from (path for path in files if path.parent == folder)
    yield from sorted(path for path in files if path.parent != folder)


def _lay_overlay(work: _Laying, overlay: Path) -> None:
    name = overlay.name or str(overlay)
    if not overlay.is_dir():
        work.problems.append(say("content", "overlay_not_there", folder=overlay))
        return
    if not (overlay / ABOUT).is_file():
        work.problems.append(say("content", "overlay_without_about", name=name, file=ABOUT))
        return
    found = dict(_read(work, overlay, name))
    about = found.pop(ABOUT, None)
    if about is None or not _is_sound(work, about, name):
        return
    for file, data in found.items():
        if not file.startswith(f"{WORDING}/"):
            _lay_file(work, name, file, data)
    if about.get("language"):
        work.translated.update(texts([*found.values()], TEXTS))
    work.overlays.append(_overlay(about, found))


def _read(work: _Laying, overlay: Path, name: str) -> Iterator[tuple[str, Any]]:
    for path in sorted(overlay.rglob("*.yml")):
        file = path.relative_to(overlay).as_posix()
        try:
            # The bank needs of wording only the hash; whoever says a sentence reads it.
            yield file, path.read_text("utf-8") if path.parent.name == WORDING else read_yaml(path)
        except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
            why = " ".join(str(error).split())
            work.problems.append(say("content", "not_yaml", file=f"{name}/{file}", why=why))


def _is_sound(work: _Laying, about: Any, name: str) -> bool:
    from answerable.bank.about import about_problems  # noqa: PLC0415 - without overlays not needed

    found = list(about_problems(about, name))
    if not found and about["id"] in [each.id for each in work.overlays]:
        found.append(say("content", "overlay_twice", id=about["id"], file=f"{name}/{ABOUT}"))
    work.problems += found
    return not found


def _overlay(about: Mapping[str, Any], found: Mapping[str, Any]) -> Overlay:
    said = json.dumps([about, sorted(found.items())], default=str)
    digest = hashlib.sha256(said.encode()).hexdigest()
    return Overlay(**{**about, "lays_over": dict(about["lays_over"])}, hash=digest)


def _lay_file(work: _Laying, name: str, file: str, data: Any) -> None:
    path = work.folder / file
    if file in NEVER or not (path.is_file() or _may_be_new(file)):
        work.problems.append(say("content", "overlay_file", file=f"{name}/{file}"))
        return
    if not isinstance(data, Mapping):
        work.problems.append(say("content", "overlay_no_map", file=f"{name}/{file}"))
        return
    if path not in work.files and path.is_file():
        return  # read by whoever needs it, through `layered`
    if path not in work.files and not _is_whole(file, data):
        there = [each.stem for each in work.files if each.parent == path.parent]
        work.problems += _told([Stray("id", path.stem, tuple(there))], f"{name}/{file}")
        return
    strays: list[Stray] = []
    old = work.files.get(path)
    whole = old is None or _is_grid(file, data)
    work.files[path] = data if whole else lay(old, data, strays)
    work.touched.add(path)
    work.problems += _told(strays, f"{name}/{file}")


def _is_grid(file: str, data: Mapping[str, Any]) -> bool:
    return file == GRID and "cells" in data


def _may_be_new(file: str) -> bool:
    folder, _, rest = file.rpartition("/")
    return file in MAY_ADD or (folder in NEW and bool(rest))


def _is_whole(file: str, data: Mapping[str, Any]) -> bool:
    """Return whether this adds something of its own, and does not only change what is there."""
    needed = {"concepts": "answer", "lenses": "sections"}.get(file.partition("/")[0])
    return needed is None or needed in data


def _told(strays: Iterable[Stray], file: str) -> Iterator[str]:
    from answerable.bank.sense import known  # noqa: PLC0415 - the bank's checks are not always needed

    for stray in strays:
        yield from known(file, stray.place, stray.name, stray.there)

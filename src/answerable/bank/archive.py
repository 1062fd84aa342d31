"""Banks of earlier versions: one small file each, from which the bank is built as from its folder.

An archive holds the parsed files, overlays laid over, so it needs no folder and no YAML.
"""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from answerable import places
from answerable.bank.laid import Overlay
from answerable.bank.layers import Layers, read_layers
from answerable.bank.load import build, build_layers, laid, load_bank
from answerable.bank.model import Bank
from answerable.errors import BankNotFound, ContentError
from answerable.wording import say

SUFFIX = ".json.gz"
FORMAT = 1
LARGEST = 50_000_000  # letters, unpacked
BROKEN = (
    OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError,
)  # fmt: skip


def versions() -> Path:
    """Return the folder of the banks of earlier versions that ship."""
    return places.content() / "versions"


def archived() -> tuple[str, ...]:
    """Return the versions that ship beside the present one, in order."""
    return tuple(sorted(file.name.removesuffix(SUFFIX) for file in versions().glob(f"*{SUFFIX}")))


def written(folder: Path | None = None, overlays: tuple[Path, ...] = ()) -> bytes:
    """Return the archive of the bank in `folder`, or of the one that ships; always the same bytes."""
    load_bank(folder, overlays)  # says what is wrong
    layers = read_layers(folder or places.content(), overlays)
    bank = build_layers(layers)
    told = {
        "format": FORMAT,
        "hash": bank.hash,
        "below": bank.below,
        "language": bank.language,
        "original": bank.original,
        "overlays": [asdict(overlay) for overlay in bank.overlays],
        "translated": sorted(bank.translated),
        "files": [[_name(layers, path), data] for path, data in layers.files.items()],
    }
    return gzip.compress(json.dumps(told, ensure_ascii=False).encode(), 9, mtime=0)


def _name(layers: Layers, path: Path) -> str:
    return path.relative_to(layers.folder).as_posix()


def read(file: Path) -> Bank:
    """Return the bank in an archive.

    Raises:
        BankNotFound: it cannot be read, is no archive, or is not what its hash says.
    """
    try:
        with gzip.open(file, "rt", encoding="utf-8") as told:
            bank, hashed = _built(json.loads(told.read(LARGEST)))
    except BROKEN as error:
        raise BankNotFound(name=file, why=say("content", "no_archive", why=error)) from error
    if hashed != bank.hash:
        raise BankNotFound(name=file, why=say("content", "archive_changed"))
    return bank


def _built(told: Mapping[str, Any]) -> tuple[Bank, str]:
    here = Path()
    bare = build(here, {here / name: data for name, data in told["files"]})
    overlays = tuple(Overlay(**each) for each in told["overlays"])
    if not overlays:
        return bare, told["hash"]
    bank = laid(
        bare,
        below=told["below"],
        overlays=overlays,
        language=told["language"],
        original=told["original"],
        translated=frozenset(told["translated"]),
    )
    return bank, told["hash"]


def find(name: str) -> Bank:
    """Return the bank that `name` means: a version, an archive, or a folder of content.

    Raises:
        BankNotFound: there is none of this name, or it cannot be read.
        ContentError: the folder's content is not sound.
    """
    here = Path(name)
    if here.is_dir():
        return load_bank(here)
    if here.is_file():
        return read(here)
    if name in archived():
        return read(versions() / f"{name}{SUFFIX}")
    ours = load_bank(places.content(), ())
    if name == ours.version:
        return ours
    known = ", ".join(dict.fromkeys([*archived(), ours.version]))
    raise BankNotFound(name=name, why=say("content", "no_version", known=known))


def pinned(pin: Mapping[str, Any]) -> Bank | None:
    """Return the bank that a record was begun under, if it is here: loaded, or archived."""
    loaded = load_bank()
    if pin == loaded.pin:
        return loaded
    for version in archived():
        bank = read(versions() / f"{version}{SUFFIX}")
        if bank.pin == pin:
            return bank
    again = _laid_again(pin)
    return again if again and again.pin == pin else None


def _laid_again(pin: Mapping[str, Any]) -> Bank | None:
    """Return the bank that ships under the overlays of a pin, if all of them are here."""
    here = {overlay.id: folder for folder, overlay in _overlays_here()}
    named = [str(each.get("id")) for each in pin.get("overlays", ()) if isinstance(each, Mapping)]
    if not here.keys() >= {*named}:
        return None
    return load_bank(places.content(), tuple(here[name] for name in named))


def _overlays_here() -> Iterator[tuple[Path, Overlay]]:
    """Yield the overlays that are loaded and those that ship, each with its folder."""
    for folder in (*sorted((places.content() / "overlays").iterdir()), *places.overlays()):
        with suppress(ContentError):
            yield from (
                (folder, overlay) for overlay in load_bank(places.content(), (folder,)).overlays
            )

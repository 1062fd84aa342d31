"""What every page loads and nobody changes: scripts, looks and the bank, made once at start.

Each has the hash of its content in its name, so a browser may keep it for ever, and is kept in
memory as each browser takes it: compressed with Brotli or, where that is not known, with gzip.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli

from answerable import places
from answerable.bundling import bundle, bundle_apart, later_of, slim

HASH_LENGTH = 16
EFFORT = 10  # the last step takes three times as long at each start, for two bytes in a hundred
NEVER = re.compile(r";\s*q=0(?:\.0*)?\s*$")  # how a browser says that it does not take one
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MARK = re.compile(r"\s*([{};])\s*")  # no text in our own looks holds one
HELP = "help"  # the part of the bank that a page asks for when somebody opens it
TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


@dataclass(frozen=True)
class Asset:
    name: str
    extension: str
    body: bytes
    packed: Mapping[str, bytes]  # by the name of the way it is packed, the smallest first

    @property
    def file(self) -> str:
        digest = hashlib.sha256(self.body).hexdigest()[:HASH_LENGTH]
        return f"{self.name}-{digest}.{self.extension}"

    def accepted(self, ways: str) -> tuple[str, bytes]:
        """Return the smallest form that a browser takes which accepts `ways`, and its name."""
        names = {way.partition(";")[0].strip() for way in ways.split(",") if not NEVER.search(way)}
        fitting = [(name, body) for name, body in self.packed.items() if name in names]
        return fitting[0] if fitting else ("", self.body)


class Assets:
    """The static files, by the name their URL ends with."""

    def __init__(self, assets: Iterable[Asset]) -> None:
        """Keep `assets`."""
        self._by_file = {asset.file: asset for asset in assets}

    def get(self, file: str) -> Asset | None:
        return self._by_file.get(file)

    def urls(self, base_url: str) -> dict[str, str]:
        """Return where each asset is, by its short name: `{"form": "/static/form-….js", …}`."""
        by_name = {asset.name: file for file, asset in self._by_file.items()}
        return {name: f"{base_url}static/{file}" for name, file in by_name.items()}


def template_folder() -> Path:
    return places.shipped("templates") / "voila" / "answerable"


def build(widgets: Path, bank: Mapping[str, Any]) -> Assets:
    """Return all static files: the host, each widget of `widgets`, the looks, the bank and its help."""
    return Assets(_all(widgets, bank))


def _all(widgets: Path, bank: Mapping[str, Any]) -> Iterator[Asset]:
    static = template_folder() / "static"
    yield _asset("host", "js", slim(bundle(static / "host" / "host.js")))
    for entry in sorted(widgets.glob("*/*.js")):
        if entry.stem == entry.parent.name:  # form/form.js is the widget `form`
            yield from _widget(entry)
    looks = [static / "page.css", *sorted(widgets.glob("*.css")), *sorted(widgets.glob("*/*.css"))]
    yield _asset("page", "css", _look_of(looks))
    yield _asset("bank", "json", _json({key: part for key, part in bank.items() if key != HELP}))
    yield _asset("help", "json", _json(bank.get(HELP, {})))


def _widget(entry: Path) -> Iterator[Asset]:
    """Yield the script of a widget, and the script and the looks that it asks for later."""
    later = later_of(entry)
    if later is None:
        yield _asset(entry.stem, "js", slim(bundle(entry)))
        return
    parts = bundle_apart(entry, later)
    names = ",".join(parts.names)
    first = _asset(entry.stem, "js", f"{slim(parts.first)}export {{{names}}};\n")
    yield first
    taken = f'import {{{names}}} from "./{first.file}";\n'
    if looks := sorted(entry.with_name(later.stem).glob("*.css")):
        look = _asset(f"{later.stem}looks", "css", _look_of(looks))
        yield look
        taken += f'LATE.look = "./{look.file}";\n'
    yield _asset(later.stem, "js", taken + slim(parts.second))


def _look_of(files: Iterable[Path]) -> str:
    """Return the looks of `files` without comments, and without room around their marks."""
    look = "".join(path.read_text("utf-8") for path in files)
    return MARK.sub(r"\1", COMMENT.sub("", look)).strip()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _asset(name: str, extension: str, text: str) -> Asset:
    body = text.encode()
    packed = {
        "br": brotli.compress(body, quality=EFFORT),
        "gzip": gzip.compress(body, 9, mtime=0),
    }
    return Asset(name, extension, body, packed)

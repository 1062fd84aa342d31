"""The words in an attachment, for whoever must find a name in it.

What is not read is said, never passed over: a PDF needs a library that is not here, and nobody
reads a picture. An attachment was examined when it came, and is doubted again here all the same.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from answerable.record.attachments.kinds import MEBIBYTE, Unfit
from answerable.record.attachments.package import Package, take_apart
from answerable.record.attachments.webpage import read_page
from answerable.record.attachments.words import Gathering, Words
from answerable.record.attachments.xmlwords import SharedStrings, XmlWords

XML_LIMIT = 40 * MEBIBYTE  # of one file: more takes minutes to read
XML_PARTS = (".xml", ".rels", ".vml", ".rdf")
PICTURE_PARTS = (
    ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".svg", ".svm",
)  # fmt: skip
EMBEDDED = (".docx", ".xlsx")
SHARED = "xl/sharedStrings.xml"
DEEPEST = 2


def words_in(body: bytes, kind: str) -> Words:
    """Return the readable text of `body`, which is of `kind` (a key of `KINDS`)."""
    gathering = Gathering()
    READERS[kind](body, gathering)
    return gathering.words()


def _pdf(_: bytes, gathering: Gathering) -> None:
    gathering.miss("pdf")


def _picture(_: bytes, gathering: Gathering) -> None:
    gathering.miss("picture")


def _text(body: bytes, gathering: Gathering) -> None:
    gathering.add(body.decode("utf-8-sig", "replace"))


def _json(body: bytes, gathering: Gathering) -> None:
    """Read the values, not the file: there a letter may be spelt as a number."""
    text = body.decode("utf-8-sig", "replace")
    try:
        _values(json.loads(text), gathering)
    except (ValueError, RecursionError):
        gathering.add(text)


def _values(whole: Any, gathering: Gathering) -> None:
    waiting = [whole]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            gathering.line("\n".join(value))
            held = [_shown(key, inner, gathering) for key, inner in value.items()]
            waiting.extend(reversed(held))
        elif isinstance(value, list):
            waiting.extend(reversed(value))
        elif value is not None:
            gathering.line(str(value))


def _shown(key: str, held: Any, gathering: Gathering) -> Any:
    """Read a notebook's page or picture here, and leave the rest to the caller."""
    lines = held if isinstance(held, list) else [held]
    if key in ("text/html", "image/svg+xml") and all(isinstance(line, str) for line in lines):
        read_page("".join(lines), gathering)
    elif key.startswith("image/"):
        gathering.miss("pictures")
    else:
        return held
    return None


def _office(body: bytes, gathering: Gathering, depth: int = 1) -> None:
    try:
        package = take_apart(body)
    except Unfit:
        gathering.miss("damaged")
        return
    shared = _shared_strings(package, gathering)
    room = XML_LIMIT
    for name, part in package.parts.items():
        lower = name.lower()
        if lower.endswith(PICTURE_PARTS) and not lower.startswith(("thumbnails/", "docprops/")):
            gathering.miss("pictures")
        elif lower.endswith(EMBEDDED):
            _embedded(package, name, gathering, depth)
        elif lower.endswith(XML_PARTS) and name != SHARED and part.size:  # some are empty
            room -= part.size
            _part(package, name, XmlWords(gathering, shared), gathering, room)


def _shared_strings(package: Package, gathering: Gathering) -> list[str]:
    reader = SharedStrings()
    if SHARED in package.parts:
        _part(package, SHARED, reader, gathering, XML_LIMIT - package.parts[SHARED].size)
    gathering.line("\n".join(reader.strings))
    return reader.strings


def _part(package: Package, name: str, reader: XmlWords, gathering: Gathering, room: int) -> None:
    if room < 0 or not gathering.room:
        gathering.miss("long")
        return
    try:
        reader.read(package.read(name))
    except Unfit:
        gathering.miss("damaged")


def _embedded(package: Package, name: str, gathering: Gathering, depth: int) -> None:
    if depth >= DEEPEST:
        gathering.miss("depth")
        return
    try:
        held = package.read(name)
    except Unfit:
        gathering.miss("damaged")
    else:
        _office(held, gathering, depth + 1)


READERS: Mapping[str, Callable[[bytes, Gathering], None]] = {
    "pdf": _pdf,
    "png": _picture,
    "jpeg": _picture,
    "text": _text,
    "json": _json,
    "notebook": _json,
    "docx": _office,
    "xlsx": _office,
    "odt": _office,
    "ods": _office,
}

"""DOCX, XLSX, ODT and ODS: zip files told apart by what is in them, and refused with a program.

An allow-list of parts stands beside the search for macros: what is neither words nor a picture
nor a font may be anything, and nobody can see it.

Sources: ECMA-376 part 2 (packages); ISO/IEC 26300-3 (OpenDocument packages).
"""

import re

from answerable.record.attachments.kinds import EXPANDED_LIMIT, MEBIBYTE, OFFICE, OPEN, Unfit
from answerable.record.attachments.package import Package, take_apart
from answerable.record.attachments.xmlwords import attributes
from answerable.wording import clean

CONTENT_TYPES, MIMETYPE, MANIFEST = "[Content_Types].xml", "mimetype", "META-INF/manifest.xml"
MAIN = {
    f"{OFFICE}.wordprocessingml.document.main+xml": "docx",
    f"{OFFICE}.spreadsheetml.sheet.main+xml": "xlsx",
}
FREE = {f"{OPEN}.text": "odt", f"{OPEN}.spreadsheet": "ods"}
MACROS = re.compile(
    r"(?:^|/)vba[^/]*$|(?:^|/)(?:macrosheets|dialogsheets|activex)/|^(?:basic|scripts)/",
    re.IGNORECASE,
)
MACRO_TYPES = re.compile(r"macroenabled|vbaproject|macrosheet|intlmacro", re.IGNORECASE)
PARTS = """
    xml rels vml rdf png jpg jpeg gif bmp tif tiff emf wmf wdp svg svm odttf fntdata ttf otf
    docx xlsx
"""
HARMLESS = frozenset(PARTS.split())
BARE = re.compile(r"(?:mimetype|layout-cache|(?:.*/)?ObjectReplacements/[^/]*|.*/)$")
PRINTER = re.compile(r"(?:^|/)printerSettings\d*\.bin$", re.IGNORECASE)
EMBEDDED = re.compile(r"\.(?:docx|xlsx)$", re.IGNORECASE)
OUTSIDE = [b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be")]
LOCKED = frozenset({"checksum-type", "algorithm-name", "key-derivation-name"})
INDEX_LIMIT = MEBIBYTE
DEEPEST = 2  # a sheet in a document, and no more in that


def office_kind(body: bytes) -> str:
    """Return `docx`, `xlsx`, `odt` or `ods`.

    Raises:
        Unfit: it is another zip file, damaged, too large inside, or holds what may be a program.
    """
    kind, _ = _examined(body, EXPANDED_LIMIT, 1)
    return kind


def _examined(body: bytes, room: int, depth: int) -> tuple[str, int]:
    """Return the kind of `body`, and how many bytes it and the files in it unpack to."""
    package = take_apart(body, room)
    if any(MACROS.search(name) for name in package.parts):
        raise Unfit("macros")
    kind, used = _kind(package), package.size
    for name in package.parts:
        used += _check_part(package, name, room - used, depth)
    return kind, used


def _kind(package: Package) -> str:
    if CONTENT_TYPES in package.parts:
        return _microsoft(package)
    first = min(package.parts.values(), key=lambda part: part.start)
    if first.name == MIMETYPE and first.method == 0:
        return _open_document(package)
    raise Unfit("archive")


def _microsoft(package: Package) -> str:
    types = attributes(_index(package, CONTENT_TYPES), {"ContentType"})
    if any(MACRO_TYPES.search(named) for named in types):
        raise Unfit("macros")
    found = {MAIN[named] for named in types if named in MAIN}
    if len(found) != 1 or MIMETYPE in package.parts:
        raise Unfit("two_kinds" if found else "archive")
    return found.pop()


def _open_document(package: Package) -> str:
    kind = FREE.get(_index(package, MIMETYPE).decode("ascii", "replace"))
    if kind is None or MANIFEST not in package.parts:
        raise Unfit("archive")
    if attributes(_index(package, MANIFEST), LOCKED):
        raise Unfit("locked")
    if "content.xml" not in package.parts:
        raise Unfit("archive")
    return kind


def _index(package: Package, name: str) -> bytes:
    if package.parts[name].size > INDEX_LIMIT:
        raise Unfit("damaged", kind="ZIP")
    return package.read(name)


def _check_part(package: Package, name: str, room: int, depth: int) -> int:
    """Read a part, so that it is known to be whole, and refuse what may be a program.

    Return how many bytes it unpacks to when it is a file of parts itself.
    """
    extension = name.rpartition(".")[2].lower()
    hidden = name.endswith("/") and package.parts[name].size
    if hidden or not (extension in HARMLESS or BARE.match(name) or PRINTER.search(name)):
        raise Unfit("foreign", part=clean(name[-60:]))
    held = package.read(name)
    if extension in ("xml", "rels") and any(sign in held for sign in OUTSIDE):
        raise Unfit("doctype")
    if not EMBEDDED.search(name):
        return 0
    if depth >= DEEPEST:
        raise Unfit("foreign", part=clean(name[-60:]))
    return _examined(held, room, depth + 1)[1]

"""PNG and JPEG, walked from the first byte to the last.

A signature is two to eight bytes, and pictures may carry anything behind it. So each part is
looked at, and the file must end where the picture ends.

Sources: W3C, *Portable Network Graphics (PNG) Specification*; ITU-T T.81, annex B (JPEG).
"""

import re
import struct
import zlib

from answerable.record.attachments.kinds import PIXEL_LIMIT, Unfit

SIGNATURE = 8
CHUNK = 12  # length, name and checksum around what a chunk of a PNG holds
HEADER = 13
FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended, progressive
START, END, SCAN = 0xD8, 0xD9, 0xDA
MARKER = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)
AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def check_png(body: bytes) -> None:
    """Raise `Unfit` unless `body` is one whole PNG and nothing else."""
    at = SIGNATURE
    names: list[bytes] = []
    while at < len(body):
        if at + CHUNK > len(body):
            raise Unfit("damaged", kind="PNG")
        (length,) = struct.unpack_from(">I", body, at)
        name, end = body[at + 4 : at + 8], at + CHUNK + length
        if end > len(body) or zlib.crc32(body[at + 4 : end - 4]) != _number(body[end - 4 : end]):
            raise Unfit("damaged", kind="PNG")
        if not names:
            _check_png_header(name, body[at + 8 : end - 4])
        names.append(name)
        at = end
        if name == b"IEND":
            break
    if b"IDAT" not in names or names[-1] != b"IEND":
        raise Unfit("damaged", kind="PNG")
    if at != len(body):
        raise Unfit("two_kinds")


def _check_png_header(name: bytes, held: bytes) -> None:
    if name != b"IHDR" or len(held) != HEADER:
        raise Unfit("damaged", kind="PNG")
    _check_size("PNG", *struct.unpack_from(">II", held))


def check_jpeg(body: bytes) -> None:
    """Raise `Unfit` unless `body` is whole JPEG pictures, as cameras put several in one file."""
    at = 0
    while at < len(body):
        if at and body[at : at + 3] != b"\xff\xd8\xff":
            raise Unfit("two_kinds")
        at = _end_of_jpeg(body, at + 2)


def _end_of_jpeg(body: bytes, at: int) -> int:
    framed = scanned = False
    while True:
        marker, at = _next_marker(body, at)
        if marker == END and framed and scanned:
            return at
        length = _number(body[at : at + 2])
        if marker in (START, END) or length < 2 or at + length > len(body):  # noqa: PLR2004
            raise Unfit("damaged", kind="JPEG")
        if marker in FRAMES:
            framed = True
            _check_size("JPEG", _number(body[at + 5 : at + 7]), _number(body[at + 3 : at + 5]))
        at += length
        if marker == SCAN:
            scanned = True
            found = AFTER_SCAN.search(body, at)
            at = found.start() if found else len(body)


def _next_marker(body: bytes, at: int) -> tuple[int, int]:
    found = MARKER.match(body, at)
    if not found:
        raise Unfit("damaged", kind="JPEG")
    return found.group(1)[0], found.end()


def _check_size(kind: str, width: int, height: int) -> None:
    """A small file can hold a picture that fills all memory of the machine that shows it."""
    if not width or not height:
        raise Unfit("damaged", kind=kind)
    if width * height > PIXEL_LIMIT:
        raise Unfit("pixels", limit=PIXEL_LIMIT // 1_000_000)


def _number(held: bytes) -> int:
    return int.from_bytes(held, "big")

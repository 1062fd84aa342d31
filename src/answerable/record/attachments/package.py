"""A zip file taken apart with distrust: every part inflated once, and held to what it declares.

Python's own reader is lenient where it matters here. It stops at the declared size and so never
sees that a part is larger, and it reads parts that overlap and files with more before and behind.

Sources: PKWARE, *APPNOTE.TXT* 6.3.10, sections 4.3 and 4.4; D. Fifield, *A better zip bomb*, 2019.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from answerable.record.attachments.kinds import EXPANDED_LIMIT, MEBIBYTE, PARTS_LIMIT, Unfit

LOCAL = struct.Struct("<4s5H3I2H")  # a part's own header
LAST = 22  # bytes of the record that ends a zip without a comment
ENCRYPTED, UTF8, SIZE_FOLLOWS = 0x1, 0x800, 0x8
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DESCRIPTOR = 24  # bytes at most that may follow a part: its sizes, when they were not known before
READ_AT_ONCE = MEBIBYTE


@dataclass(frozen=True)
class Part:
    """One packed file: its name, how it is packed, and where its bytes are."""

    name: str
    method: int
    header: int
    start: int
    packed: int
    size: int
    checksum: int


@dataclass(frozen=True)
class Package:
    """The parts of a zip file by name, none of them looked into yet."""

    body: bytes
    parts: Mapping[str, Part]

    @property
    def size(self) -> int:
        """What all parts come to, as declared; `read` holds each of them to it."""
        return sum(part.size for part in self.parts.values())

    def read(self, name: str) -> bytes:
        """Return what a part holds; raise `Unfit` when it is not what was declared."""
        part = self.parts[name]
        held = b"".join(_inflate(self.body, part))
        if len(held) != part.size or zlib.crc32(held) != part.checksum:
            raise Unfit("damaged", kind="ZIP")
        return held


def take_apart(body: bytes, room: int = EXPANDED_LIMIT) -> Package:
    """Return the parts of `body`, which together come to no more than `room`.

    Raises:
        Unfit: it is damaged, too large inside, behind a password, or more than one zip file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            listed, directory = archive.infolist(), archive.start_dir
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, struct.error) as error:
        raise Unfit("damaged", kind="ZIP") from error
    if body[-LAST:-18] != b"PK\x05\x06":  # so there is no comment, and nothing behind it
        raise Unfit("two_kinds")
    if not listed:
        raise Unfit("archive")
    if len(listed) > PARTS_LIMIT or sum(info.file_size for info in listed) > room:
        raise Unfit("expands", limit=EXPANDED_LIMIT // MEBIBYTE)
    parts = [_part(body, info) for info in listed]
    _check_order(sorted(parts, key=lambda part: part.start), directory)
    if len({part.name.lower() for part in parts}) < len(parts):
        raise Unfit("two_kinds")
    return Package(body, {part.name: part for part in parts})


def _part(body: bytes, info: zipfile.ZipInfo) -> Part:
    """Return a part as both headers describe it; readers differ in which one they believe."""
    at = info.header_offset
    if at < 0 or at + LOCAL.size > len(body):
        raise Unfit("damaged", kind="ZIP")
    sign, _, flags, method, _, _, crc, packed, size, named, extra = LOCAL.unpack_from(body, at)
    name = body[at + LOCAL.size : at + LOCAL.size + named]
    if (flags | info.flag_bits) & ENCRYPTED:
        raise Unfit("locked")
    told = info.orig_filename.encode("utf-8" if info.flag_bits & UTF8 else "cp437", "replace")
    if sign != b"PK\x03\x04" or name != told or method != info.compress_type:
        raise Unfit("damaged", kind="ZIP")
    declared = (info.CRC, info.compress_size, info.file_size)
    if not (flags & SIZE_FOLLOWS or (crc, packed, size) == declared) or method not in READABLE:
        raise Unfit("damaged", kind="ZIP")
    crc, packed, size = declared
    _check_name(info.orig_filename)
    start = at + LOCAL.size + named + extra
    return Part(info.orig_filename, method, at, start, packed, size, crc)


def _check_name(name: str) -> None:
    steps = name.rstrip("/").split("/")
    if "\\" in name or "\0" in name or any(step in ("", ".", "..") for step in steps):
        raise Unfit("damaged", kind="ZIP")


def _check_order(parts: list[Part], directory: int) -> None:
    """Refuse parts that share their bytes, and bytes that are no part's.

    The first would unpack to far more than the file can hold. The second hide another file.
    """
    ends = slack = 0
    for part in parts:
        _check_gap(part.header - ends, slack)
        ends, slack = part.start + part.packed, DESCRIPTOR
    _check_gap(directory - ends, slack)


def _check_gap(gap: int, slack: int) -> None:
    if gap < 0:
        raise Unfit("damaged", kind="ZIP")
    if gap > slack:
        raise Unfit("two_kinds")


def _inflate(body: bytes, part: Part) -> Iterator[bytes]:
    packed = body[part.start : part.start + part.packed]
    if part.method != zipfile.ZIP_DEFLATED:
        yield packed
        return
    inflater, made = zlib.decompressobj(-zlib.MAX_WBITS), 0
    try:
        while not inflater.eof:
            held = inflater.decompress(packed, READ_AT_ONCE)
            packed, made = inflater.unconsumed_tail, made + len(held)
            if made > part.size:
                raise Unfit("expands", limit=EXPANDED_LIMIT // MEBIBYTE)
            if not held and not packed:
                break
            yield held
    except zlib.error as error:
        raise Unfit("damaged", kind="ZIP") from error
    if not inflater.eof or inflater.unused_data:
        raise Unfit("damaged", kind="ZIP")

"""PDF: whole, open to everybody, and with no program in it that we can see.

A PDF behind a password, or behind restrictions, is refused. What is attached is evidence: others
must be able to open it in ten years, and nobody can look into a locked file for a macro or a name.

Looking for programs is a look, not a proof: it sees names that stand plainly in the file or in
its ordinary compressed streams. Readers of PDF ask before they run anything.

Source: ISO 32000-1:2008, 7.5 (file structure), 7.6 (encryption), 12.6.4 (actions).
"""

import re
import zlib
from collections.abc import Iterator

from answerable.record.attachments.kinds import EXPANDED_LIMIT, MEBIBYTE, Unfit

HEAD = re.compile(rb"%PDF-[12]\.\d")
TAIL = 1024
STREAM = re.compile(rb"stream\r?\n")
STREAM_LIMIT = 8 * MEBIBYTE


def _name(word: str) -> str:
    """Return the pattern of a name, any letter of which may be spelt as a number: `#4A` is J."""
    spelt = "".join(f"(?:{letter}|(?i:#{ord(letter):02x}))" for letter in word)
    return f"/{spelt}(?=[\\x00\\t\\n\\f\\r ()<>\\[\\]{{}}/%])"


LOCKED = re.compile(_name("Encrypt").encode())
PROGRAM = re.compile(f"{_name('JavaScript')}|{_name('Launch')}".encode())


def check_pdf(body: bytes) -> None:
    """Raise `Unfit` unless `body` is a PDF that everybody can open and that runs nothing."""
    if not HEAD.match(body) or b"%%EOF" not in body[-TAIL:]:
        raise Unfit("damaged", kind="PDF")
    if LOCKED.search(body):
        raise Unfit("locked")
    if PROGRAM.search(body) or any(PROGRAM.search(said) for said in _streams(body)):
        raise Unfit("pdf_program")


def _streams(body: bytes) -> Iterator[bytes]:
    at, room = 0, EXPANDED_LIMIT
    while room > 0 and (found := STREAM.search(body, at)):
        at = body.find(b"endstream", found.end())
        if at < 0:
            return
        try:
            said = zlib.decompressobj().decompress(body[found.end() : at], STREAM_LIMIT)
        except zlib.error:
            continue
        room -= len(said)
        yield said

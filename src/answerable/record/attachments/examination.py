"""What a file is, decided by its content and never by its name or by what a browser claims."""

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass

from answerable.errors import AttachmentRefused
from answerable.record.attachments.kinds import ATTACHMENT_LIMIT, KINDS, MEBIBYTE, Unfit
from answerable.record.attachments.naming import safe_name, shown_name
from answerable.record.attachments.office import office_kind
from answerable.record.attachments.pdf import check_pdf
from answerable.record.attachments.pictures import check_jpeg, check_png
from answerable.record.attachments.plain import plain_kind
from answerable.wording import clean, say

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also what a password makes of a new one
PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
ENOUGH_TO_GUESS = 4  # bytes: with fewer, "BM" is a picture and "This is" a manual
LOOKED_AT = 1024  # where readers still accept the beginning of a PDF


@dataclass(frozen=True)
class Attachment:
    """A file that may be attached: a name that is safe to show and to save, and what it is."""

    name: str
    kind: str
    media_type: str
    size: int
    digest: str


def examine(name: str, body: bytes, limit: int = ATTACHMENT_LIMIT) -> Attachment:
    """Return what `body` is, under a safe form of `name`; `digest` is its SHA-256 in hex.

    Raises:
        AttachmentRefused: it is too big, empty, damaged, none of the kinds, or able to do harm.
    """
    try:
        kind = KINDS[kind_of(body, limit)]
    except Unfit as unfit:
        why = say("errors", f"attachment_{unfit.key}", **unfit.facts)
        raise AttachmentRefused(name=shown_name(name), why=why) from unfit
    digest = hashlib.sha256(body).hexdigest()
    return Attachment(safe_name(name, kind), kind.id, kind.media_type, len(body), digest)


def kind_of(body: bytes, limit: int = ATTACHMENT_LIMIT) -> str:
    """Return the key in `KINDS` of what `body` is, or raise `Unfit`."""
    if len(body) > limit:
        size = f"{len(body) / MEBIBYTE:.1f}"
        raise Unfit("too_big", size=size, limit=f"{limit / MEBIBYTE:g}")
    kind = _begins_like(body)
    _one_kind_only(body, kind)
    return kind


def _begins_like(body: bytes) -> str:
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        check_png(body)
        return "png"
    if body.startswith(b"\xff\xd8\xff"):
        check_jpeg(body)
        return "jpeg"
    if body.startswith(b"%PDF-"):
        check_pdf(body)
        return "pdf"
    if body.startswith(ZIP):
        return office_kind(body)
    if body.startswith(OLD_OFFICE):
        raise Unfit("old_office")
    if kind := plain_kind(body):
        return kind
    if body.startswith(PROGRAMS):
        raise Unfit("program")
    raise Unfit("unknown", looks=_looks(body))


def _one_kind_only(body: bytes, kind: str) -> None:
    """Refuse a file that another program would take for something else."""
    late_pdf = kind != "pdf" and re.search(rb"%PDF-\d", body[:LOOKED_AT])
    packed = kind in ("pdf", "png", "jpeg") and zipfile.is_zipfile(io.BytesIO(body))
    if late_pdf or packed:
        raise Unfit("two_kinds")


def _looks(body: bytes) -> str:
    """Say what a refused file seems to be.

    This is all that puremagic does here. It looks at the first bytes only: any zip may be a Word
    document to it, and any text that begins with "BM" a picture. That is good enough to help
    somebody who chose the wrong file, and not to let one in.
    """
    import puremagic  # noqa: PLC0415 - reads a table of signatures that is seldom needed

    try:
        found = puremagic.magic_string(body)
    except LookupError:
        found = []
    for match in found:
        if len(match.byte_match) >= ENOUGH_TO_GUESS:
            return say("errors", "attachment_looks", what=clean(match.name))
    return ""

"""A name for an attachment that can be shown, and saved on any system."""

import re
import unicodedata

from answerable.record.attachments.kinds import NAME_LIMIT, Kind
from answerable.wording import clean, say

FOLDERS = re.compile(r"[/\\]")
NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
EXTENSION = re.compile(r"\.(?=\w*[^\W\d])\w{1,10}$")  # ".pdf" and ".mp4", but not ".2"
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)  # on Windows
BYTES_LIMIT = 240  # file systems have room for 255


def safe_name(name: str, kind: Kind) -> str:
    """Return `name` without folders and odd signs, with an extension that fits `kind`."""
    bare = shown_name(name)
    found = EXTENSION.search(bare)
    said = found.group()[1:].lower() if found else ""
    extension = said if said in kind.extensions else kind.extensions[0]
    stem = bare[: found.start()] if found else bare
    if DEVICES.match(stem):
        stem = f"_{stem}"
    return f"{_cut(stem, len(extension) + 1)}.{extension}"


def shown_name(name: str) -> str:
    """Return the last part of `name`, whatever it ends in, fit to stand in a sentence."""
    last = FOLDERS.split(name)[-1]
    seen = (_plain(sign) for sign in unicodedata.normalize("NFC", clean(last)))
    words = " ".join(NOT_IN_NAMES.sub("_", "".join(seen)).split())
    return _cut(words, 0) or say("errors", "attachment_nameless")


def _plain(sign: str) -> str:
    """Leave out what cannot be seen, such as marks that turn a name around; keep one kind of space."""
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign).startswith("C") else sign


def _cut(words: str, room: int) -> str:
    kept = words[: NAME_LIMIT - room].encode()[: BYTES_LIMIT - room].decode("utf-8", "ignore")
    return kept.strip(" .")

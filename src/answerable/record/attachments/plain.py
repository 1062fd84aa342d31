"""Text in UTF-8: prose, CSV, Markdown, JSON and notebooks, but no markup that can run."""

import json
import re
from typing import Any

from answerable.record.attachments.kinds import Unfit

UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f]")  # also the sign that steers a terminal
UNSEEN_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, as spreadsheets save "Unicode text"
TAG = re.compile(r"\s*<[A-Za-z!?/]")
RUNS = re.compile(r"<\s*(?:!doctype\s+html|html|script|svg|iframe|object|embed)\b", re.IGNORECASE)
SNIFFED = 1500  # older browsers look this far into a text for a web page
OTHER = ("{\\rtf", "%!")  # RTF may carry programs, PostScript is one


def plain_kind(body: bytes) -> str:
    """Return `text`, `json` or `notebook`; "" when `body` is no text at all.

    Raises:
        Unfit: it is text, but in another encoding, or markup.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        if body.startswith(WIDE) or not UNSEEN_BYTES.search(body):
            raise Unfit("not_utf8") from None
        return ""
    if UNSEEN.search(text) or text.lstrip().startswith(OTHER):
        return ""
    if not text.strip():
        raise Unfit("empty")
    whole = parsed(text)
    if isinstance(whole, dict | list):
        return "notebook" if _is_notebook(whole) else "json"
    if TAG.match(text) or RUNS.search(text[:SNIFFED]):
        raise Unfit("markup")
    return "text"


def parsed(text: str) -> Any:
    """Return what `text` says as JSON, or None when it is not JSON or too deep to be read."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None


def _no_number(name: str) -> None:
    raise ValueError(name)


def _is_notebook(whole: Any) -> bool:
    return (
        isinstance(whole, dict)
        and isinstance(whole.get("nbformat"), int)
        and isinstance(whole.get("cells"), list)
    )

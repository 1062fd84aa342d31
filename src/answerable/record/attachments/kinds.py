"""Which kinds of file may be attached, and the limits that keep them harmless.

Adding a kind: `KINDS` here, how it is known in `examination.py`, how its words are read in
`reading.py`, and its name in the sentence `attachment_unknown` in `content/wording/errors.yml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MEBIBYTE = 1024 * 1024
ATTACHMENT_LIMIT = 10 * MEBIBYTE
EXPANDED_LIMIT = 100 * MEBIBYTE  # of everything packed in one file
PARTS_LIMIT = 5_000  # packed in one file
PIXEL_LIMIT = 100_000_000  # a page of A3 at 600 dots to the inch has 70 million
NAME_LIMIT = 120


@dataclass(frozen=True)
class Kind:
    """One kind of file; the first of `extensions` is given to a name that has none of them."""

    id: str
    media_type: str
    extensions: tuple[str, ...]


OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.id: kind
        for kind in (
            Kind("pdf", "application/pdf", ("pdf",)),
            Kind("png", "image/png", ("png",)),
            Kind("jpeg", "image/jpeg", ("jpg", "jpeg")),
            Kind("text", "text/plain; charset=utf-8", ("txt", "csv", "tsv", "md")),
            Kind("json", "application/json", ("json", "geojson", "jsonld")),
            Kind("notebook", "application/x-ipynb+json", ("ipynb",)),
            Kind("docx", f"{OFFICE}.wordprocessingml.document", ("docx",)),
            Kind("xlsx", f"{OFFICE}.spreadsheetml.sheet", ("xlsx",)),
            Kind("odt", f"{OPEN}.text", ("odt",)),
            Kind("ods", f"{OPEN}.spreadsheet", ("ods",)),
        )
    }
)


class Unfit(Exception):
    """These bytes are no attachment: the key of the reason in `errors.yml`, and its facts."""

    def __init__(self, key: str, **facts: object) -> None:
        """Keep `key`, without its `attachment_`, and `facts`."""
        self.key, self.facts = key, facts
        super().__init__(key)

"""The bank as the page reads it: plain JSON, the same for everybody, so it can be cached for ever."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from answerable.bank.model import Bank
from answerable.bank.screening import demanded_by
from answerable.bank.texts import HOLLOW
from answerable.wording import words

LAW_FIELDS = ("title", "section", "confidence", "valid_from", "url")


def payload(bank: Bank) -> dict[str, Any]:
    """Return the whole bank with the page's own words, ready for `json.dumps`."""
    whole: dict[str, Any] = plain(bank)
    law = {key: {name: source[name] for name in LAW_FIELDS} for key, source in whole["law"].items()}
    # Neither findings nor pins are in the page.
    unread = ("checks", "phrases", "cases", "overlays", "below", "organisation")
    lenses = {"canvas": whole["lenses"]["canvas"]}  # of all documents only this one is a page
    return {
        **{name: part for name, part in whole.items() if name not in unread},
        "law": law,
        "lenses": lenses,
        "demands": {d.id: sorted(demanded_by(bank, d.id)) for d in bank.screening.documents},
        "hollow": list(bank.phrases.get(HOLLOW, ())),  # a reason made of these does not count
        "words": dict(words("page")),
        "problems": dict(words("problems")),
    }


def plain(value: Any) -> Any:
    """Return descriptions of the bank as maps, lists and texts."""
    if dataclasses.is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value

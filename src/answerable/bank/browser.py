"""The bank as the page reads it: plain JSON, the same for everybody, so it can be cached for ever."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from answerable.bank.model import Bank
from answerable.wording import words

LAW_FIELDS = ("title", "section", "confidence", "valid_from", "url")


def payload(bank: Bank) -> dict[str, Any]:
    """Return the whole bank with the page's own words, ready for `json.dumps`."""
    whole: dict[str, Any] = _plain(bank)
    law = {key: {name: source[name] for name in LAW_FIELDS} for key, source in whole["law"].items()}
    unread = ("checks", "phrases")  # the page is told what was found, and looks up what to do
    todo = {check.id: {"todo": check.todo, "source": check.source} for check in bank.checks}
    lenses = {"canvas": whole["lenses"]["canvas"]}  # of all documents only this one is a page
    return {
        **{name: part for name, part in whole.items() if name not in unread},
        "law": law,
        "findings": _plain(todo),
        "lenses": lenses,
        "words": dict(words("page")),
        "problems": dict(words("problems")),
    }


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value

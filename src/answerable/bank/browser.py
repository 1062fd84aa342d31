"""The bank as the page reads it: plain JSON, the same for everybody, so it can be cached for ever."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from answerable.bank.glossary import asked_text, mentioned
from answerable.bank.model import Bank
from answerable.wording import words

HELP = ("why", "good", "weak", "audience")
LAW_FIELDS = ("title", "section", "confidence", "url")


def payload(bank: Bank) -> dict[str, Any]:
    """Return the whole bank with the page's own words, ready for `json.dumps`.

    What stands under `help` is read by those who open it, so it can be sent apart and later.
    """
    whole: dict[str, Any] = _plain(bank)
    law = {key: {name: source[name] for name in LAW_FIELDS} for key, source in whole["law"].items()}
    cited = set(_cited(bank))
    concepts = whole["concepts"]
    told = {key: _help(one) for key, one in concepts.items()}
    for key, one in concepts.items():
        found = mentioned(bank.glossary, asked_text(bank.concepts[key]))
        one["terms"] = [term.term for term in found]
    unread = (
        "checks",
        "phrases",
        "glossary",
    )  # the page is told what was found, and looks up what to do
    todo = {check.id: {"todo": check.todo, "source": check.source} for check in bank.checks}
    lenses = {"canvas": whole["lenses"]["canvas"]}  # of all documents only this one is a page
    return {
        **{name: part for name, part in whole.items() if name not in unread},
        "law": {key: source for key, source in law.items() if key in cited},
        "findings": _plain(todo),
        "lenses": lenses,
        "words": {key: said for key, said in words("page").items() if not only_home_says(key)},
        "problems": dict(words("problems")),
        "help": {
            "questions": told,
            "terms": {term.term: _plain(term) for term in bank.glossary.values()},
            "law": {key: source for key, source in law.items() if key not in cited},
        },
    }


def only_home_says(key: str) -> bool:
    """Return whether the list of assessments says the sentence under `key`, and no form does."""
    return key.startswith("home_") and key != "home_link"


def _help(concept: dict[str, Any]) -> dict[str, Any]:
    """Take out of `concept` what stands in its help alone, and return it."""
    due = concept["due"]
    reason = {name: due.pop(name) for name in ("level", "source")}
    return {**{name: concept.pop(name) for name in HELP}, **reason}


def _cited(bank: Bank) -> Iterator[str]:
    """Yield the sources of what stands on the page before anybody opens a help text."""
    screening = bank.screening
    reasons = [reason for route in screening.routes for reason in route.reasons]
    reasons += [reason for document in screening.documents for reason in document.reasons]
    for reason in (*reasons, *screening.stops):
        yield from reason.source
    for check in bank.checks:
        yield from check.source


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value

"""The bank as the page reads it: plain JSON, the same for everybody, so it can be cached for ever."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from answerable.bank.glossary import asked_text, mentioned
from answerable.bank.model import Answer, Bank, Column, Concept, Lens, Option
from answerable.bank.screening import demanded_by
from answerable.bank.texts import HOLLOW
from answerable.wording import words

HELP = ("why", "good", "weak", "enough", "audience")
TOPIC = ("id", "title", "fills")
TRIMMED = (Concept, Answer, Column, Option)
LATER = (
    "answers_all", "answers_close", "answers_intro", "answers_open", "ask_", "asked_", "box_",
    "canvas_", "comeback_", "comment_", "conflict_", "date_", "finish_", "here_", "history_",
    "missing_", "paste_", "pick_", "question_", "reads_", "room_", "sort_", "table_", "timer_",
    "topic_", "undecided_", "unsure_", "workshop_",
)  # fmt: skip
SOONER = frozenset((
    "ask_summary", "comeback_title", "conflict_announced", "conflict_elsewhere",
    "conflict_elsewhere_title", "conflict_passed", "conflict_somebody", "conflict_you",
    "question_title", "history_again", "history_found_many", "history_found_one", "history_late",
    "history_looking", "history_now", "history_older", "history_summary", "paste_summary",
    "pick_summary", "table_summary", "workshop_title",
))  # fmt: skip
LAW_FIELDS = ("title", "section", "confidence", "url")


def payload(bank: Bank) -> dict[str, Any]:
    """Return the whole bank with the page's own words, ready for `json.dumps`.

    What stands under `help` is read by those who open it, so it can be sent apart and later.
    Questions leave out what is as in `defaults`; `form/bank.js` puts it back.
    """
    whole: dict[str, Any] = _trimmed(bank)
    law = {key: {name: source[name] for name in LAW_FIELDS} for key, source in whole["law"].items()}
    cited = set(_cited(bank))
    concepts = whole["concepts"]
    told = {key: _help(one) for key, one in concepts.items()}
    for key, one in concepts.items():
        found = mentioned(bank.glossary, asked_text(bank.concepts[key]))
        one["terms"] = [term.term for term in found]
        del one["id"]
    unread = (  # what was found is told by message, and pins are for the record
        "checks", "phrases", "cases", "glossary", "overlays", "below", "organisation",
    )  # fmt: skip
    ours = {key: said for key, said in words("page").items() if not only_home_says(key)}
    canvas = bank.lenses.get("canvas")  # of all documents only this one is a page
    return {
        **{name: part for name, part in whole.items() if name not in unread},
        "law": {key: source for key, source in law.items() if key in cited},
        "library": {key: len(picks) for key, picks in bank.library.items()},
        "lenses": {"canvas": canvas.title} if canvas else {},
        "defaults": {kind.__name__.lower(): _defaults(kind) for kind in TRIMMED},
        "words": {key: said for key, said in ours.items() if not said_later(key)},
        "demands": {d.id: sorted(demanded_by(bank, d.id)) for d in bank.screening.documents},
        "hollow": list(bank.phrases.get(HOLLOW, ())),  # a reason made of these does not count
        "problems": dict(words("problems")),
        "help": {
            "questions": told,
            "words": {key: said for key, said in ours.items() if said_later(key)},
            "lenses": {"canvas": _page_of(canvas)} if canvas else {},
            "library": whole["library"],
            "terms": {term.term: _trimmed(term) for term in bank.glossary.values()},
            "law": {key: source for key, source in law.items() if key not in cited},
        },
    }


def only_home_says(key: str) -> bool:
    """Return whether the list of assessments says the sentence under `key`, and no form does."""
    return key.startswith("home_") and key != "home_link"


def said_later(key: str) -> bool:
    """Return whether only what `form/late.js` brings says the sentence under `key`."""
    return key.startswith(LATER) and key not in SOONER


def _help(concept: dict[str, Any]) -> dict[str, Any]:
    """Take out of `concept` what stands in its help alone, and return it."""
    due, usual = concept["due"], _defaults(Concept)
    reason = {name: due.pop(name) for name in ("level", "source")}
    return {**{name: concept.pop(name, usual.get(name)) for name in HELP}, **reason}


def _cited(bank: Bank) -> Iterator[str]:
    """Yield the sources of what stands on the page before anybody opens a help text."""
    screening = bank.screening
    reasons = [reason for route in screening.routes for reason in route.reasons]
    reasons += [reason for document in screening.documents for reason in document.reasons]
    lifts = [lift for stop in screening.stops for lift in stop.lifts]
    for reason in (*reasons, *screening.stops, *lifts):
        yield from reason.source
    for check in bank.checks:
        yield from check.source


def _page_of(lens: Lens) -> dict[str, Any]:
    """Return a document as its page shows it: topics and the answers that fill them."""
    whole: dict[str, Any] = _trimmed(lens)
    for section in whole["sections"]:
        section["fields"] = [{name: one[name] for name in TOPIC} for one in section["fields"]]
    return whole


def _defaults(kind: type) -> dict[str, Any]:
    """Return the values that a part of a question has where its file says nothing."""
    given = {f.name: f.default for f in dataclasses.fields(kind)}
    return {name: _trimmed(v) for name, v in given.items() if v is not dataclasses.MISSING}


def _trimmed(value: Any) -> Any:
    return plain(value, trimmed=True)


def plain(value: Any, *, trimmed: bool = False) -> Any:
    """Return descriptions of the bank as maps, lists and texts; `trimmed` of what is usual."""
    if dataclasses.is_dataclass(value):
        parts = {
            f.name: plain(getattr(value, f.name), trimmed=trimmed)
            for f in dataclasses.fields(value)
        }
        usual = _defaults(type(value)) if trimmed and isinstance(value, TRIMMED) else {}
        return {n: part for n, part in parts.items() if n not in usual or usual[n] != part}
    if isinstance(value, Mapping):
        return {key: plain(item, trimmed=trimmed) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [plain(item, trimmed=trimmed) for item in value]
    return value

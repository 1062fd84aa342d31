"""Which terms of the glossary stand in a text, and whether the glossary fits the bank.

A form is found as whole words, in small or large letters; one that is all capitals only as it is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from answerable.bank.model import Answer, Bank, Concept, Lens
from answerable.bank.reference import Term
from answerable.bank.sense import known
from answerable.wording import say, words

FILE = "glossary.yml"
READ = ("page", "report", "problems", "notices")  # wording that people meet beside the questions


@lru_cache(maxsize=512)
def _pattern(form: str) -> re.Pattern[str]:
    flags = re.NOFLAG if form.isupper() else re.IGNORECASE
    return re.compile(rf"(?<![\w-]){re.escape(form)}(?![\w-])", flags)


def place_of(term: Term, text: str) -> int | None:
    """Return where the first form of `term` begins in `text`; None where it does not stand there."""
    low = text.casefold()  # most forms are not there, and this tells so fast
    found = (_pattern(form).search(text) for form in term.forms if form.casefold() in low)
    return min((match.start() for match in found if match), default=None)


def mentioned(glossary: Mapping[str, Term], text: str) -> tuple[Term, ...]:
    """Return the terms that stand in `text`, in the order in which they come."""
    placed = ((place_of(term, text), term.id) for term in glossary.values())
    found = sorted((place, name) for place, name in placed if place is not None)
    return tuple(glossary[name] for _, name in found)


def asked_text(concept: Concept) -> str:
    """Return what a person reads of a question before and beside answering it, examples left out."""
    examples = {concept.good, concept.weak}
    return "\n".join(text for text in _question(concept) if text not in examples)


def question_text(concept: Concept) -> str:
    """Return all that a person reads of a question, its columns and its options."""
    return "\n".join(_question(concept))


def _question(concept: Concept) -> Iterator[str]:
    yield from (concept.ask, concept.hint, concept.why, concept.good, concept.weak)
    yield concept.enough
    yield from _options(concept.answer)
    for column in concept.answer.columns:
        yield from (column.ask, column.hint, *_options(column.answer))


def _options(answer: Answer) -> Iterator[str]:
    for option in answer.options:
        yield from (option.label, option.hint)


def told(bank: Bank) -> Iterator[str]:
    """Yield every text of the bank that a person can read: questions, reasons, documents, findings."""
    for concept in bank.concepts.values():
        yield from _question(concept)
    for task in bank.tasks:
        yield from (task.title, task.intro)
    yield from _reasons(bank)
    for lens in bank.lenses.values():
        yield from _document(lens)
    for check in bank.checks:
        yield from (check.says, check.todo)


def _reasons(bank: Bank) -> Iterator[str]:
    screening = bank.screening
    for route in screening.routes:
        yield from (route.title, route.summary, *(reason.because for reason in route.reasons))
    yield from (stop.because for stop in screening.stops)
    for document in screening.documents:
        yield from (document.title, *(reason.because for reason in document.reasons))


def _document(lens: Lens) -> Iterator[str]:
    yield from (lens.title, lens.credit, lens.version)
    yield from (group.title for group in lens.groups)
    for section in lens.sections:
        yield section.title
        for field in section.fields:
            yield from (field.title, field.gap)


def glossary_problems(data: Mapping[str, Any], bank: Bank) -> Iterator[str]:
    """Yield a line for each term of the file `data` that stands twice, is met nowhere, or cites no law."""
    yield from _twice(item["id"] for item in data.get("terms", ()))
    yield from _twice(form.casefold() for term in bank.glossary.values() for form in term.forms)
    everything = "\n".join([*told(bank), *_wording()])
    for term in bank.glossary.values():
        if not bank.translated and place_of(term, everything) is None:
            yield say("content", "unused_term", file=FILE, place=term.id, name=term.term)
        for source in term.source:
            yield from known(FILE, f"{term.id}.source", source, bank.law)


def _wording() -> Iterator[str]:
    for table in READ:
        yield from (said for said in words(table).values() if isinstance(said, str))


def _twice(names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield say("content", "twice", file=FILE, place="terms", name=name)

"""The glossary as a page for people, and the links that lead to it from a question."""

from collections.abc import Mapping

from answerable.bank.glossary import mentioned
from answerable.bank.model import Bank
from answerable.bank.page_parts import anchor, cited, sources, top, words
from answerable.bank.reference import Term

NAME = "glossary.md"


def glossary_page(bank: Bank) -> str:
    """Return every term in the order of the alphabet, with its other forms and its sources."""
    terms = sorted(bank.glossary.values(), key=lambda term: term.term.casefold())
    parts = [top("glossary"), words("glossary.intro", count=len(terms)), *map(_term, terms)]
    parts += sources(bank, (source for term in terms for source in term.source))
    return "\n\n".join(parts) + "\n"


def _term(term: Term) -> str:
    also = ", ".join(f"“{form}”" for form in term.also)
    return "\n\n".join(
        [
            f"### {term.term}",
            term.means + cited(term.source),
            *([words("glossary.also", forms=also)] if also else []),
        ]
    )


def explained(glossary: Mapping[str, Term], text: str) -> str:
    """Return a line that links each term in `text` to the glossary; empty where there is none."""
    links = [f"[{term.term}]({NAME}#{anchor(term.term)})" for term in mentioned(glossary, text)]
    return words("question.terms", terms=", ".join(links)) if links else ""

"""Two languages in one document: what an overlay has not translated is marked (WCAG 3.1.2)."""

import html as markup
import re

from answerable.bank.browser import plain
from answerable.bank.layers import TEXTS
from answerable.bank.laying import texts
from answerable.bank.model import Bank

BETWEEN = re.compile(r">([^<>]*\S[^<>]*)<")
JOINS = re.compile(r"(; | · )")
ENDS = (" (", ": ")  # what a sentence may put after a text of the bank
PARTS = (
    "concepts",
    "tasks",
    "screening",
    "lenses",
    "law",
    "checks",
    "glossary",
    "grid",
    "organisation",
)
_KNOWN: dict[str, frozenset[str]] = {}  # by the hash of the bank


def marked(html: str, bank: Bank) -> str:
    """Return `html` with each text of the bank that is in another language than the page marked so."""
    if not bank.original or bank.original == bank.language:
        return html
    others = _untranslated(bank)

    def mark(found: re.Match[str]) -> str:
        parts = JOINS.split(found[1])
        return f">{''.join(_mark(part, others, bank.original) for part in parts)}<"

    return BETWEEN.sub(mark, html)


def language_of(text: str, bank: Bank) -> str:
    """Return the language to mark `text` with; empty where it is the page's."""
    if not bank.original or bank.original == bank.language:
        return ""
    return bank.original if JOINS.split(text)[-1] in _untranslated(bank) else ""


def _mark(part: str, others: frozenset[str], language: str) -> str:
    whole = part.strip()
    tries = [whole, *(whole.partition(end)[0] for end in ENDS if end in whole)]
    for bare in tries:
        if markup.unescape(bare) in others:
            return part.replace(bare, f'<span lang="{language}">{bare}</span>', 1)
    return part


def _untranslated(bank: Bank) -> frozenset[str]:
    """Return the bank's texts that no overlay has translated, sources of law among them."""
    if bank.hash not in _KNOWN:
        told = {part: plain(getattr(bank, part)) for part in PARTS}
        law = bank.law.values()
        more = [", ".join(filter(None, (source.title, source.section))) for source in law]
        more += [source.section for source in law]
        more += [lens.version for lens in bank.lenses.values()]
        _KNOWN[bank.hash] = frozenset({*texts(told, TEXTS), *more}) - bank.translated - {""}
    return _KNOWN[bank.hash]

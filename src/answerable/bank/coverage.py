"""What fills each field of each document: answers, the record itself, or nothing yet.

A mandatory field is filled by an answer of a kind that belongs in it. An answer in general words
does not fill many fields: each would get the same text, and none its own.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.bank.model import Answer, Bank, Field, Lens
from answerable.wording import say

BELONGS = {
    "text": frozenset({"text", "yes_no_unsure", "choice", "choices", "rows", "number"}),
    "choice": frozenset({"choice", "choices", "yes_no_unsure"}),
    "table": frozenset({"rows"}),
    "date": frozenset({"date"}),
    "person": frozenset({"person"}),
    "number": frozenset({"number"}),
    "yes_no": frozenset({"yes_no_unsure", "choice"}),
    "mark": frozenset({"choice"}),
}
SINGLE = frozenset({"date", "person", "number", "mark"})
MOST_FIELDS = 3  # that one text fills in one document


@dataclass(frozen=True)
class Filling:
    """One field of a document and what becomes of it: `how` is answered, derived or gap."""

    lens: Lens
    section: str
    field: Field
    how: str


def fillings(bank: Bank) -> Iterator[Filling]:
    """Yield every field of every document in the order in which it is printed."""
    for lens in bank.lenses.values():
        for section in lens.sections:
            for field in section.fields:
                how = "answered" if field.fills else "derived" if field.derived else "gap"
                yield Filling(lens, section.title, field, how)


def answer_at(bank: Bank, address: str) -> Answer | None:
    """Return what kind of answer `concept` or `register.column` holds; None if there is none."""
    name, _, column = address.partition(".")
    concept = bank.concepts.get(name)
    if concept is None or not column:
        return concept.answer if concept else None
    return next((c.answer for c in concept.answer.columns if c.id == column), None)


def _kind(bank: Bank, field: Field, address: str) -> str:
    """Return the kind of an answer; a column is part of a table where a table is wanted."""
    found = answer_at(bank, address)
    if found is None:
        return ""
    return "rows" if "." in address and field.wants in ("table", "text") else found.kind


def mandatory_fields_are_filled(bank: Bank) -> Iterator[str]:
    """Yield a line for each mandatory field that nothing of the right kind fills."""
    for filling in fillings(bank):
        field, file = filling.field, f"lenses/{filling.lens.id}.yml"
        if not field.mandatory or field.derived:
            continue
        kinds = {_kind(bank, field, address) for address in field.fills}
        if not kinds & BELONGS[field.wants]:
            yield say("content", "not_filled", file=file, place=field.id, wants=field.wants)


def one_answer_for_one_value(bank: Bank) -> Iterator[str]:
    """Yield a line for each field that holds one value and is filled by two answers."""
    for filling in fillings(bank):
        field, file = filling.field, f"lenses/{filling.lens.id}.yml"
        if field.wants in SINGLE and len(field.fills) > 1:
            names = ", ".join(field.fills)
            yield say("content", "filled_twice", file=file, place=field.id, names=names)


def no_text_fills_many(bank: Bank) -> Iterator[str]:
    """Yield a line for each text that stands in for answers to more than a few fields."""
    for lens in bank.lenses.values():
        fields = [field for section in lens.sections for field in section.fields]
        alone = [f.fills[0] for f in fields if f.mandatory and len(f.fills) == 1]
        for address, times in Counter(alone).items():
            found = answer_at(bank, address)
            if found and found.kind == "text" and times > MOST_FIELDS:
                file = f"lenses/{lens.id}.yml"
                yield say("content", "fills_many", file=file, name=address, times=times)


CHECKS = (mandatory_fields_are_filled, one_answer_for_one_value, no_text_fills_many)

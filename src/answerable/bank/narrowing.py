"""Fields that are about part of an answer: some rows, one of several choices, a sentence, a role."""

from collections.abc import Iterator

from answerable.bank.coverage import answer_at, fillings
from answerable.bank.grid import AXES, STAGES
from answerable.bank.model import Answer, Bank, Field
from answerable.bank.sense import PLAIN_VALUES, known
from answerable.wording import say

WHOLE = "record"  # what is not answered in the whole record, not in the document alone
CUT_FROM = {
    "after_comma": "text", "before_comma": "text", "first_sentence": "text", "mailbox": "text",
    "role": "person", "web_address": "text",
}  # fmt: skip


def narrowing_problems(bank: Bank) -> Iterator[str]:
    """Yield a line for whatever would leave nothing in a field, no matter what anybody answers."""
    for filling in fillings(bank):
        field, file = filling.field, f"lenses/{filling.lens.id}.yml"
        for column, value in (field.rows or {}).items():
            yield from _rows_problems(bank, field, file, column, value)
        if field.option:
            yield from _option_problems(bank, field, file)
        for document in field.among:
            yield from known(file, f"{field.id}.among", document, _documents(bank))
        if field.named_by:
            yield from _named_problems(bank, field, file)
        if field.part:
            yield from _part_problems(bank, field, file)
        if field.words:
            yield from _words_problems(bank, field, file)


def _documents(bank: Bank) -> list[str]:
    return [document.id for document in bank.screening.documents]


def _named_problems(bank: Bank, field: Field, file: str) -> Iterator[str]:
    place = f"{field.id}.named_by"
    points = [
        f"{concept.id}.{column.id}"
        for concept in bank.concepts.values()
        for column in concept.answer.columns
        if column.answer.kind == "refer"
    ]
    yield from known(file, place, field.named_by, points)
    answer = answer_at(bank, field.named_by)
    if answer and answer.kind == "refer":
        registers = {address.partition(".")[0] for address in field.fills}
        yield from known(file, place, answer.to, registers)


def _part_problems(bank: Bank, field: Field, file: str) -> Iterator[str]:
    for address in field.fills:
        answer, wanted = answer_at(bank, address), CUT_FROM[field.part]
        if answer and (answer.kind != wanted or "." in address):
            facts = {"part": field.part, "wanted": wanted, "name": address, "kind": answer.kind}
            yield say("content", "part_of_another", file=file, place=f"{field.id}.part", **facts)


def _words_problems(bank: Bank, field: Field, file: str) -> Iterator[str]:
    """Yield a line for each choice without a word of the form, and for each word for no choice."""
    place = f"{field.id}.words"
    choices = {
        value: None
        for address in field.fills
        if (answer := answer_at(bank, address)) and answer.kind == "choice"
        for value in _values(answer)
    }
    for value in field.words or {}:
        yield from known(file, place, value, choices)
    for value in choices:
        if value not in (field.words or {}):
            yield say("content", "choice_without_word", file=file, place=place, name=value)


def _rows_problems(bank: Bank, field: Field, file: str, column: str, value: str) -> Iterator[str]:
    columns = {
        each.id: each.answer
        for register in dict.fromkeys(address.partition(".")[0] for address in field.fills)
        if register in bank.concepts
        for each in bank.concepts[register].answer.columns
    }
    yield from known(file, f"{field.id}.rows", column, columns)
    if column in columns:
        yield from known(file, f"{field.id}.rows", value, _values(columns[column]))


def _option_problems(bank: Bank, field: Field, file: str) -> Iterator[str]:
    place = f"{field.id}.option"
    if field.derived == "documents":
        yield from known(file, place, field.option, _documents(bank))
    elif field.derived == "unanswered":
        yield from known(file, place, field.option, (WHOLE,))
    elif field.derived == "risk":
        yield from known(file, place, field.option, (*STAGES, "duty"))
    elif field.derived and field.derived != "members":  # roles are not of the bank
        yield say("content", "option_of_nothing", file=file, place=place, name=field.derived)
    answers = [answer_at(bank, address) for address in field.fills]
    risks = [answer for answer in answers if answer and answer.kind == "risk"]
    for answer in risks or answers:  # beside one axis of a risk other answers stand whole
        yield from known(file, place, field.option, _values(answer) if answer else ())


def _values(answer: Answer) -> tuple[str, ...]:
    if answer.kind == "risk":
        return tuple(AXES)
    return PLAIN_VALUES.get(answer.kind) or tuple(option.value for option in answer.options)

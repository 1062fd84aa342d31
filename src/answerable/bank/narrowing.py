"""Fields that are about one part of an answer: rows with one value, or one of several choices."""

from collections.abc import Iterator

from answerable.bank.coverage import answer_at, fillings
from answerable.bank.grid import AXES, STAGES
from answerable.bank.model import Answer, Bank, Field
from answerable.bank.sense import PLAIN_VALUES, known
from answerable.wording import say

WHOLE = "record"  # what is not answered in the whole record, not in the document alone


def narrowing_problems(bank: Bank) -> Iterator[str]:
    """Yield a line for each `rows` or `option` that leaves nothing, whatever anybody answers."""
    for filling in fillings(bank):
        field, file = filling.field, f"lenses/{filling.lens.id}.yml"
        for column, value in (field.rows or {}).items():
            yield from _rows_problems(bank, field, file, column, value)
        if field.option:
            yield from _option_problems(bank, field, file)


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
        documents = [document.id for document in bank.screening.documents]
        yield from known(file, place, field.option, documents)
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

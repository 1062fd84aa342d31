"""How much an assessment asks of people, beside the same project on separate forms.

What is *asked* waits for an answer on this route. What is only *offered* stands folded beside it, and
is counted apart. A list is asked in its columns: its own heading is read, and not answered.

The forms are the documents that are due, each filled in by itself: every field whose condition holds,
also what the program works out here. In minutes, a thought is counted once however many forms want it;
its words are counted each time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from answerable.bank.asking import Asked, asked
from answerable.bank.coverage import answer_at
from answerable.bank.journey import Path, path
from answerable.bank.model import Answers, Bank, Field, Lens
from answerable.bank.pace import Effort, Pace
from answerable.bank.rules import Scope, evaluate
from answerable.bank.values import is_answered


@dataclass(frozen=True)
class Form:
    """One document that is due, filled in by itself; `unasked` and `empty` name mandatory fields.

    A field is `unasked` when nothing that is asked fills it, and `empty` when nothing fills it yet.
    `fillers` are, for each mandatory field, the questions asked that fill it.
    """

    lens: Lens
    fields: tuple[Field, ...]
    unasked: tuple[str, ...]
    empty: tuple[str, ...]
    fillers: tuple[frozenset[str], ...]

    @property
    def mandatory(self) -> int:
        return sum(field.mandatory for field in self.fields)

    @property
    def derived(self) -> int:
        return sum(bool(field.derived) for field in self.fields)

    @property
    def gaps(self) -> int:
        return sum(bool(field.gap) for field in self.fields)


@dataclass(frozen=True)
class Burden:
    """What one assessment asks: here, and on separate forms.

    `questions` are asked, `offered` are not. `formless` are the titles of documents that are due and
    have no fields to count.
    """

    route: str
    questions: tuple[Asked, ...]
    offered: tuple[Asked, ...]
    forms: tuple[Form, ...]
    formless: tuple[str, ...]
    here: Effort
    more: Effort
    apart: Effort

    @property
    def shown(self) -> int:
        return len(_answered(self.questions))

    @property
    def shown_by_row(self) -> int:
        return sum(question.rows for question in _answered(self.questions))

    @property
    def beside(self) -> int:
        return len(_answered(self.offered))

    @property
    def demanded(self) -> int:
        """Return how many of the questions asked fill a field that must be filled."""
        return len({address for fillers in self._fillers for address in fillers})

    @property
    def alone(self) -> int:
        """Return how many of them are the only one that fills such a field."""
        return len({address for fillers in self._fillers if len(fillers) == 1 for address in fillers})

    @property
    def _fillers(self) -> list[frozenset[str]]:
        return [fillers for form in self.forms for fillers in form.fillers]

    @property
    def words(self) -> int:
        return sum(question.words for question in self.questions)

    @property
    def fields(self) -> int:
        return sum(len(form.fields) for form in self.forms)

    @property
    def share(self) -> float | None:
        """Return the questions shown for each field of the forms; None where there is no form."""
        return self.shown / self.fields if self.fields else None


def burden(bank: Bank, answers: Answers, pace: Pace) -> Burden:
    """Return what the assessment with these `answers` asks of people."""
    way = path(bank, answers)
    every = tuple(asked(bank, way))
    questions = tuple(question for question in every if question.due)
    offered = tuple(question for question in every if not question.due)
    forms, formless = [], []
    for due in way.routing.documents:
        if due.document.id in bank.lenses:
            forms.append(_form(bank.lenses[due.document.id], way, questions))
        else:
            formless.append(due.document.title)
    return Burden(
        route=way.routing.id or "",
        questions=questions,
        offered=offered,
        forms=tuple(forms),
        formless=tuple(formless),
        here=_here(questions, pace),
        more=_here(offered, pace),
        apart=_apart(bank, forms, every, pace),
    )


def _answered(questions: tuple[Asked, ...]) -> list[Asked]:
    return [question for question in questions if question.answer.kind != "rows"]


def _form(lens: Lens, way: Path, questions: tuple[Asked, ...]) -> Form:
    scope = Scope(way.shown, way.routing.strictest)
    fields = tuple(
        field
        for section in lens.sections
        for field in section.fields
        if field.when is None or evaluate(field.when, scope)
    )
    there = {question.address: question for question in questions}
    wanted = [field for field in fields if field.mandatory and not field.derived]
    return Form(
        lens=lens,
        fields=fields,
        unasked=tuple(field.id for field in wanted if not there.keys() & set(field.fills)),
        empty=tuple(
            field.id for field in wanted if not any(_held(way.shown, at) for at in field.fills)
        ),
        fillers=tuple(frozenset(_answers(field, there)) for field in wanted),
    )


def _answers(field: Field, there: Mapping[str, Asked]) -> Iterator[str]:
    """Yield what is answered to fill `field`: of a register by itself, the names of its rows."""
    for address in field.fills:
        if address in there:
            columns = there[address].answer.columns
            yield f"{address}.{columns[0].id}" if columns else address


def _held(shown: Answers, address: str) -> bool:
    name, _, column = address.partition(".")
    if not column:
        return is_answered(shown.get(name))
    return any(is_answered(row["values"].get(column)) for row in shown.get(name) or ())


def _here(questions: tuple[Asked, ...], pace: Pace) -> Effort:
    return sum(
        (
            pace.reading(question.words)
            + pace.thinking(question.answer, question.rows)
            + pace.typing(question.answer, question.rows)
            for question in questions
        ),
        Effort(),
    )


def _apart(bank: Bank, forms: list[Form], questions: tuple[Asked, ...], pace: Pace) -> Effort:
    """Return what the forms take: of each field its title, and the words that fill it here."""
    there = {question.address: question for question in questions}
    thought: set[str] = set()
    whole = Effort()
    for form in forms:
        for field in form.fields:
            whole += pace.reading(len(field.title.split()))
            parts = list(_parts(bank, field, there))
            if not parts:  # worked out here, or not asked: somebody has to write it on the form
                by_kind = pace.forms[field.wants]
                whole += pace.thinking(by_kind) + pace.typing(by_kind)
            for question in parts:
                whole += pace.typing(question.answer, question.rows)
                if question.address not in thought:
                    whole += pace.thinking(question.answer, question.rows)
                thought.add(question.address)
    return whole


def _parts(bank: Bank, field: Field, there: dict[str, Asked]) -> Iterator[Asked]:
    """Yield the questions that fill a field; a register by itself fills it with its rows' names."""
    for address in field.fills:
        found = answer_at(bank, address)
        columns = found.columns if found and "." not in address else ()
        at = f"{address}.{columns[0].id}" if columns else address
        if at in there:
            yield there[at]

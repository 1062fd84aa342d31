"""What changed between two events, as people read it: the words, with what came and went marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from answerable.bank.model import Bank
from answerable.record import history
from answerable.record.history import AnswerDifference, Difference, QuestionDifference, Step
from answerable.record.worddiff import Piece, compare, compare_lists
from answerable.reports.labels import Labels, labels_of
from answerable.reports.values import Reading, long_date
from answerable.wording import clean, say

TOLD: Mapping[str, str] = {
    history.ADDED: "difference_added",
    history.CHANGED: "difference_changed",
    history.REMOVED: "difference_removed",
    history.ERASED: "difference_erased",
    history.HIDDEN: "difference_hidden",
    history.SHOWN: "difference_shown",
}


@dataclass(frozen=True)
class Marked:
    """Something that differs: where, how, and which event made it so, if it was one."""

    address: str
    ask: str
    what: str
    step: Step | None

    @property
    def told(self) -> str:
        """The word for how it differs."""
        return say("report", TOLD[self.what])

    @property
    def by(self) -> str:
        """Which event it was, when, and by whom; empty where no single event made it so."""
        return read_step(self.step) if self.step else ""


@dataclass(frozen=True)
class Passage(Marked):
    """One answer that differs: paragraphs of pieces, then list items, then what is to be said."""

    source: AnswerDifference
    paragraphs: tuple[tuple[Piece, ...], ...]
    items: tuple[Piece, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class RowRead(Marked):
    """One row of a register; `ask` is its name."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class QuestionRead(Marked):
    """One question whose answer differs; a register has rows, and a note where that says more."""

    passage: Passage | None = None
    rows: tuple[RowRead, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class TaskRead:
    id: str
    title: str
    questions: tuple[QuestionRead, ...]


def read_difference(found: Difference, bank: Bank) -> tuple[TaskRead, ...]:
    """Return what differs in words, task by task; what counts at neither end is left out."""
    labels = labels_of(bank, found.start.shown, found.end.shown)
    by_task: dict[str, list[QuestionRead]] = {}
    for question in found.questions:
        if any(question.counted) and (read := _question(question, labels)):
            by_task.setdefault(question.task, []).append(read)
    titles = {task.id: task.title for task in bank.tasks}
    return tuple(TaskRead(task, titles[task], tuple(asked)) for task, asked in by_task.items())


def _question(question: QuestionDifference, labels: Labels) -> QuestionRead | None:
    read = QuestionRead(question.concept, labels.ask(question.concept), question.what, None)
    if question.answer:
        return replace(read, passage=read_answer(question.answer, labels))
    if question.what == history.HIDDEN:
        return replace(read, note=say("report", "difference_hidden_rows"))
    rows = tuple(_rows(question, labels))
    note = say("report", "difference_order") if _is_reordered(*question.order) else ""
    return replace(read, rows=rows, note=note) if rows or note else None


def _is_reordered(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    return [row for row in before if row in after] != [row for row in after if row in before]


def _rows(question: QuestionDifference, labels: Labels) -> Iterator[RowRead]:
    for row in question.rows:
        passages = tuple(read_answer(a, labels) for a in row.answers if any(a.counted))
        if passages or row.step:
            address = f"{question.concept}/{row.row}"
            title = labels.row(question.concept, row.row)
            yield RowRead(address, title, row.what, row.step, passages)


def read_answer(found: AnswerDifference, labels: Labels) -> Passage:
    """Return one answer that differs in words, with its changes marked."""
    answer = labels.answer_at(found.address)
    kind = answer.kind if answer else ""
    pairs = [] if found.what == history.HIDDEN else list(_pairs(found, kind, labels))
    lines = (_paragraphs(before, after, is_text=text) for text, before, after in pairs)
    lists = (compare_lists(before.items, after.items) for _, before, after in pairs)
    return Passage(
        address=found.address,
        ask=labels.short_ask(found.address),
        what=found.what,
        step=found.after if found.what != history.HIDDEN else None,
        source=found,
        paragraphs=tuple(line for each in lines for line in each),
        items=tuple(piece for pieces in lists for piece in pieces),
        notes=tuple(_notes(found)),
    )


def read_step(step: Step) -> str:
    """Return in words which event it was, when, and by whom."""
    time = say("report", "day_and_time", day=long_date(step.at), time=step.at[11:16])
    who = {"who": clean(step.by.id), "role": clean(step.by.role)}
    return say("report", "difference_step", event=step.seq, time=time, **who)


def _pairs(
    found: AnswerDifference, kind: str, labels: Labels
) -> Iterator[tuple[bool, Reading, Reading]]:
    """Yield (is it a text, what counted before, what counts after) for each part of an answer.

    A choice and its reason are compared each for itself. An answer that stays has no marks.
    """
    ends = zip((found.before, found.after), found.counted, strict=True)
    before, after = (version.value if version and counted else None for version, counted in ends)
    if found.what == history.SHOWN:
        before = after
    parts = ("choice", "why") if kind == "yes_no_unsure" else ("",)
    for part in parts:
        one, other = (
            {part: value.get(part)} if part and isinstance(value, dict) else value
            for value in (before, after)
        )
        is_text = kind == "text" or part == "why"
        yield is_text, labels.read(found.address, one), labels.read(found.address, other)


def _notes(found: AnswerDifference) -> Iterator[str]:
    if found.what == history.HIDDEN:
        yield say("report", "difference_hidden_answer")
        return
    if found.before and found.before.erased and found.counted[0]:
        yield say("report", "difference_erased_before")
    if found.after and found.after.erased and found.counted[1]:
        yield say("report", "difference_erased_after")


def _paragraphs(before: Reading, after: Reading, *, is_text: bool) -> Iterator[tuple[Piece, ...]]:
    """Yield the paragraphs of both; those of a text are broken where either has a line break."""
    if not is_text:
        yield from ((piece,) for piece in compare_lists(before.paragraphs, after.paragraphs))
        return
    line: list[Piece] = []
    for piece in compare("\n".join(before.paragraphs), "\n".join(after.paragraphs)):
        for at, text in enumerate(piece.text.split("\n")):
            if at and line:
                yield tuple(line)
                line = []
            if text.strip():
                line.append(Piece(piece.what, text))
    if line:
        yield tuple(line)

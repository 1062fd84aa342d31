"""What stood before: every version of every answer, and what lies between two events."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from answerable.bank.journey import path, visible_columns
from answerable.bank.model import Answers, Bank, Concept, Value
from answerable.errors import EventNotFound, EventsOutOfOrder
from answerable.record.events import Actor, Event, Head
from answerable.record.fold import State, answers, fold

ADDED, CHANGED, REMOVED, ERASED = "added", "changed", "removed", "erased"
HIDDEN, SHOWN = "hidden", "shown"  # the answer stays; its question is no longer asked, or again


@dataclass(frozen=True)
class Step:
    """Which event did something, when, and by whom."""

    seq: int
    at: str
    by: Actor


@dataclass(frozen=True)
class Version(Step):
    """One answer as it was given; its value is None when it was taken back, or `erased`."""

    value: Value
    erased: bool = False

    @property
    def stands(self) -> bool:
        """Whether it says anything, or said so before it was erased."""
        return self.erased or self.value is not None


def versions(events: Iterable[Event]) -> dict[str, tuple[Version, ...]]:
    """Return every answer ever given, by address, the first one first."""
    found: dict[str, list[Version]] = {}
    for event in events:
        if event.kind == "answered":
            found.setdefault(event.address, []).append(_version(event))
    return {address: tuple(given) for address, given in found.items()}


def versions_at(events: Iterable[Event], address: str) -> tuple[Version, ...]:
    """Return every answer ever given at `address`, the first one first."""
    return versions(event for event in events if event.address == address).get(address, ())


def _version(event: Event) -> Version:
    said = event.payload
    value = None if said is None else said.get("value")
    return Version(event.seq, event.at, event.actor, value, erased=said is None)


@dataclass(frozen=True)
class Standing:
    """A record as it stood after one event. What is `shown` counts; what is `asked` could."""

    head: Head
    answers: Answers
    shown: Answers
    given: Mapping[str, Version]
    rows: Mapping[str, tuple[str, ...]]
    asked: frozenset[str]


@dataclass(frozen=True)
class AnswerDifference:
    """One answer that differs; `counted` says for both ends whether its question was asked."""

    address: str
    what: str
    before: Version | None
    after: Version | None
    counted: tuple[bool, bool]


@dataclass(frozen=True)
class RowDifference:
    """One row that came, went (`step` says by which event) or has answers that differ."""

    row: str
    what: str
    step: Step | None
    answers: tuple[AnswerDifference, ...]


@dataclass(frozen=True)
class QuestionDifference:
    """What differs in the answer to one question; a register has rows, in `order` (before, after)."""

    task: str
    concept: str
    what: str
    counted: tuple[bool, bool]
    answer: AnswerDifference | None = None
    rows: tuple[RowDifference, ...] = ()
    order: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


@dataclass(frozen=True)
class Difference:
    """What differs between two events of a record, question by question as they are asked."""

    start: Standing
    end: Standing
    questions: tuple[QuestionDifference, ...]


def difference(
    events: Sequence[Event], bank: Bank, start: int, end: int | None = None
) -> Difference:
    """Return what differs between event `start` (0 is before the first) and `end`, else the last.

    Raises:
        EventNotFound: the record has no event of such a number.
        EventsOutOfOrder: `start` comes after `end`.
    """
    last = events[-1].seq
    end = last if end is None else end
    for seq in (start, end):
        if not 0 <= seq <= last:
            raise EventNotFound(assessment=events[0].assessment, seq=seq, last=last)
    if start > end:
        raise EventsOutOfOrder(start=start, end=end)
    steps = {
        event.address: Step(event.seq, event.at, event.actor)
        for event in events[start:end]
        if event.kind in ("row_added", "row_removed")
    }
    before, after = standing(events[:start], bank), standing(events[:end], bank)
    asked = ((task.id, bank.concepts[concept]) for task in bank.tasks for concept in task.concepts)
    found = (_question(task, concept, before, after, steps) for task, concept in asked)
    return Difference(before, after, tuple(question for question in found if question))


def standing(events: Sequence[Event], bank: Bank) -> Standing:
    """Return how a record stood after the last of `events`, which start with its first."""
    state = fold(events)
    said = answers(state, bank)
    where = path(bank, said)
    asked = set(where.visible)
    for concept in _registers(bank, where.visible):
        for row in said.get(concept.id, ()):
            columns = visible_columns(concept, row["values"], where.shown, where.routing)
            asked |= {f"{concept.id}/{row['id']}/{column.id}" for column in columns}
    given = dict(_given(events, state, said, bank))
    return Standing(state.head, said, where.shown, given, state.rows, frozenset(asked))


def _registers(bank: Bank, concepts: Iterable[str]) -> Iterator[Concept]:
    known = (bank.concepts[concept] for concept in concepts)
    yield from (concept for concept in known if concept.answer.kind == "rows")


def _given(
    events: Sequence[Event], state: State, said: Answers, bank: Bank
) -> Iterator[tuple[str, Version]]:
    """Yield the version that stands at each address; what cannot be read as an answer does not."""
    registers = {concept.id for concept in _registers(bank, said)}
    readable = said.keys() - registers
    for register in registers:
        for row in said[register]:
            readable |= {f"{register}/{row['id']}/{column}" for column in row["values"]}
    for address, held in state.held.items():
        version = _version(events[held.seq - 1])
        if address in readable or (version.value is None and _has_place(address, state)):
            yield address, version


def _has_place(address: str, state: State) -> bool:
    register, _, rest = address.partition("/")
    return not rest or rest.partition("/")[0] in state.rows.get(register, ())


def _question(
    task: str, concept: Concept, before: Standing, after: Standing, steps: Mapping[str, Step]
) -> QuestionDifference | None:
    counted = (concept.id in before.asked, concept.id in after.asked)
    if concept.answer.kind != "rows":
        found = _answer(concept.id, before, after)
        if found is None:
            return None
        return QuestionDifference(task, concept.id, found.what, counted, answer=found)
    order = before.rows.get(concept.id, ()), after.rows.get(concept.id, ())
    rows = tuple(_rows(concept, before, after, order, steps))
    turned = _turned(counted) if all(order) else None
    if not (rows or turned or order[0] != order[1]):
        return None
    what = turned or (CHANGED if all(order) else ADDED if order[1] else REMOVED)
    return QuestionDifference(task, concept.id, what, counted, rows=rows, order=order)


def _rows(
    concept: Concept,
    before: Standing,
    after: Standing,
    order: tuple[tuple[str, ...], tuple[str, ...]],
    steps: Mapping[str, Step],
) -> Iterator[RowDifference]:
    for row in _merged(*order):
        address = f"{concept.id}/{row}"
        cells = [f"{address}/{column.id}" for column in concept.answer.columns]
        found = tuple(cell for a in cells if (cell := _answer(a, before, after)))
        if row in order[0] and row in order[1]:
            if found:
                yield RowDifference(row, CHANGED, None, found)
        else:
            what = ADDED if row in order[1] else REMOVED
            yield RowDifference(row, what, steps.get(address), found)


def _merged(before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    """Return all rows as they stand after; those that went stand behind their old neighbours."""
    merged = list(after)
    for place, row in enumerate(before):
        if row not in merged:
            merged.insert(merged.index(before[place - 1]) + 1 if place else 0, row)
    return merged


def _answer(address: str, before: Standing, after: Standing) -> AnswerDifference | None:
    was, now = before.given.get(address), after.given.get(address)
    counted = (address in before.asked, address in after.asked)
    what = _what(was, now, counted)
    return AnswerDifference(address, what, was, now, counted) if what else None


def _what(was: Version | None, now: Version | None, counted: tuple[bool, bool]) -> str | None:
    if was is None or not was.stands:
        return (ERASED if now.erased else ADDED) if now and now.stands else None
    if now is None or not now.stands:
        return REMOVED
    if turned := _turned(counted):
        return turned
    if now.seq == was.seq or (now.value == was.value and now.erased == was.erased is False):
        return None
    return ERASED if now.erased else CHANGED


def _turned(counted: tuple[bool, bool]) -> str | None:
    return {(True, False): HIDDEN, (False, True): SHOWN}.get(counted)

"""What another bank would make of a record: computed, never written.

Both banks read the same events. What one of them has no place for stays in the record.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from answerable.bank.asking import Asked, asked
from answerable.bank.findings import Finding, beyond_missing, findings
from answerable.bank.journey import Missing, Path, path
from answerable.bank.model import Answer, Bank, Value
from answerable.bank.screening import DueDocument, Routing
from answerable.bank.values import refused
from answerable.record.fold import State, answers


@dataclass(frozen=True)
class Reworded:
    address: str
    before: str
    after: str


@dataclass(frozen=True)
class Unfit:
    """An answer that the other bank could not take: `problem` is a key of `problems.yml`."""

    address: str
    problem: str


@dataclass(frozen=True)
class Question:
    """A question on one of the two ways; `answered` says whether the record holds anything there."""

    address: str
    ask: str
    answered: bool


@dataclass(frozen=True)
class Replay:
    """What is different for one record under another bank."""

    before: Bank
    after: Bank
    routes: tuple[Routing, Routing]
    appear: tuple[Question, ...]
    go: tuple[Question, ...]
    reworded: tuple[Reworded, ...]
    unfit: tuple[Unfit, ...]
    documents_new: tuple[DueDocument, ...]
    documents_gone: tuple[DueDocument, ...]
    missing: tuple[Missing, ...]
    findings_new: tuple[Finding, ...]
    findings_gone: tuple[Finding, ...]

    @property
    def route_changes(self) -> bool:
        """Whether the route, or why it is this one, or what says stop, is different."""
        before, after = (_told(routing) for routing in self.routes)
        return before != after

    @property
    def same(self) -> bool:
        """Whether nothing at all would change."""
        lists = (self.appear, self.go, self.reworded, self.unfit, self.documents_new)
        more = (self.documents_gone, self.missing, self.findings_new, self.findings_gone)
        return not self.route_changes and not any((*lists, *more))


def replay(state: State, before: Bank, after: Bank, today: dt.date) -> Replay:
    """Return what `after` would change for a record that `before` reads."""
    old, new = path(before, answers(state, before)), path(after, answers(state, after))
    was, now = _by_address(before, old), _by_address(after, new)
    noticed = beyond_missing(before, findings(before, old, today))
    notices = beyond_missing(after, findings(after, new, today))
    missed = {(each.address, each.problem) for each in old.missing}
    return Replay(
        before=before,
        after=after,
        routes=(old.routing, new.routing),
        appear=tuple(_question(state, after, each) for each in now if each not in was),
        go=tuple(_question(state, before, each) for each in was if each not in now),
        reworded=tuple(_reworded(was, now)),
        unfit=tuple(_unfit(state, before, after)),
        documents_new=_only(new, old),
        documents_gone=_only(old, new),
        missing=tuple(each for each in new.missing if (each.address, each.problem) not in missed),
        findings_new=_without(notices, noticed),
        findings_gone=_without(noticed, notices),
    )


def _by_address(bank: Bank, way: Path) -> dict[str, Asked]:
    return {question.address: question for question in asked(bank, way)}


def _question(state: State, bank: Bank, address: str) -> Question:
    register, _, column = address.partition(".")
    concept = bank.concepts[register]
    columns = concept.answer.columns
    ask = next((each.ask for each in columns if each.id == column), concept.ask)
    cells = _cells(state, register, column) if column else (register,)
    answered = any(state.held[at].value is not None for at in cells if at in state.held)
    answered = answered or bool(state.rows.get(address))
    return Question(address, ask, answered)


def _cells(state: State, register: str, column: str) -> tuple[str, ...]:
    return tuple(f"{register}/{row}/{column}" for row in state.rows.get(register, ()))


def _reworded(was: Mapping[str, Asked], now: Mapping[str, Asked]) -> Iterator[Reworded]:
    for address, question in now.items():
        if address in was and was[address].text != question.text:
            yield Reworded(address, was[address].text, question.text)


def _unfit(state: State, before: Bank, after: Bank) -> Iterator[Unfit]:
    """Yield each answer that counts as one under `before` and could not be one under `after`."""
    for address, held in state.held.items():
        if held.value is None or _problem(before, address, held.value):
            continue
        problem = _problem(after, address, held.value)
        if problem and not _read_elsewhere(after, address):
            yield Unfit(address, problem)


def _read_elsewhere(bank: Bank, address: str) -> bool:
    """Return whether an answer of an earlier bank is read at another column of its row here."""
    register, *rest = address.split("/")
    concept = bank.concepts.get(register)
    formers = [was for column in concept.answer.columns for was in column.was] if concept else []
    return bool(rest) and any(rest[-1] in (was.whole, *was.parts.values()) for was in formers)


def _problem(bank: Bank, address: str, value: Value) -> str | None:
    answer = _answer(bank, address)
    if answer is None:
        return "not_a_place"
    return refused(answer, value, bank.limits)


def _answer(bank: Bank, address: str) -> Answer | None:
    name, *rest = address.split("/")
    concept = bank.concepts.get(name)
    if concept is None or not rest:
        return concept.answer if concept else None
    columns = concept.answer.columns
    return next((column.answer for column in columns if column.id == rest[-1]), None)


def _only(one: Path, other: Path) -> tuple[DueDocument, ...]:
    there = {due.document.id for due in other.routing.documents}
    return tuple(due for due in one.routing.documents if due.document.id not in there)


def _without(some: tuple[Finding, ...], others: tuple[Finding, ...]) -> tuple[Finding, ...]:
    there = {(each.id, each.address) for each in others}
    return tuple(each for each in some if (each.id, each.address) not in there)


def _told(routing: Routing) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    reasons, stops = (tuple(r.id for r in rs) for rs in (routing.reasons, routing.stops))
    return routing.id, reasons, stops

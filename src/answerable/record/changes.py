"""From what a page asks for to what a store does: every change is looked at before it is written."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from answerable.bank import values
from answerable.bank.model import Answer, Bank
from answerable.record.assigning import refused_name
from answerable.record.events import NewEvent, is_storable
from answerable.record.fold import State, moved
from answerable.record.shapes import LAST
from answerable.wording import say

Change = Mapping[str, Any]


@dataclass
class Plan:
    """What a list of changes comes to; `results` says for each where its outcome will be found."""

    events: list[NewEvent] = field(default_factory=list)
    drafts: list[tuple[str, Any, int]] = field(default_factory=list)
    forget: list[str] = field(default_factory=list)
    results: list[dict[str, Any]] = field(default_factory=list)


def plan(changes: Sequence[Change], state: State, bank: Bank) -> Plan:
    """Return what to write for `changes`; one that cannot be carries its problem instead."""
    made = Plan()
    rows = {register: list(ids) for register, ids in state.rows.items()}
    for change in changes:
        do, address = str(change.get("do")), str(change.get("address"))
        result: dict[str, Any] = {"address": address, "do": do, "event": None, "problem": None}
        made.results.append(result)
        answer = asked_at(address, bank, rows)
        if answer is None or do not in STEPS:
            result["problem"] = problem("not_a_place")
            continue
        STEPS[do](_Step(change, address, answer, state, bank, rows, made, result))
    return made


def problem(key: str, **facts: object) -> dict[str, str]:
    """Return a problem as the page gets it: its key and its sentence."""
    return {"key": key, "sentence": say("problems", key, **facts)}


def asked_at(address: str, bank: Bank, rows: Mapping[str, Sequence[str]]) -> Answer | None:
    """Return what kind of answer belongs at `address`, or None when it is no place."""
    concept_id, *rest = address.split("/")
    concept = bank.concepts.get(concept_id)
    if concept is None or not rest:
        return concept.answer if concept else None
    if concept.answer.kind != "rows" or not values.ROW_ID.fullmatch(rest[0]):
        return None
    row, *column = rest
    if not column:
        return concept.answer
    if row not in rows.get(concept_id, ()):
        return None
    columns = {column.id: column.answer for column in concept.answer.columns}
    return columns.get("/".join(column))


@dataclass(frozen=True)
class _Step:
    change: Change
    address: str
    answer: Answer
    state: State
    bank: Bank
    rows: dict[str, list[str]]
    made: Plan
    result: dict[str, Any]

    @property
    def based_on(self) -> int:
        given = self.change.get("based_on")
        return min(max(given, 0), LAST) if type(given) is int else 0

    @property
    def register(self) -> str:
        return self.address.split("/")[0]

    def append(self, event: NewEvent) -> None:
        self.result["event"] = len(self.made.events)
        self.made.events.append(event)

    def refuse(self, key: str, **facts: object) -> None:
        self.result["problem"] = problem(key, **facts)


def _draft(step: _Step) -> None:
    value = step.change.get("value")
    limit = step.bank.limits["draft"]
    size = _size(value)
    if step.answer.kind == "rows":
        step.refuse("not_a_place")
    elif size is None:
        step.refuse("not_text")
    elif size > limit:
        step.refuse("too_long", length=size, limit=limit)
    else:
        step.made.drafts.append((step.address, value, step.based_on))


def _size(value: Any) -> int | None:
    """Return how much room `value` takes; None when it cannot be stored."""
    return len(json.dumps(value)) if is_storable(value) else None


def _answer(step: _Step) -> None:
    value = step.change.get("value")
    if step.answer.kind == "rows":
        return step.refuse("not_a_place")
    if key := values.refused(step.answer, value, step.bank.limits):
        limit = step.bank.limits[step.answer.size]
        length = len(value) if isinstance(value, str) else 0
        return step.refuse(key, length=length, limit=limit)
    if step.answer.kind == "refer" and set(value or ()) - set(step.rows.get(step.answer.to, ())):
        return step.refuse("not_a_row")
    step.made.forget.append(step.address)
    held = step.state.held.get(step.address)
    if (held.value if held else None) == value:
        step.result["seq"] = held.seq if held else None
        return None
    return step.append(NewEvent("answered", step.address, {"value": value}, step.based_on))


def _drop(step: _Step) -> None:
    step.made.forget.append(step.address)


def _assign(step: _Step) -> None:
    """Ask somebody to answer here; nobody (None) takes it back. What stands already is not said again."""
    person, note = step.change.get("person"), step.change.get("note") or ""
    asked = step.state.assigned.get(step.address)
    if person is None:
        if asked is None:
            return None
        return step.append(NewEvent("assigned", step.address, {"person": None}))
    if key := refused_name(person, note):
        return step.refuse(key)
    said = {"person": person.strip()} | ({"note": note.strip()} if note.strip() else {})
    if asked and (asked.person, asked.note) == (said["person"], said.get("note", "")):
        step.result["seq"] = asked.seq
        return None
    return step.append(NewEvent("assigned", step.address, said))


def _add_row(step: _Step) -> None:
    there = step.rows.setdefault(step.register, [])
    row = step.address.rpartition("/")[2]
    if step.answer.kind != "rows" or row == step.address:
        return step.refuse("not_a_place")
    if row in there:
        return None
    if len(there) >= step.bank.limits["rows"]:
        return step.refuse("too_many_rows", limit=step.bank.limits["rows"])
    there.append(row)
    after = step.change.get("after")
    return step.append(
        NewEvent("row_added", step.address, {"after": after if after in there else None})
    )


def _move_row(step: _Step) -> None:
    """Note where a row goes; nothing to note when it is there, or when either row has gone."""
    there = tuple(step.rows.get(step.register, ()))
    row, after = step.address.rpartition("/")[2], step.change.get("after")
    if step.answer.kind != "rows" or row == step.address:
        return step.refuse("not_a_place")
    order = moved(there, row, after)
    if order == there:
        return None
    step.rows[step.register] = list(order)
    return step.append(NewEvent("row_moved", step.address, {"after": after}))


def _remove_row(step: _Step) -> None:
    there = step.rows.get(step.register, [])
    row = step.address.rpartition("/")[2]
    if row == step.address:
        step.refuse("not_a_place")
    elif row in there:
        there.remove(row)
        step.append(NewEvent("row_removed", step.address, {}))


STEPS = {
    "draft": _draft,
    "answer": _answer,
    "drop": _drop,
    "assign": _assign,
    "add_row": _add_row,
    "move_row": _move_row,
    "remove_row": _remove_row,
}

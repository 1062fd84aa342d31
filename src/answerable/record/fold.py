"""What the events add up to. A fold: the same events always give the same state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from answerable.bank.formerly import formerly
from answerable.bank.model import Answer, Bank, Column, Concept, Value
from answerable.bank.values import readable
from answerable.record.assigning import Assigned, assigned
from answerable.record.comments import Comments, carried_on
from answerable.record.events import START, Event, Head, head_of


@dataclass(frozen=True)
class Held:
    """What stands at one address, since which event, by whom."""

    value: Value
    seq: int
    at: str
    by: str


@dataclass(frozen=True)
class Opened:
    """Somebody opened a restricted record that was shut to them: when, until when, and why."""

    by: str
    at: str
    until: str
    reason: str


@dataclass(frozen=True)
class State:
    """An assessment as it stands after its last event; `repeated` was answered more than once.

    `people` are the accounts of all who wrote here, and of those who were given a role.
    """

    head: Head = START
    title: str = ""
    example: bool = False
    created_at: str = ""
    bank: Mapping[str, Any] = field(default_factory=dict)
    held: Mapping[str, Held] = field(default_factory=dict)
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()
    assigned: Mapping[str, Assigned] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    comments: Comments = field(default_factory=Comments)
    copy: Mapping[str, Any] = field(default_factory=dict)
    opened: tuple[Opened, ...] = ()

    def seq_at(self, address: str) -> int:
        """Return the event that last spoke at `address`, 0 when none did."""
        return self.held[address].seq if address in self.held else 0


def fold(events: Iterable[Event], state: State | None = None) -> State:
    """Return `state` carried on by `events`; those of kinds unknown here change only the head."""
    state = state or State()
    held, rows, repeated = dict(state.held), dict(state.rows), set(state.repeated)
    asked: dict[str, Assigned | None] = {**state.assigned}
    people = set(state.people)
    facts: dict[str, Any] = {}
    head = state.head
    events = tuple(events)
    facts["comments"] = carried_on(state.comments, events)
    for event in events:
        people |= _people(event)
        if event.kind == "created":
            facts |= _created(event)
        elif event.kind == "bank_upgraded":
            facts["bank"] = (event.payload or {}).get("bank") or facts.get("bank", state.bank)
        elif event.kind == "answered":
            repeated |= {event.address} & held.keys()
            held[event.address] = _held(event, (event.payload or {}).get("value"))
        elif event.kind == "row_added":
            _add_row(rows, event)
        elif event.kind == "row_moved":
            _move_row(rows, event)
        elif event.kind == "row_removed":
            _remove_row(rows, event)
        elif event.kind == "assigned":
            asked[event.address] = assigned(event)
        elif event.kind == "access_broken":
            facts["opened"] = (*facts.get("opened", state.opened), _opened(event))
        head = head_of(event)
    stands = {address: each for address, each in asked.items() if each is not None}
    whole = {"held": held, "rows": rows, "repeated": frozenset(repeated), **facts}
    return replace(state, head=head, assigned=stands, people=frozenset(people), **whole)


def answers(state: State, bank: Bank) -> dict[str, Value]:
    """Return every answer by concept, registers as lists of rows in order; none left out."""
    found: dict[str, Value] = {}
    for concept in bank.concepts.values():
        if concept.answer.kind == "rows":
            if listed := [_row(state, concept, row) for row in state.rows.get(concept.id, ())]:
                found[concept.id] = listed
        elif (value := _value(state, concept.id, concept.answer)) is not None:
            found[concept.id] = value
    return found


def _value(state: State, address: str, answer: Answer) -> Value:
    """Return what stands at `address` if it can be read as an answer here.

    A record of another bank may hold something else there. It stays in the record.
    """
    held = state.held.get(address)
    return held.value if held and readable(answer, held.value) else None


def _people(event: Event) -> set[str]:
    """Return who wrote `event`, and to whom it gave a role."""
    given = (event.payload or {}).get("person") if event.kind == "member_changed" else None
    return {event.actor.id, *([given] if isinstance(given, str) and given else [])}


def _remove_row(rows: dict[str, tuple[str, ...]], event: Event) -> None:
    register, row = event.address.split("/")
    rows[register] = tuple(item for item in rows.get(register, ()) if item != row)


def _created(event: Event) -> dict[str, Any]:
    said = event.payload or {}
    title = said.get("title")
    return {
        "title": title if isinstance(title, str) else "",
        "example": said.get("example") is True,
        "bank": said.get("bank", {}),
        "created_at": event.at,
        "copy": said["copy"] if isinstance(said.get("copy"), Mapping) else {},
    }


def _opened(event: Event) -> Opened:
    said = event.payload or {}
    until, reason = (str(said.get(name, "")) for name in ("until", "reason"))
    return Opened(event.actor.id, event.at, until, reason)


def _held(event: Event, value: Value) -> Held:
    return Held(value, event.seq, event.at, event.actor.id)


def _add_row(rows: dict[str, tuple[str, ...]], event: Event) -> None:
    register, row = event.address.split("/")
    there = [item for item in rows.get(register, ()) if item != row]
    after = (event.payload or {}).get("after")
    place = there.index(after) + 1 if after in there else len(there)
    rows[register] = (*there[:place], row, *there[place:])


def _move_row(rows: dict[str, tuple[str, ...]], event: Event) -> None:
    """Put a row behind another, or first; where either has gone, all stay where they are.

    Two people may move rows at once: whoever reads the same events gets the same order.
    """
    register, row = event.address.split("/")
    there = rows.get(register, ())
    if event.payload is not None and "after" in event.payload:
        rows[register] = moved(there, row, event.payload["after"])


def moved(there: tuple[str, ...], row: str, after: Any) -> tuple[str, ...]:
    """Return the rows of a register with `row` right behind `after`, or first for None."""
    rest = [item for item in there if item != row]
    if row not in there or (after is not None and after not in rest):
        return there
    place = 0 if after is None else rest.index(after) + 1
    return (*rest[:place], row, *rest[place:])


def _row(state: State, register: Concept, row: str) -> dict[str, Any]:
    at = f"{register.id}/{row}"
    values = {column.id: _cell(state, at, column) for column in register.answer.columns}
    return {"id": row, "values": {c: value for c, value in values.items() if value is not None}}


def _cell(state: State, row: str, column: Column) -> Value:
    """Return what stands in a column of a row; where nobody spoke yet, what an earlier bank had."""
    address = f"{row}/{column.id}"
    if address in state.held or not column.was:
        return _value(state, address, column.answer)

    def held(name: str) -> Value:
        there = state.held.get(f"{row}/{name}")
        return there.value if there else None

    return formerly(column, held)

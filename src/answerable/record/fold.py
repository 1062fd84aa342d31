"""What the events add up to. A fold: the same events always give the same state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from answerable.bank.model import Bank, Value
from answerable.record.events import START, Event, Head, head_of


@dataclass(frozen=True)
class Held:
    """What stands at one address, since which event, by whom."""

    value: Value
    seq: int
    at: str
    by: str


@dataclass(frozen=True)
class State:
    """An assessment as it stands after its last event."""

    head: Head = START
    title: str = ""
    example: bool = False
    created_at: str = ""
    bank: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, Held] = field(default_factory=dict)
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def seq_at(self, address: str) -> int:
        """Return the event that last spoke at `address`, 0 when none did."""
        return self.held[address].seq if address in self.held else 0


def fold(events: Iterable[Event], state: State | None = None) -> State:
    """Return `state` carried on by `events`; those of kinds unknown here change only the head."""
    state = state or State()
    held, rows = dict(state.held), dict(state.rows)
    facts: dict[str, Any] = {}
    for event in events:
        if event.kind == "created":
            facts = _created(event)
        elif event.kind == "answered":
            held[event.address] = _held(event, (event.payload or {}).get("value"))
        elif event.kind == "row_added":
            _add_row(rows, event)
        elif event.kind == "row_removed":
            register, row = event.address.split("/")
            rows[register] = tuple(item for item in rows.get(register, ()) if item != row)
        state = replace(state, head=head_of(event))
    return replace(state, held=held, rows=rows, **facts)


def answers(state: State, bank: Bank) -> dict[str, Value]:
    """Return every answer by concept, registers as lists of rows in order; none left out."""
    found: dict[str, Value] = {}
    for concept in bank.concepts.values():
        if concept.answer.kind == "rows":
            columns = [column.id for column in concept.answer.columns]
            listed = [
                _row(state, concept.id, row, columns) for row in state.rows.get(concept.id, ())
            ]
            if listed:
                found[concept.id] = listed
        elif concept.id in state.held and state.held[concept.id].value is not None:
            found[concept.id] = state.held[concept.id].value
    return found


def _created(event: Event) -> dict[str, Any]:
    said = event.payload or {}
    return {
        "title": said.get("title", ""),
        "example": said.get("example", False),
        "bank": said.get("bank", {}),
        "created_at": event.at,
    }


def _held(event: Event, value: Value) -> Held:
    return Held(value, event.seq, event.at, event.actor.id)


def _add_row(rows: dict[str, tuple[str, ...]], event: Event) -> None:
    register, row = event.address.split("/")
    there = [item for item in rows.get(register, ()) if item != row]
    after = (event.payload or {}).get("after")
    place = there.index(after) + 1 if after in there else len(there)
    rows[register] = (*there[:place], row, *there[place:])


def _row(state: State, register: str, row: str, columns: list[str]) -> dict[str, Any]:
    addresses = {column: f"{register}/{row}/{column}" for column in columns}
    values = {
        column: state.held[address].value
        for column, address in addresses.items()
        if address in state.held and state.held[address].value is not None
    }
    return {"id": row, "values": values}

"""The records schedule: what is due for a record, from when, and why. A hold always stops disposal.

Twelve months from 5 March fall due on 5 March. Where the last month has no such day they fall due
on the first of the next, so that no record goes early.
"""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from answerable.governance.tables import frozen, load_table
from answerable.record.events import Event

REVIEW, DISPOSE = "review", "dispose"
NO_WORK = frozenset({"hold_set", "hold_lifted", "erased", "ended", "retention_reviewed"})
COUNTED = MappingProxyType({
    "decided": "decided",
    "published": "published",
    "ended": "ended",
    "retention_reviewed": "looked_at",
})  # fmt: skip


@dataclass(frozen=True)
class Dates:
    """The days of one record that the schedule counts from.

    `ended` is the day the work ended, `looked_at` the day of the last review of its keeping; both
    only where somebody has noted them.
    """

    last_event: date
    decided: date | None = None
    published: date | None = None
    ended: date | None = None
    looked_at: date | None = None


def dates_of(events: Iterable[Event]) -> Dates:
    """Return the days that the schedule counts from, as the events of a record tell them.

    Looking after a record is no work on it: holds, erasures and reviews do not begin a new period.
    """
    found: dict[str, date] = {}
    for event in events:
        day = date.fromisoformat(event.at[:10])
        if event.kind not in NO_WORK:
            found["last_event"] = day
        if name := COUNTED.get(event.kind):
            found[name] = _day_said(event) or day
    return Dates(**{"last_event": date.min, **found})


def _day_said(event: Event) -> date | None:
    said = (event.payload or {}).get("on")
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Due:
    """What is to be done with a record, from which day on, and why."""

    action: str
    on: date
    because: str
    source: tuple[str, ...]


@dataclass(frozen=True)
class Period:
    """One line of the schedule; `proposed` when no source gives its length."""

    id: str
    states: tuple[str, ...]
    counted_from: str
    months: int
    then: str
    because: str
    source: tuple[str, ...]
    proposed: bool = False


@dataclass(frozen=True)
class Floor:
    """In these states a record is kept until the work has ended, and so much longer."""

    states: tuple[str, ...]
    months: int
    because: str
    source: tuple[str, ...]


@dataclass(frozen=True)
class Hold:
    because: str
    source: tuple[str, ...]


@dataclass(frozen=True)
class Schedule:
    """The whole schedule, and how it speaks of periods that are only proposed."""

    about: str
    source: tuple[str, ...]
    proposal: str
    periods: tuple[Period, ...]
    floor: Floor
    hold: Hold


def upcoming(schedule: Schedule, state: str, dates: Dates) -> tuple[Due, ...]:
    """Return all that the schedule says of a record in `state`, in the order it falls due."""
    found = [
        Due(period.then, add_months(start, period.months), _words(schedule, period), period.source)
        for period in schedule.periods
        if state in period.states and (start := _start(period, dates))
    ]
    return tuple(sorted(found, key=lambda item: item.on))


def due(schedule: Schedule, state: str, dates: Dates, *, held: bool, today: date) -> Due | None:
    """Return what has fallen due by `today`: disposal, else the latest review; None if nothing.

    A record that is held is never due for disposal. The answer then is to review the hold.
    """
    fallen = [item for item in upcoming(schedule, state, dates) if item.on <= today]
    going = next((item for item in fallen if item.action == DISPOSE), None)
    if going and held:
        hold = schedule.hold
        return replace(going, action=REVIEW, because=hold.because, source=hold.source)
    return going or (fallen[-1] if fallen else None)


def add_months(day: date, months: int) -> date:
    """Return the corresponding day `months` later; where there is none, the first of the next."""
    year, before = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= calendar.monthrange(year, before + 1)[1]:
        return date(year, before + 1, day.day)
    return date(year, before + 2, 1)  # never December, which has every day


def _start(period: Period, dates: Dates) -> date | None:
    """Return the day `period` runs from: for a review, no sooner than the last one."""
    start: date | None = getattr(dates, period.counted_from)
    if period.counted_from != "ended":
        start = start or dates.last_event  # a missing day must not mean for ever
    if start and dates.looked_at and period.then == REVIEW:
        return max(start, dates.looked_at)
    return start


def _words(schedule: Schedule, period: Period) -> str:
    return f"{period.because} {schedule.proposal}" if period.proposed else period.because


@cache
def load_schedule(folder: Path | None = None) -> Schedule:
    """Return the schedule in `folder`, or the one that ships.

    Raises:
        ContentError: it cannot be read or does not have its shape.
    """
    return load_table("retention.yml", build_schedule, folder)


def build_schedule(data: Mapping[str, Any]) -> Schedule:
    """Return the schedule that the parsed file describes."""
    return Schedule(
        about=data["about"],
        source=tuple(data["source"]),
        proposal=data["proposal"],
        periods=tuple(Period(**frozen(item)) for item in data["schedule"]),
        floor=Floor(**frozen(data["floor"])),
        hold=Hold(**frozen(data["hold"])),
    )

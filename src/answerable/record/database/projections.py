"""What lists and access rules read, kept in the same transaction as the events it comes from.

`record/standing.py` says what it is; here it is written, read and compared. The route is the one
thing that needs the bank: it is worked out anew when a screening answer changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from answerable.bank.model import Bank
from answerable.bank.rules import references
from answerable.bank.screening import routing
from answerable.record.database import tables as t
from answerable.record.database.heads import read_events, take
from answerable.record.database.lines import look
from answerable.record.events import Event, Head
from answerable.record.fold import answers, fold
from answerable.record.standing import Member, Standing, standing
from answerable.record.store import Line

# After these the record is folded from its beginning: they take something back.
FROM_THE_START = frozenset({"erased", "disposed", "hold_lifted", "imported"})
OF_MEMBERS = frozenset({"created", "member_changed", "access_broken"})
SHARED_FACTS = (
    "seq", "title", "example", "created_at", "updated_at", "state", "marking", "owner",
    "restricted", "shared", "held",
)  # fmt: skip
_CARRY_ON = update(t.standings).where(t.standings.c.assessment == bindparam("of"))


@dataclass(frozen=True)
class Footing:
    """How a record stands before somebody writes to it, and what they are on it."""

    head: Head
    line: Line | None
    member: Member | None


class Router:
    """Says which route answers lead to, by a bank that is read when it is first needed."""

    def __init__(self, bank: Bank | None) -> None:
        """Use `bank`, or the one that ships."""
        self._given = bank

    @cached_property
    def bank(self) -> Bank:
        if self._given is not None:
            return self._given
        from answerable.bank.load import load_bank  # noqa: PLC0415 - slow, and often not needed

        return load_bank()

    @cached_property
    def asks(self) -> frozenset[str]:
        """The concepts that the route depends on."""
        screening = self.bank.screening
        how = screening.choosing
        chosen = (how.route, how.left, how.reason, how.reviewer, how.apart_from) if how else ()
        reasons = [reason for route in screening.routes for reason in route.reasons]
        named = {name for r in reasons for _, name, _ in references(r.when)}
        return frozenset(
            {*screening.questions, *chosen, *(name.partition(".")[0] for name in named)}
        )

    def route(self, events: Sequence[Event]) -> str:
        """Return the route's id, empty while the screening is not answered."""
        found = routing(self.bank, answers(fold(events), self.bank))
        return found.id or ""

    def depends_on(self, events: Sequence[Event]) -> bool:
        """Return whether any of `events` may change the route."""
        return any(event.address.partition("/")[0] in self.asks for event in events)


def footing(connection: Connection, assessment: str, person: str = "") -> Footing:
    """Take the end of a record, and read how it stands for `person` now that nobody else writes.

    Two statements, not one joined: PostgreSQL reads the rows beside the one it waited for as they
    were before it waited.
    """
    head = take(connection, assessment)
    line, member = look(connection, assessment, person) or (None, None)
    return Footing(head, line, member)


def _kept(line: Line) -> Standing:
    """Return what is kept of one assessment, but its members and uses."""
    kept = {name: getattr(line, name) for name in SHARED_FACTS if name not in {"seq", "held"}}
    return Standing(**kept, seq=line.events, holds=frozenset({"?"}) if line.held else frozenset())


def read_members(connection: Connection, assessment: str) -> dict[str, Member]:
    """Return who has a role on one assessment."""
    rows = connection.execute(select(t.members).where(t.members.c.assessment == assessment))
    return {row.person: Member(row.role, row.until) for row in rows}


def memberships(connection: Connection, person: str) -> dict[str, Member]:
    """Return what somebody is on every assessment where they are something."""
    rows = connection.execute(select(t.members).where(t.members.c.person == person))
    return {row.assessment: Member(row.role, row.until) for row in rows}


def project(
    connection: Connection, before: Footing, fresh: Sequence[Event], router: Router
) -> None:
    """Bring what is kept up to date after `fresh` events were appended and the head was moved."""
    assessment = fresh[0].assessment
    if before.line is None or any(event.kind in FROM_THE_START for event in fresh):
        project_whole(connection, assessment, router)
        return
    changed = _carried_on(connection, assessment, _kept(before.line), fresh)
    if router.depends_on(fresh):
        changed["route"] = router.route(read_events(connection, assessment))
    connection.execute(_CARRY_ON, {"of": assessment, **changed})


def project_whole(connection: Connection, assessment: str, router: Router) -> None:
    """Make what is kept of one assessment anew from all its events."""
    events = read_events(connection, assessment)
    write(connection, assessment, standing(events), router.route(events))


def fits(connection: Connection, assessment: str, events: Sequence[Event], router: Router) -> bool:
    """Return whether what is kept of one assessment is what its events say."""
    now = standing(events)
    s, u = t.standings.c, t.uses.c
    kept = connection.execute(select(t.standings).where(s.assessment == assessment)).first()
    uses = connection.execute(select(u.seq, u.hash).where(u.assessment == assessment))
    wanted = {"assessment": assessment, "route": router.route(events), **_values(now)}
    return (
        kept is not None
        and kept._asdict() == wanted
        and {row.seq: row.hash for row in uses} == now.uses
        and read_members(connection, assessment) == now.members
    )


def _carried_on(
    connection: Connection, assessment: str, kept: Standing, fresh: Sequence[Event]
) -> dict[str, Any]:
    """Return what `fresh` events change of what lists show; members and uses are written."""
    if of_members := any(event.kind in OF_MEMBERS for event in fresh):
        kept = replace(kept, members=read_members(connection, assessment))
    now = standing(fresh, kept)
    if of_members:
        _write_members(connection, assessment, now.members)
    _write_uses(connection, assessment, now.uses)
    before = _values(kept)
    return {name: value for name, value in _values(now).items() if value != before[name]}


def write(connection: Connection, assessment: str, now: Standing, route: str) -> None:
    """Keep `now` in the place of whatever was kept of this assessment."""
    for table in (t.standings, t.members, t.uses):
        connection.execute(delete(table).where(table.c.assessment == assessment))
    values = {"assessment": assessment, "route": route, **_values(now)}
    connection.execute(insert(t.standings).values(**values))
    _write_members(connection, assessment, now.members)
    _write_uses(connection, assessment, now.uses)


def _values(now: Standing) -> dict[str, Any]:
    kept = {name: getattr(now, name) for name in SHARED_FACTS}
    return kept | {"search": now.title.casefold()}


def _write_members(connection: Connection, assessment: str, members: Mapping[str, Member]) -> None:
    connection.execute(delete(t.members).where(t.members.c.assessment == assessment))
    rows = [
        {"assessment": assessment, "person": person, "role": member.role, "until": member.until}
        for person, member in members.items()
    ]
    if rows:
        connection.execute(insert(t.members), rows)


def _write_uses(connection: Connection, assessment: str, uses: Mapping[int, str]) -> None:
    rows = [{"assessment": assessment, "seq": seq, "hash": uses[seq]} for seq in uses]
    if rows:
        connection.execute(insert(t.uses), rows)

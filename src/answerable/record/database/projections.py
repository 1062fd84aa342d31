"""What lists and access rules read, kept in the same transaction as the events it comes from.

`record/standing.py` says what it is; here it is written, read and compared. The route is the one
thing that needs the bank: it is worked out anew when a screening answer changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select

from answerable.bank.model import Bank
from answerable.bank.rules import references
from answerable.bank.screening import routing
from answerable.record.database import tables as t
from answerable.record.database.heads import read_events
from answerable.record.events import Event
from answerable.record.fold import answers, fold
from answerable.record.standing import Member, Standing, standing
from answerable.record.store import Filter, Line

# After these the record is folded from its beginning: they take something back.
FROM_THE_START = frozenset({"erased", "disposed", "hold_lifted", "imported"})
OF_MEMBERS = frozenset({"created", "member_changed", "access_broken"})
SHARED_FACTS = (
    "seq", "title", "example", "created_at", "updated_at", "state", "marking", "owner",
    "restricted", "shared", "held",
)  # fmt: skip


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
        reasons = [reason for route in screening.routes for reason in route.reasons]
        named = {name for r in reasons for _, name, _ in references(r.when)}
        return frozenset({*screening.questions, *(name.partition(".")[0] for name in named)})

    def route(self, events: Sequence[Event]) -> str:
        """Return the route's id, empty while the screening is not answered."""
        found = routing(self.bank.screening, answers(fold(events), self.bank))
        return found.id or ""

    def depends_on(self, events: Sequence[Event]) -> bool:
        """Return whether any of `events` may change the route."""
        return any(event.address.partition("/")[0] in self.asks for event in events)


def read(connection: Connection, assessment: str) -> Standing | None:
    """Return what is kept of one assessment but its members and uses; None when nothing is."""
    c = t.standings.c
    row = connection.execute(select(t.standings).where(c.assessment == assessment)).first()
    if row is None:
        return None
    kept = {name: getattr(row, name) for name in SHARED_FACTS if name != "held"}
    holds = frozenset({"?"}) if row.held else frozenset()
    return Standing(**kept, holds=holds)


def read_members(connection: Connection, assessment: str) -> dict[str, Member]:
    """Return who has a role on one assessment."""
    rows = connection.execute(select(t.members).where(t.members.c.assessment == assessment))
    return {row.person: Member(row.role, row.until) for row in rows}


def read_member(connection: Connection, assessment: str, person: str) -> Member | None:
    """Return what somebody is on one assessment."""
    c = t.members.c
    wanted = select(c.role, c.until).where(c.assessment == assessment, c.person == person)
    row = connection.execute(wanted).first()
    return Member(row.role, row.until) if row else None


def memberships(connection: Connection, person: str) -> dict[str, Member]:
    """Return what somebody is on every assessment where they are something."""
    rows = connection.execute(select(t.members).where(t.members.c.person == person))
    return {row.assessment: Member(row.role, row.until) for row in rows}


def project(
    connection: Connection, assessment: str, fresh: Sequence[Event], router: Router
) -> None:
    """Bring what is kept up to date after `fresh` events were appended and the head was moved."""
    if not _carry_on(connection, assessment, fresh):
        project_whole(connection, assessment, router)
    elif router.depends_on(fresh):
        route = router.route(read_events(connection, assessment))
        where = t.standings.c.assessment == assessment
        connection.execute(t.standings.update().where(where).values(route=route))


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


def _carry_on(connection: Connection, assessment: str, fresh: Sequence[Event]) -> bool:
    """Bring what is kept up to date by `fresh` events; False when it must be made from all."""
    kept = read(connection, assessment)
    if kept is None or any(event.kind in FROM_THE_START for event in fresh):
        return False
    if of_members := any(event.kind in OF_MEMBERS for event in fresh):
        kept = replace(kept, members=read_members(connection, assessment))
    now = standing(fresh, kept)
    connection.execute(
        t.standings.update().where(t.standings.c.assessment == assessment).values(**_values(now))
    )
    if of_members:
        _write_members(connection, assessment, now.members)
    _write_uses(connection, assessment, now.uses)
    return True


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


def lines(connection: Connection, wanted: Filter) -> tuple[Line, ...]:
    """Return the list that `wanted` describes, the latest change first."""
    s = t.standings.c
    found = _joined()
    for name in ("state", "marking", "route", "owner"):
        if value := getattr(wanted, name):
            found = found.where(s[name] == value)
    if wanted.text:
        found = found.where(s.search.contains(wanted.text.casefold(), autoescape=True))
    if wanted.member:
        mine = select(t.members.c.assessment).where(t.members.c.person == wanted.member)
        found = found.where(s.assessment.in_(mine))
    found = found.order_by(s.updated_at.desc(), s.assessment.desc())
    if wanted.limit:
        found = found.limit(wanted.limit)
    if wanted.skip:
        found = found.offset(wanted.skip)
    return tuple(_line(row) for row in connection.execute(found))


def line(connection: Connection, assessment: str) -> Line | None:
    """Return one assessment as a list shows it."""
    row = connection.execute(_joined().where(t.standings.c.assessment == assessment)).first()
    return _line(row) if row else None


def _joined() -> Select[Any]:
    a, s = t.assessments.c, t.standings.c
    return select(t.standings, a.head_hash).where(a.id == s.assessment)


def _line(row: Row[Any]) -> Line:
    return Line(
        id=row.assessment,
        title=row.title,
        example=row.example,
        created_at=row.created_at,
        updated_at=row.updated_at,
        events=row.seq,
        head=row.head_hash,
        state=row.state,
        marking=row.marking,
        route=row.route,
        owner=row.owner,
        restricted=row.restricted,
        shared=row.shared,
        held=row.held,
    )

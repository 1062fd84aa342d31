"""Reading the lists: which assessments meet a filter, and which of those somebody may find."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, case, or_, select

from answerable.record.database import tables as t
from answerable.record.standing import Member
from answerable.record.store import Filter, Line

_s, _a, _m = t.standings.c, t.assessments.c, t.members.c
_LINES = select(t.standings, _a.head_hash).join(t.assessments, _a.id == _s.assessment)
_LOOK = (
    _LINES.add_columns(_m.role.label("as_role"), _m.until.label("as_until"))
    .outerjoin(t.members, (_m.assessment == _s.assessment) & (_m.person == bindparam("person")))
    .where(_s.assessment == bindparam("of"))
)


@dataclass(frozen=True)
class Situation:
    """What decides who may find a record on which they are nobody."""

    state: str
    marking: str
    restricted: bool
    shared: bool

    @property
    def key(self) -> str:
        """The same text as `_key` gives for a row."""
        return f"{self.state}/{self.marking}/{self.restricted:d}{self.shared:d}"


@dataclass(frozen=True)
class Finder:
    """Who looks: they may find the records of `cases`, and perhaps those where they are somebody.

    A marking that is not among `known` counts as `strictest`.
    """

    person: str
    cases: frozenset[Situation]
    known: tuple[str, ...]
    strictest: str


def lines(connection: Connection, wanted: Filter, finder: Finder | None = None) -> tuple[Line, ...]:
    """Return the list that `wanted` describes, the latest change first.

    With a `finder`, without what they surely may not find. What is left must still be asked of the
    access table: roles on a record may give less, and may have ended.
    """
    found: Select[Any] = _LINES
    for name in ("state", "marking", "route", "owner"):
        if value := getattr(wanted, name):
            found = found.where(_s[name] == value)
    if wanted.text:
        found = found.where(_s.search.contains(wanted.text.casefold(), autoescape=True))
    if wanted.member:
        found = found.where(_with(wanted.member))
    if finder is not None:
        keys = sorted(each.key for each in finder.cases)
        found = found.where(or_(_key(finder).in_(keys), _with(finder.person)))
    found = found.order_by(_s.updated_at.desc(), _s.assessment.desc())
    if wanted.limit:
        found = found.limit(wanted.limit)
    if wanted.skip:
        found = found.offset(wanted.skip)
    return tuple(line_of(row, row.head_hash) for row in connection.execute(found))


def line(connection: Connection, assessment: str) -> Line | None:
    """Return one assessment as a list shows it."""
    found = look(connection, assessment)
    return found[0] if found else None


def look(
    connection: Connection, assessment: str, person: str = ""
) -> tuple[Line, Member | None] | None:
    """Return one assessment as a list shows it, and what `person` is on it; None if none is listed."""
    row = connection.execute(_LOOK, {"of": assessment, "person": person}).first()
    if row is None:
        return None
    member = None if row.as_role is None else Member(row.as_role, row.as_until)
    return line_of(row, row.head_hash), member


def line_of(row: Row[Any], head: str) -> Line:
    """Return what a list shows from a row of `standings` and the record's last hash."""
    return Line(
        id=row.assessment,
        title=row.title,
        example=row.example,
        created_at=row.created_at,
        updated_at=row.updated_at,
        events=row.seq,
        head=head,
        state=row.state,
        marking=row.marking,
        route=row.route,
        owner=row.owner,
        restricted=row.restricted,
        shared=row.shared,
        held=row.held,
    )


def _with(person: str) -> ColumnElement[bool]:
    """Say that `person` has a role on the record."""
    return _s.assessment.in_(select(_m.assessment).where(_m.person == person))


def _key(finder: Finder) -> ColumnElement[str]:
    marking = case((_s.marking.in_(finder.known), _s.marking), else_=finder.strictest)
    restricted = case((_s.restricted, "1"), else_="0")
    shared = case((_s.shared, "1"), else_="0")
    return _s.state + "/" + marking + "/" + restricted + shared

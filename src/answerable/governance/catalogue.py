"""The tables as pages for people, in Markdown: `make catalogue` writes them to `docs/catalogue`."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from answerable.bank.load import load_bank
from answerable.bank.reference import LawSource
from answerable.governance.access import (
    DEFAULT,
    ORGANISATION,
    RECORD,
    Access,
    Allowed,
    Case,
    load_access,
)
from answerable.governance.retention import Schedule, load_schedule
from answerable.wording import say

Law = Mapping[str, LawSource]


def words(key: str, **facts: object) -> str:
    """Return a sentence of the catalogue's own table."""
    return say("catalogue", key, **facts)


def pages() -> dict[str, str]:
    """Return each page of the catalogue by the name of its file."""
    law = load_bank().law
    return {
        "access.md": access_page(load_access(), law),
        "retention.md": retention_page(load_schedule(), law),
    }


def access_page(access: Access, law: Law) -> str:
    """Return who may do what, as rules with their reasons and as one full table."""
    cited = {source for rule in access.rules for source in rule.source}
    return _page(
        "access",
        words("access.intro"),
        _head("actions.title"),
        _table(
            ("action", "does", "kinds"),
            ((a.id, a.does, _listed(a.kinds)) for a in access.actions),
        ),
        _head("roles.title"),
        words("held.about"),
        _table(("role", "title", "held"), _roles(access)),
        *_outsiders(access),
        _head("rules.title"),
        _table(
            ("rule", "role", "states", "markings", "may", "because"),
            (_rule(access, rule) for rule in access.rules),
        ),
        _head("full.title"),
        words("full.intro"),
        *_full(access),
        _head("restricted.title"),
        *_exceptions(access),
        _head("start.title"),
        *(words("start", **_said(start)) for start in access.start),
        *_sources(cited, law),
    )


def _roles(access: Access) -> Iterator[tuple[str, ...]]:
    for role in access.roles.values():
        yield role.id, role.title, _listed(words(f"held.{place}") for place in role.held)


def _outsiders(access: Access) -> Iterator[str]:
    if outside := [role.id for role in access.roles.values() if role.outside]:
        yield words("roles.outside", roles=_listed(outside))


def _rule(access: Access, rule: Allowed) -> tuple[str, ...]:
    limits = [words("only_record")] * rule.on_record
    limits += [words("even_restricted")] * rule.even_restricted
    cites = "".join(f" [{source}]" for source in rule.source)
    return (
        rule.id,
        _listed([*rule.roles, *(f"*{limit}*" for limit in limits)]),
        _listed(rule.states),
        _markings(access, rule.markings),
        _listed(rule.may),
        rule.because + cites,
    )


def _markings(access: Access, markings: Sequence[str]) -> str:
    if {*markings} == {*access.markings}:
        return words("every_marking")
    return _listed(access.markings[marking] for marking in markings)


def _full(access: Access) -> Iterator[str]:
    for role in access.roles.values():
        for place in role.held:
            held = words(f"held.{place}")
            yield f"### {words('full.heading', title=role.title, held=held)}"
            rows = list(_rows(access, role.id, place))
            if not rows:
                yield words("full.nothing")
                continue
            if place == RECORD:
                yield words("full.always")
            yield _table(("states", *access.markings.values()), rows, own=1)


def _rows(access: Access, role: str, place: str) -> Iterator[tuple[str, ...]]:
    """Yield one row for each set of states that allow the same; none for those that allow nothing."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for state in access.states:
        cells = tuple(_cell(access, _case(role, place, state, m)) for m in access.markings)
        rows.setdefault(cells, []).append(access.states[state])
    for cells, states in rows.items():
        if any(cell != words("none") for cell in cells):
            yield _listed(states), *cells


def _case(role: str, place: str, state: str, marking: str) -> dict[str, Any]:
    held: dict[str, Any] = {
        RECORD: {"member_role": role},
        ORGANISATION: {"organisation_roles": (role,)},
        DEFAULT: {"default_role": role},
    }
    return {"state": state, "marking": marking, **held[place]}


def _cell(access: Access, case: Mapping[str, Any]) -> str:
    may, stays = access.may(Case(**case)), access.may(Case(**case, restricted=True))
    bold = stays if not case.get("member_role") else frozenset[str]()
    order = [action.id for action in access.actions if action.id in may]
    return _listed(f"**{action}**" if action in bold else action for action in order)


def _exceptions(access: Access) -> Iterator[str]:
    yield words("restricted")
    markings = _listed(access.markings[marking] for marking in access.shared.markings)
    yield words("shared", **{**_said(access.shared), "markings": markings})
    yield words("break_glass", **_said(access.break_glass))


def retention_page(schedule: Schedule, law: Law) -> str:
    """Return the records schedule: each period with its reason and what stands behind it."""
    cited = {*schedule.source, *schedule.floor.source, *schedule.hold.source}
    cited |= {source for period in schedule.periods for source in period.source}
    return _page(
        "retention",
        schedule.about + _cites(schedule.source),
        _table(
            ("states", "period", "counted_from", "then", "because"),
            (
                (
                    _listed(period.states),
                    words("proposed" if period.proposed else "months", months=period.months),
                    words(f"counted.{period.counted_from}"),
                    words(f"then.{period.then}"),
                    period.because + _cites(period.source),
                )
                for period in schedule.periods
            ),
        ),
        words("retention.proposed", proposal=schedule.proposal),
        words("retention.review"),
        words("retention.floor", **_said(schedule.floor)) + _cites(schedule.floor.source),
        words("retention.hold") + _cites(schedule.hold.source),
        *_sources(cited, law),
    )


def _page(name: str, *parts: str) -> str:
    made = words("made", file=f"{name}.yml")
    return "\n\n".join((f"# {words(f'{name}.title')}", made, *parts)) + "\n"


def _head(key: str) -> str:
    return f"## {words(key)}"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]], own: int | None = None) -> str:
    """Return a table; from the column `own` on, a head is the text itself and not a key."""
    named = [
        head if own is not None and at >= own else words(head) for at, head in enumerate(heads)
    ]
    lines = [named, ["---"] * len(named), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items) or words("none")


def _said(item: Any) -> dict[str, Any]:
    return {name: _listed(v) if isinstance(v, tuple) else v for name, v in vars(item).items()}


def _cites(sources: Iterable[str]) -> str:
    return "".join(f" [{source}]" for source in sources)


def _sources(cited: Iterable[str], law: Law) -> Iterator[str]:
    yield _head("sources")
    yield "\n".join(f"- {words('source', **vars(law[source]))}" for source in sorted(cited))


def write(folder: Path) -> None:
    """Write the whole catalogue to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))

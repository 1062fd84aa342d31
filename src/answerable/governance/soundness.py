"""Do the organisation's tables fit together, and fit the bank and the record's events?"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from answerable import places
from answerable.bank.check import read_files, shape_problems
from answerable.bank.coverage import fillings
from answerable.bank.load import load_bank
from answerable.bank.model import Bank
from answerable.bank.sense import CLAUSE, known
from answerable.errors import ContentError
from answerable.governance.access import ORGANISATION, RECORD, Access, build_access, load_access
from answerable.governance.retention import DISPOSE, Period, Schedule, build_schedule
from answerable.record.events import KINDS
from answerable.wording import say

ACCESS, RETENTION = FILES = ("access.yml", "retention.yml")


def check_governance(folder: Path | None = None, overlays: Iterable[Path] = ()) -> tuple[str, ...]:
    """Return one line for each problem, naming file, place and cure; empty when all is well.

    A folder of content need not hold these tables: those that ship then stand.
    """
    folder, overlays = folder or places.content(), tuple(overlays)
    here = [folder / name for name in FILES if (folder / name).exists()]
    files, problems = read_files(here)
    for path, data in files.items():
        problems += shape_problems(path, data)
    if problems:
        return tuple(problems)
    tables = {path.name: data for path, data in files.items()}
    return tuple(sense_problems(tables, _bank(folder, overlays)))


def _bank(folder: Path, overlays: tuple[Path, ...]) -> Bank | None:
    """Return the bank beside the tables; None when it is broken, which its own check tells."""
    try:
        return load_bank(folder, overlays)
    except ContentError:
        return None


def sense_problems(tables: dict[str, Any], bank: Bank | None) -> Iterator[str]:
    """Yield every problem of tables that have the right shape."""
    access = build_access(tables[ACCESS]) if ACCESS in tables else None
    schedule = build_schedule(tables[RETENTION]) if RETENTION in tables else None
    if access:
        yield from names_are_known(access)
        yield from nothing_stands_twice(tables[ACCESS])
        yield from roles_are_held_where_they_count(access)
        yield from every_kind_needs_one_action(access)
    if schedule:
        yield from disposal_waits_for_the_end(schedule)
        yield from _twice(RETENTION, "schedule", (period.id for period in schedule.periods))
    if access and schedule:
        yield from every_state_has_a_period(access, schedule)
    if access and bank:
        yield from documents_name_roles(access, bank)
    if bank:
        yield from renamed_roles_are_there(access or load_access(), bank)
        yield from markings_are_those_asked_for(access, bank)
        yield from sources_are_in_the_law_file(access, schedule, bank)
    yield from clauses_stay_in_the_law_file(access, schedule)


def names_are_known(access: Access) -> Iterator[str]:
    actions = [action.id for action in access.actions]
    for rule in access.rules:
        yield from _known(f"rules.{rule.id}.roles", rule.roles, access.roles)
        yield from _known(f"rules.{rule.id}.states", rule.states, access.states)
        yield from _known(f"rules.{rule.id}.markings", rule.markings, access.markings)
        yield from _known(f"rules.{rule.id}.may", rule.may, actions)
    yield from _known("shared.states", access.shared.states, access.states)
    yield from _known("shared.markings", access.shared.markings, access.markings)
    yield from _known("shared.may", access.shared.may, actions)
    yield from _known("break_glass.roles", access.break_glass.roles, access.roles)
    yield from _known("break_glass.may", access.break_glass.may, actions)
    for start in access.start:
        yield from _known("start", start.roles, access.roles)


def _known(place: str, names: Iterable[str], there: Collection[str]) -> Iterator[str]:
    for name in names:
        yield from known(ACCESS, place, name, there)


def documents_name_roles(access: Access, bank: Bank) -> Iterator[str]:
    for filling in fillings(bank):
        field = filling.field
        if field.derived == "members" and field.option:
            file = f"lenses/{filling.lens.id}.yml"
            yield from known(file, f"{field.id}.option", field.option, access.roles)


def renamed_roles_are_there(access: Access, bank: Bank) -> Iterator[str]:
    for role in bank.organisation.roles:
        if role not in access.roles:
            yield say("content", "role_nobody_has", name=role)


def nothing_stands_twice(data: Any) -> Iterator[str]:
    for part in ("actions", "roles", "states", "markings", "rules"):
        yield from _twice(ACCESS, part, (item["id"] for item in data[part]))


def _twice(file: str, place: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield say("content", "twice", file=file, place=place, name=name)


def roles_are_held_where_they_count(access: Access) -> Iterator[str]:
    """Yield each mention of a role that can give nothing, since nobody holds the role from there."""
    for rule in access.rules:
        place = f"rules.{rule.id}.roles"
        if rule.on_record:
            yield from _held(access, place, rule.roles, RECORD)
        if rule.even_restricted:
            yield from _held(access, place, rule.roles, ORGANISATION)
    yield from _held(access, "break_glass.roles", access.break_glass.roles, ORGANISATION)


def _held(access: Access, place: str, roles: Iterable[str], wanted: str) -> Iterator[str]:
    for role in roles:
        if role in access.roles and wanted not in access.roles[role].held:
            yield say("content", "never_held", file=ACCESS, place=place, name=role, held=wanted)


def every_kind_needs_one_action(access: Access) -> Iterator[str]:
    """Yield kinds of event that anybody could append, because no action is named for them."""
    for kind in KINDS:
        if kind not in access.needs:
            yield say("content", "kind_without_action", file=ACCESS, name=kind)
    kinds = [kind for action in access.actions for kind in action.kinds]
    kinds += access.break_glass.kinds
    kinds += (kind for start in access.start for kind in start.kinds)
    yield from _twice(ACCESS, "kinds", kinds)


def disposal_waits_for_the_end(schedule: Schedule) -> Iterator[str]:
    floor = schedule.floor
    for period in schedule.periods:
        early = period.counted_from != "ended" or period.months < floor.months
        if period.then == DISPOSE and early and {*period.states} & {*floor.states}:
            place = f"schedule.{period.id}"
            yield say("content", "too_soon", file=RETENTION, place=place, months=floor.months)


def every_state_has_a_period(access: Access, schedule: Schedule) -> Iterator[str]:
    timed = {state for period in schedule.periods for state in period.states}
    for state in access.states:
        if state not in timed:
            yield say("content", "state_without_period", file=RETENTION, name=state)
    for place, states in (
        *((f"schedule.{period.id}.states", period.states) for period in schedule.periods),
        ("floor.states", schedule.floor.states),
    ):
        for state in states:
            yield from known(RETENTION, place, state, access.states)


def markings_are_those_asked_for(access: Access | None, bank: Bank) -> Iterator[str]:
    if access and (asked := bank.concepts.get("marking")):
        options = [option.value for option in asked.answer.options]
        for marking in options:
            yield from known("concepts/marking.yml", "options", marking, access.markings)
        yield from _known("markings", filter(None, access.markings), options)


def sources_are_in_the_law_file(
    access: Access | None, schedule: Schedule | None, bank: Bank
) -> Iterator[str]:
    for file, place, sources, _ in _said(access, schedule):
        for source in sources:
            yield from known(file, f"{place}.source", source, bank.law)
    for period in schedule.periods if schedule else ():
        if not (period.proposed or _confirmed(period, bank)):
            place = f"schedule.{period.id}"
            yield say("content", "period_without_source", file=RETENTION, place=place)


def _confirmed(period: Period, bank: Bank) -> bool:
    cited = [bank.law[source] for source in period.source if source in bank.law]
    return any(source.confidence == "confirmed" for source in cited)


def clauses_stay_in_the_law_file(access: Access | None, schedule: Schedule | None) -> Iterator[str]:
    for file, place, _, because in _said(access, schedule):
        if found := CLAUSE.search(because):
            yield say("content", "clause", file=file, place=place, name=found[0])


def _said(
    access: Access | None, schedule: Schedule | None
) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    """Yield each reason given: file, place, its sources and its sentences."""
    if access:
        for rule in access.rules:
            yield ACCESS, f"rules.{rule.id}", rule.source, rule.because
        for place, because in (
            ("shared", access.shared.because),
            ("break_glass", access.break_glass.because),
            *(("start", start.because) for start in access.start),
        ):
            yield ACCESS, place, (), because
    if schedule:
        yield RETENTION, "about", schedule.source, schedule.about
        for period in schedule.periods:
            yield RETENTION, f"schedule.{period.id}", period.source, period.because
        for place, item in (("floor", schedule.floor), ("hold", schedule.hold)):
            yield RETENTION, place, item.source, item.because

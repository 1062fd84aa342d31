"""What happened to a record, in sentences: when, in which role, what. Never what somebody typed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from answerable.record import Event
from answerable.reports.material import Material
from answerable.reports.values import long_date
from answerable.wording import clean, say, words


@dataclass(frozen=True)
class Step:
    """Events that followed each other on one day, in one role and one task: they read as one."""

    numbers: str
    when: str
    who: str
    what: str


def steps(material: Material) -> tuple[Step, ...]:
    """Return the history of the record, the first event first."""
    tasks = {concept: task.title for task in material.bank.tasks for concept in task.concepts}
    return tuple(_steps(material.events, tasks, material.bank.organisation.roles))


def by_day(material: Material) -> Iterator[str]:
    """Yield for each day and role what was done, and in which tasks."""
    tasks = {concept: task.title for task in material.bank.tasks for concept in task.concepts}

    def alike(event: Event) -> tuple[str, str]:
        return event.at[:10], event.actor.role

    for (day, role), together in groupby(material.events, key=alike):
        group = tuple(together)
        touched = [tasks.get(event.address.partition("/")[0], "") for event in group]
        facts = {
            "day": long_date(day),
            "who": material.bank.organisation.roles.get(role) or clean(role),
            "events": _numbers(group),
            "what": " ".join(_sentences(group)),
            "tasks": ", ".join(task for task in dict.fromkeys(touched) if task),
        }
        yield say("report", "day_in_tasks" if facts["tasks"] else "day_in_short", **facts)


def _steps(
    events: Iterable[Event], tasks: Mapping[str, str], roles: Mapping[str, str]
) -> Iterator[Step]:
    def alike(event: Event) -> tuple[str, str, str]:
        return event.at[:10], event.actor.role, tasks.get(event.address.partition("/")[0], "")

    for (_, role, task), together in groupby(events, key=alike):
        group = tuple(together)
        what = " ".join(_sentences(group))
        named = say("report", "in_task", task=task, what=what) if task else what
        yield Step(_numbers(group), _when(group), roles.get(role) or clean(role), named)


def _numbers(group: tuple[Event, ...]) -> str:
    first, last = group[0].seq, group[-1].seq
    return str(first) if first == last else say("report", "from_to", first=first, last=last)


def _when(group: tuple[Event, ...]) -> str:
    first, last = (event.at[11:16] for event in (group[0], group[-1]))
    time = first if first == last else say("report", "from_to", first=first, last=last)
    return say("report", "day_and_time", day=long_date(group[0].at), time=time)


def _sentences(group: tuple[Event, ...]) -> Iterator[str]:
    for kind, count in Counter(event.kind for event in group).items():
        yield _sentence(kind, count)
    if erased := sum(event.payload is None for event in group):
        yield _sentence("words_gone", erased)


def _sentence(kind: str, count: int) -> str:
    known = (f"event_{kind}_{'one' if count == 1 else 'many'}", f"event_{kind}", "event_other")
    key = next(key for key in known if key in words("report"))
    return say("report", key, count=count, kind=kind)

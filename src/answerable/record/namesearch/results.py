"""What a search gives back: what was found and where, and what was not searched and why."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """Where something stands, as exactly as whoever erases it must know.

    `what` is record, event, draft, attachment or file. `part` says where in it: `id`, `actor`,
    `address`, the way through what an event or a draft says (`value.name`), or `name` of a file.
    """

    what: str
    assessment: str = ""
    seq: int = 0
    address: str = ""
    person: str = ""
    file: str = ""
    part: str = ""


@dataclass(frozen=True)
class Hit:
    """One find: `how` is one of `matching.HOWS`, and all but `exact` are likely only."""

    place: Place
    name: str
    how: str
    excerpt: str

    @property
    def exact(self) -> bool:
        """Whether it is the name itself, and not only likely to be."""
        return self.how == "exact"


@dataclass(frozen=True)
class Missed:
    """What was not searched, or not to the end: `why` is a key of `unread.` in `cli.yml`."""

    place: Place
    why: str


@dataclass(frozen=True)
class Result:
    """A search. No hits means *not found in what was searched*, and never more.

    `searched` counts records, events, drafts, attachments and files, and the events whose words
    were `erased` before.
    """

    hits: tuple[Hit, ...] = ()
    missed: tuple[Missed, ...] = ()
    searched: Mapping[str, int] = field(default_factory=dict)


def joined(results: Iterable[Result]) -> Result:
    """Return several searches as one."""
    hits: list[Hit] = []
    missed: list[Missed] = []
    searched: Counter[str] = Counter()
    for result in results:
        hits += result.hits
        missed += result.missed
        searched.update(result.searched)
    return Result(tuple(hits), tuple(missed), dict(searched))

"""Who has which record open now: held in memory for as long as their page says so.

A page says where it is every few seconds. Who has not said so for `LASTS_SECONDS` is gone, and so
is everybody whose stream of news has ended: the page went, or its person may not read any more.
Nobody is told of their own page.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from answerable.record.presence import Here, Place

LASTS_SECONDS = 25.0
MOST_PAGES = 500  # of one record; whoever comes later is not shown

Key = tuple[str, str]  # the line of passes, and the page


@dataclass(frozen=True)
class _Seen:
    here: Here
    until: float


class Presence:
    """Remembers who is where, and which records have news of it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nobody."""
        self._clock = clock
        self._there: dict[str, dict[Key, _Seen]] = {}
        self._streams: Counter[tuple[str, str]] = Counter()
        self._news: set[str] = set()

    def say(self, assessment: str, line: str, person: tuple[str, str], place: Place) -> None:
        """Take in what a page of `person` (account and name) says of where it is."""
        pages, key = self._there.setdefault(assessment, {}), (line, place.page)
        before = pages.pop(key, None)
        here = Here(*person, place.task, place.at) if place.here else None
        if here and len(pages) < MOST_PAGES:
            pages[key] = _Seen(here, self._clock() + LASTS_SECONDS)
        if not pages:
            del self._there[assessment]
        if here != (before.here if before else None):
            self._news.add(assessment)

    def others(self, assessment: str, line: str) -> tuple[Here, ...]:
        """Return who else has a record open, in a steady order; two pages at one place are one."""
        pages = self._there.get(assessment, {})
        found = {seen.here for (theirs, _), seen in pages.items() if theirs != line}
        return tuple(sorted(found, key=lambda here: tuple(vars(here).values())))

    def listens(self, assessment: str, line: str) -> None:
        """Note a stream of news; `ended` when it ends."""
        self._streams[assessment, line] += 1

    def ended(self, assessment: str, line: str) -> None:
        """Forget the pages of a line when its last stream of this record has ended."""
        self._streams[assessment, line] -= 1
        if self._streams[assessment, line] > 0:
            return
        del self._streams[assessment, line]
        self._forget(assessment, lambda key, _: key[0] == line)

    def news(self) -> set[str]:
        """Return the records where somebody came, went or moved since this was last asked."""
        now = self._clock()
        for assessment in list(self._there):
            self._forget(assessment, lambda _, seen: seen.until <= now)
        found, self._news = self._news, set()
        return found

    def _forget(self, assessment: str, goes: Callable[[Key, _Seen], bool]) -> None:
        pages = self._there.get(assessment, {})
        left = {key: seen for key, seen in pages.items() if not goes(key, seen)}
        if len(left) < len(pages):
            self._news.add(assessment)
            self._there[assessment] = left
            if not left:
                del self._there[assessment]

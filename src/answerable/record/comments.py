"""What people say about answers: comments with their replies, as the events add up to them.

A thread is known by the event that opened it, for that outlives its words when they are erased.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from answerable.record.events import Actor, Event

COMMENTED, REPLIED = "commented", "replied"
RESOLVED, REOPENED = "comment_resolved", "comment_reopened"
KINDS = frozenset({COMMENTED, REPLIED, RESOLVED, REOPENED})
READ = KINDS | {"erased"}  # the kinds that change anything here

Said = tuple[str, str, str]  # by whom, under which number of their page, in which words


@dataclass(frozen=True)
class Remark:
    """What somebody said, in which event and when; `text` is None once it is erased."""

    id: int
    at: str
    by: Actor
    text: str | None

    @property
    def erased(self) -> bool:
        return self.text is None


Spoken = TypeVar("Spoken", bound=Remark)


@dataclass(frozen=True)
class Settled:
    """Who called a thread resolved, and when."""

    at: str
    by: Actor


@dataclass(frozen=True)
class Thread(Remark):
    """A comment at one address, and what was said to it."""

    address: str = ""
    replies: tuple[Remark, ...] = ()
    settled: Settled | None = None

    @property
    def resolved(self) -> bool:
        """Whether somebody called it resolved, and nobody has said anything since."""
        return self.settled is not None

    @property
    def open(self) -> bool:
        """Whether it waits for anybody: what was erased altogether does not."""
        return self.settled is None and not all(each.erased for each in (self, *self.replies))


@dataclass(frozen=True)
class Comments:
    """Every thread of a record by its id; `said` is what tells a remark that came twice."""

    threads: Mapping[int, Thread] = field(default_factory=dict)
    said: Mapping[Said, int] = field(default_factory=dict)

    def by_address(self) -> dict[str, list[Thread]]:
        """Return the threads at each address, the first one first."""
        found: dict[str, list[Thread]] = {}
        for thread in self.threads.values():
            found.setdefault(thread.address, []).append(thread)
        return found


def carried_on(comments: Comments, events: Iterable[Event]) -> Comments:
    """Return `comments` carried on by `events`; those of other kinds change nothing."""
    read = [event for event in events if event.kind in READ]
    if not read:
        return comments  # the very same, so that whoever heard it knows there is no news
    threads, said = dict(comments.threads), dict(comments.said)
    for event in read:
        if event.kind == "erased":
            _erase(threads, (event.payload or {}).get("events"))
        elif event.kind in {RESOLVED, REOPENED}:
            _settle(threads, event)
        elif event.kind in {COMMENTED, REPLIED} and not _repeats(said, event):
            _add(threads, event)
    return Comments(threads, said)


def _repeats(said: dict[Said, int], event: Event) -> bool:
    """Return whether somebody's page sent this remark before, and note it when not."""
    mark = (event.payload or {}).get("id")
    if not isinstance(mark, str):
        return False
    return said.setdefault((event.actor.id, mark, _text(event) or ""), event.seq) != event.seq


def _add(threads: dict[int, Thread], event: Event) -> None:
    """Put a remark into its thread. Words without one stand for themselves: nothing is hidden."""
    remark = Remark(event.seq, event.at, event.actor, _text(event))
    to = _thread_of(threads, event) if event.kind == REPLIED else None
    if to is None:
        threads[event.seq] = Thread(**vars(remark), address=event.address)
    else:
        thread = threads[to]
        threads[to] = replace(thread, replies=(*thread.replies, remark), settled=None)


def _thread_of(threads: Mapping[int, Thread], event: Event) -> int | None:
    """Return the thread of a reply; when that was erased with it, the last one at its address."""
    if event.payload is not None:
        return _known(threads, event.payload.get("to"))
    there = (opened for opened, thread in threads.items() if thread.address == event.address)
    return max(there, default=None)


def _settle(threads: dict[int, Thread], event: Event) -> None:
    to = _known(threads, (event.payload or {}).get("to"))
    if to is not None:
        settled = Settled(event.at, event.actor) if event.kind == RESOLVED else None
        threads[to] = replace(threads[to], settled=settled)


def _erase(threads: dict[int, Thread], gone: Any) -> None:
    """Take the words of events out that were erased after they had been read here."""
    wanted = set(gone) if isinstance(gone, list) else set()
    for opened, thread in list(threads.items()):
        if {opened, *(each.id for each in thread.replies)} & wanted:
            replies = tuple(_without(each, wanted) for each in thread.replies)
            threads[opened] = replace(_without(thread, wanted), replies=replies)


def _without(remark: Spoken, gone: set[Any]) -> Spoken:
    return replace(remark, text=None) if remark.id in gone else remark


def _known(threads: Mapping[int, Thread], to: Any) -> int | None:
    return to if type(to) is int and to in threads else None


def _text(event: Event) -> str | None:
    if event.payload is None:
        return None
    text = event.payload.get("text")
    return text if isinstance(text, str) else ""

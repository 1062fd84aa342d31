"""Hearing of what others write, in the one thread where a kernel may speak to its page."""

import asyncio
import weakref
from collections.abc import Callable, Sequence
from typing import Protocol

from answerable.record import Session
from answerable.record.presence import Here


class Watcher(Protocol):
    """A widget that shows a session and can be told that its record has moved on."""

    session: Session

    def others_wrote(self) -> None:
        """Show what is new."""
        ...

    def others_are(self, here: Sequence[Here]) -> None:
        """Show who else has the record open."""
        ...


def watch(widget: Watcher) -> Callable[[], None]:
    """Tell `widget` when its record moves on, for as long as it lives; return how to stop.

    Outside a running kernel there is no page to tell, and nothing is watched.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return _nothing
    alive = weakref.ref(widget)

    def changed(_: int) -> None:
        if alive() is not None and not loop.is_closed():
            loop.call_soon_threadsafe(_tell, alive)

    def others(here: Sequence[Here]) -> None:
        if alive() is not None and not loop.is_closed():
            loop.call_soon_threadsafe(_tell_of_others, alive, here)

    session = widget.session
    stop = session.store.watch(session.assessment, session.head.seq, changed, others)
    weakref.finalize(widget, stop)
    return stop


def _tell(alive: "weakref.ref[Watcher]") -> None:
    if (widget := alive()) is not None:
        widget.others_wrote()


def _tell_of_others(alive: "weakref.ref[Watcher]", here: Sequence[Here]) -> None:
    if (widget := alive()) is not None:
        widget.others_are(here)


def _nothing() -> None:
    """Stop what never began."""

"""Noticing that others write, where nobody tells: a thread that looks at the head now and then."""

import threading
from collections.abc import Callable

from answerable.errors import AnswerableError
from answerable.record.store import WATCHING

SECONDS = 1.0


def poll(
    head_seq: Callable[[], int], seen: int, changed: Callable[[int], None]
) -> Callable[[], None]:
    """Call `changed` with each value of `head_seq` that is not the last seen; return how to stop."""
    ended = threading.Event()

    def look() -> None:
        last = seen
        while not ended.wait(SECONDS):
            try:
                now = head_seq()
            except AnswerableError:
                continue  # the store is away for a moment; who writes to it is told so
            if now != last:
                last = now
                changed(now)

    threading.Thread(target=look, name=WATCHING, daemon=True).start()
    return ended.set

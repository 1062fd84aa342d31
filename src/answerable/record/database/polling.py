"""Noticing that others write, where nobody tells: a thread that looks at the head now and then."""

import threading
from collections.abc import Callable

from answerable.errors import AnswerableError

SECONDS = 1.0


def poll(head_seq: Callable[[], int], changed: Callable[[int], None]) -> Callable[[], None]:
    """Call `changed` with each new value of `head_seq`, from a thread; return how to stop it."""
    ended = threading.Event()

    def look() -> None:
        last: int | None = None
        while not ended.wait(SECONDS):
            try:
                now = head_seq()
            except AnswerableError:
                continue  # the store is away for a moment; who writes to it is told so
            if last is not None and now != last:
                changed(now)
            last = now

    threading.Thread(target=look, name="answerable-watch", daemon=True).start()
    return ended.set

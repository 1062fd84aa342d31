"""Letting those who write to one SQLite file in, one after the other, as they came.

SQLite makes a writer who finds it busy sleep and try again, each time for longer. Under load the
one who has just written is back first, and others wait for seconds. Here they queue: threads of
one process at a lock, processes at a file beside the store (`flock`), where the kernel wakes them.

The queue guards nothing. SQLite lets in one writer at a time, queue or no queue; so whoever has
waited too long, or cannot have the file, goes on and tries their luck.
"""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PATIENCE_SECONDS = 2.5
ENDING = "-queue"


class Queue:
    """Those who want to write to one file."""

    def __init__(self, file: str) -> None:
        """Wait at `file` with the ending `-queue`, which is made when it is first needed."""
        self._file = file + ENDING
        self._here = threading.Lock()
        self._handle: int | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until it is this writer's turn; leaving ends it."""
        until = time.monotonic() + PATIENCE_SECONDS
        mine = self._here.acquire(timeout=PATIENCE_SECONDS)
        try:
            if mine:
                self._enter(until)
            yield
        finally:
            if mine:
                self._leave()
                self._here.release()

    def _enter(self, until: float) -> None:
        if sys.platform != "win32":  # which has no flock: there they wait as SQLite does it
            with suppress(OSError):  # a folder in which nothing can be made
                self._handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
                _lock(self._handle, until)

    def _leave(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            _unlock(handle)
            os.close(handle)

    def leave_to_parent(self) -> None:
        """Let go of what a parent process had open when it made this one."""
        if self._handle is not None:
            os.close(self._handle)


def _lock(handle: int, until: float) -> None:
    """Lock the file, or wait for it until then in vain."""
    from fcntl import LOCK_EX, LOCK_NB, flock  # noqa: PLC0415 - not on every system

    with suppress(BlockingIOError):
        flock(handle, LOCK_EX | LOCK_NB)
        return
    own = os.dup(handle)
    locked, gone = threading.Event(), threading.Event()

    def wait() -> None:
        with suppress(OSError):
            flock(own, LOCK_EX)
            locked.set()
            if gone.is_set():
                _unlock(own)
        os.close(own)

    threading.Thread(target=wait, name="answerable-queue", daemon=True).start()
    if not locked.wait(max(until - time.monotonic(), 0)):
        gone.set()


def _unlock(handle: int) -> None:
    """Unlock the file, even if a child that was made meanwhile has it open too."""
    from fcntl import LOCK_UN, flock  # noqa: PLC0415 - not on every system

    with suppress(OSError):
        flock(handle, LOCK_UN)


def queue_at(file: str) -> Queue:
    """Return this process's queue for one SQLite file."""
    return _queues.setdefault(file, Queue(file))


def _begin_anew() -> None:
    for queue in _queues.values():
        queue.leave_to_parent()
    _queues.clear()


_queues: dict[str, Queue] = {}
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)

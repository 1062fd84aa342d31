"""Telling readers that a record has moved on, whoever moved it.

Who writes through this service is told of at once. Other processes on the same store are noticed
by looking at the heads of the records that somebody is reading: one small query for all. The same
stream tells who else has the record open; see `presence.py`.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from sqlalchemy import select

from answerable.errors import StoreError
from answerable.record.database import tables as t
from answerable.record.database.local import LocalStore
from answerable.record.presence import Here
from answerable.service.presence import Presence

LOOK_SECONDS = 0.5
SIGN_OF_LIFE_SECONDS = 15.0


class Changes:
    """The heads of the records that are being read."""

    def __init__(self, store: LocalStore, presence: Presence) -> None:
        """Look into `store`, and at who is there."""
        self._store, self._presence = store, presence
        self._heads: dict[str, int] = {}
        self._readers: Counter[str] = Counter()
        self._moved = asyncio.Condition()

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Look for what others write for as long as the service runs."""
        task = asyncio.create_task(self._look())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def tell(self, assessment: str, seq: int) -> None:
        """Tell the readers of a record that it now ends at `seq`."""
        async with self._moved:
            if assessment in self._readers and seq > self._heads.get(assessment, 0):
                self._heads[assessment] = seq
                self._moved.notify_all()

    async def of(self, assessment: str, head: int, line: str) -> AsyncIterator[bytes]:
        """Return server-sent events: the head as it is, each later one, and signs of life.

        Who else is there is told whenever it changes; `line` is the reader's own line of passes.
        """
        self._readers[assessment] += 1
        self._presence.listens(assessment, line)
        self._heads[assessment] = max(head, self._heads.get(assessment, 0))
        told: int = 0
        known: tuple[Here, ...] = ()
        try:
            while True:
                seq, others = self._heads[assessment], self._presence.others(assessment, line)
                if seq != told:
                    told = seq
                    yield _event("head", {"seq": seq})
                elif others != known:
                    known = others
                    yield _event("here", {"people": [vars(each) for each in others]})
                elif not await self._wait(assessment, line, (told, known)):
                    yield b": still here\n\n"
        finally:
            self._presence.ended(assessment, line)
            self._readers[assessment] -= 1
            if not self._readers[assessment]:
                del self._readers[assessment]
                self._heads.pop(assessment, None)

    async def _wait(self, assessment: str, line: str, told: tuple[int, tuple[Here, ...]]) -> bool:
        def now() -> tuple[int, tuple[Here, ...]]:
            return self._heads[assessment], self._presence.others(assessment, line)

        async with self._moved:
            moved = self._moved.wait_for(lambda: now() != told)
            try:
                return bool(await asyncio.wait_for(moved, SIGN_OF_LIFE_SECONDS))
            except TimeoutError:
                return False

    async def tell_of_people(self) -> None:
        """Tell the readers of the records where somebody came, went or moved."""
        if self._presence.news():
            async with self._moved:
                self._moved.notify_all()

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.tell_of_people()
            if self._readers:
                with suppress(StoreError):  # who writes meanwhile is told
                    for assessment, seq in await asyncio.to_thread(self._found):
                        await self.tell(assessment, seq)

    def _found(self) -> list[tuple[str, int]]:
        a = t.assessments.c
        wanted = select(a.id, a.head_seq).where(a.id.in_(list(self._readers)))
        with self._store.reading() as connection:
            return [(row.id, row.head_seq) for row in connection.execute(wanted)]


def _event(kind: str, data: dict[str, Any]) -> bytes:
    return f"event: {kind}\ndata: {json.dumps(data)}\n\n".encode()

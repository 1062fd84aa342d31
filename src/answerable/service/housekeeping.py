"""What the service forgets by itself: outcomes of old batches, and passes that have had their time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from answerable.errors import StoreError
from answerable.record.database.batches import forget_old
from answerable.record.database.engine import forget_deleted
from answerable.record.database.local import LocalStore
from answerable.service.capabilities import Capabilities

OUTCOMES_KEPT = timedelta(days=90)  # a page that sends again after so long is nobody's
EVERY_SECONDS = 3600.0


def tidy(store: LocalStore, capabilities: Capabilities) -> int:
    """Forget what is of no use any more; return how many outcomes that were."""
    before = (datetime.now(UTC) - OUTCOMES_KEPT).isoformat(timespec="milliseconds")
    capabilities.forget_old()
    with store.writing() as connection:
        forgotten = forget_old(connection, before.replace("+00:00", "Z"))
    forget_deleted(store.engine)  # what a reader kept from going when it was erased
    return forgotten


@asynccontextmanager
async def tidying(store: LocalStore, capabilities: Capabilities) -> AsyncIterator[None]:
    """Tidy now and every hour for as long as the service runs."""
    task = asyncio.create_task(_tidy_for_ever(store, capabilities))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _tidy_for_ever(store: LocalStore, capabilities: Capabilities) -> None:
    while True:
        with suppress(StoreError):  # it is tried again in an hour
            await asyncio.to_thread(tidy, store, capabilities)
        await asyncio.sleep(EVERY_SECONDS)

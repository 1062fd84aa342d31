"""From an address to a store: a database is the local face, a record service the remote one."""

from answerable.bank.model import Bank
from answerable.record.store import Store

REMOTE = ("http://", "https://", "http+unix://")


def open_store(url: str, bank: Bank | None = None) -> Store:
    """Return the store at `url`: SQLAlchemy's form for a database, http for a record service.

    A new database gets its tables. Routes in lists are by `bank`, or the one that ships.

    Raises:
        StoreError: it cannot be reached, read or written.
        StoreOutdated: an earlier version of the program made it.
        RecordTooNew: a later version of the program made it.
    """
    if url.startswith(REMOTE):
        from answerable.record.remote.client import RemoteStore  # noqa: PLC0415 - when needed

        return RemoteStore(url)
    from answerable.record.database.local import LocalStore  # noqa: PLC0415 - when needed

    return LocalStore(url, bank)

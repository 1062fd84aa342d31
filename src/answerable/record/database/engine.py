"""The database connection: durable before it returns, and its troubles told in our own errors."""

import os
import warnings
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SAWarning
from sqlalchemy.exc import TimeoutError as NoneFree

from answerable.errors import (
    StoreBroken,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreUnreachable,
)
from answerable.record.database.queueing import queue_at
from answerable.wording import say

PATIENCE_MS = 5000
CONNECTIONS = 16
POSTGRES = "postgresql+psycopg"
TROUBLES: tuple[tuple[str, type[StoreError]], ...] = (
    ("locked", StoreLocked),
    ("lock timeout", StoreLocked),
    ("deadlock detected", StoreLocked),
    ("readonly", StoreReadOnly),
    ("read-only", StoreReadOnly),
    ("unable to open", StoreReadOnly),
    ("permission denied", StoreReadOnly),
    ("disk is full", StoreFull),
    ("disk I/O error", StoreFull),
    ("No space left", StoreFull),
    ("connection", StoreUnreachable),
    ("starting up", StoreUnreachable),
    ("shutting down", StoreUnreachable),
    ("terminating", StoreUnreachable),
)


def connect(url: str) -> Engine:
    """Return an engine for `url`, with the folder of a new SQLite file made.

    Raises:
        StoreError: the address names no kind of database known here, or its folder cannot be made.
    """
    try:
        address = make_url(url)
        if address.drivername in {"postgresql", "postgres"}:
            address = address.set(drivername=POSTGRES)
        with warnings.catch_warnings():
            warnings.simplefilter("error", SAWarning)  # an option that would only be ignored
            if address.get_backend_name() == "sqlite":
                _make_place(address)
            engine = create_engine(address, **_pooling(address))
    except (ArgumentError, NoSuchModuleError, SAWarning, ValueError) as error:
        raise StoreError(why=str(error).partition(";")[0]) from error
    except ImportError as error:
        raise StoreError(why=say("errors", "store_driver", driver=error.name)) from error
    except OSError as error:
        raise StoreReadOnly(store=make_url(url).render_as_string()) from error
    event.listen(engine, "connect", _settle[engine.dialect.name])
    _let_go_after_fork(engine)
    return engine


def _pooling(address: URL) -> dict[str, Any]:
    pooling = {"pool_size": CONNECTIONS, "max_overflow": 0, "pool_timeout": PATIENCE_MS / 1000}
    if address.get_backend_name() == "sqlite":
        return pooling
    # a connection that the server has ended meanwhile is replaced before it is used
    return {**pooling, "pool_pre_ping": True, "connect_args": {"connect_timeout": 5}}


def _let_go_after_fork(engine: Engine) -> None:
    """Leave the parent's connections to the parent: two processes must never share one."""
    alive = weakref.ref(engine)

    def forget() -> None:
        if (mine := alive()) is not None:
            mine.dispose(close=False)

    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=forget)


def _make_place(address: URL) -> None:
    """Make the file of a new store and its folder: what people write is for their account alone."""
    if address.database in (None, "", ":memory:"):
        raise StoreError(why=say("errors", "store_memory"))
    file = Path(str(address.database).removeprefix("file:"))
    if not file.parent.exists():
        file.parent.mkdir(parents=True, mode=0o700)
    if not address.query:
        file.touch(mode=0o600)


def shown(engine: Engine) -> str:
    """Return the store's address as it may be shown: without a password."""
    return engine.url.render_as_string(hide_password=True)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one moment of the store and never blocks a writer."""
    with troubles_told(engine), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
            yield connection
        else:
            moment = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            yield connection.execution_options(**moment)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection for one transaction; on return it is on the disk.

    On SQLite it is alone once its turn has come. On PostgreSQL it takes the lock of the record it
    writes to (`heads.take`), so that different records do not wait for each other.
    """
    with troubles_told(engine), _turn(engine), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection
        connection.commit()


def _turn(engine: Engine) -> AbstractContextManager[None]:
    url = engine.url
    if engine.dialect.name != "sqlite" or url.query:
        return nullcontext()
    return queue_at(str(Path(str(url.database)).absolute())).turn()


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """Give a connection outside any transaction, for what the database does as a whole."""
    with troubles_told(engine), engine.connect() as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")


def write_ahead(engine: Engine) -> None:
    """Let readers and a writer work at once: SQLite's write-ahead log, which the file remembers."""
    if engine.dialect.name == "sqlite":
        with troubles_told(engine), engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def forget_deleted(engine: Engine) -> None:
    """Let nothing of deleted rows stay in the files of the database, as far as its engine can."""
    with alone(engine) as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in ("payloads", "drafts", "attachments", "standings"):
                connection.exec_driver_sql(f"VACUUM {table}")


def _settle_sqlite(connection: Any, _: Any) -> None:
    # We say BEGIN ourselves, so that a writer takes its turn first.
    connection.isolation_level = None
    cursor = connection.cursor()
    for setting in (
        f"busy_timeout = {PATIENCE_MS}",
        "foreign_keys = ON",
        "synchronous = FULL",
        "secure_delete = ON",  # what is erased is overwritten
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _settle_postgres(connection: Any, _: Any) -> None:
    connection.execute(f"SET lock_timeout = {PATIENCE_MS}")
    connection.execute(f"SET idle_in_transaction_session_timeout = {10 * PATIENCE_MS}")
    connection.commit()


_settle = {"sqlite": _settle_sqlite, "postgresql": _settle_postgres}


@contextmanager
def troubles_told(engine: Engine) -> Iterator[None]:
    """Tell what goes wrong with the database as one of our own errors."""
    try:
        yield
    except NoneFree as error:
        raise StoreLocked(store=shown(engine), why=str(error)) from error
    except DBAPIError as error:
        said = str(error.orig)
        kind = next((kind for words, kind in TROUBLES if words in said), StoreBroken)
        if error.connection_invalidated:
            kind = StoreUnreachable
        raise kind(store=shown(engine), why=said) from error

"""The database connection: durable before it returns, and its troubles told in our own errors."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SAWarning
from sqlalchemy.pool import NullPool

from answerable.errors import StoreBroken, StoreError, StoreFull, StoreLocked, StoreReadOnly
from answerable.wording import say

PATIENCE_MS = 5000
TROUBLES: tuple[tuple[str, type[StoreError]], ...] = (
    ("locked", StoreLocked),
    ("readonly", StoreReadOnly),
    ("read-only", StoreReadOnly),
    ("unable to open", StoreReadOnly),
    ("disk is full", StoreFull),
    ("disk I/O error", StoreFull),
)


def connect(url: str) -> Engine:
    """Return an engine for `url`, with the folder of a new SQLite file made.

    Raises:
        StoreError: the address names no kind of database known here, or its folder cannot be made.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", SAWarning)  # an option that would only be ignored
            engine = create_engine(make_url(url), poolclass=NullPool)
        if engine.dialect.name == "sqlite":
            _make_place(engine.url)
    except (ArgumentError, NoSuchModuleError, SAWarning, ValueError) as error:
        raise StoreError(why=str(error).partition(";")[0]) from error
    except ImportError as error:
        raise StoreError(why=say("errors", "store_driver", driver=error.name)) from error
    except OSError as error:
        raise StoreReadOnly(store=make_url(url).render_as_string()) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _settle_sqlite)
    return engine


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
    with _troubles_told(engine), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection for one transaction, alone; on return it is on the disk."""
    with _troubles_told(engine), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection
        connection.commit()


def write_ahead(engine: Engine) -> None:
    """Let readers and a writer work at once: SQLite's write-ahead log, which the file remembers."""
    if engine.dialect.name == "sqlite":
        with _troubles_told(engine), engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def _settle_sqlite(connection: Any, _: Any) -> None:
    # We say BEGIN ourselves, so that a writer takes its turn first.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


@contextmanager
def _troubles_told(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig)
        kind = next((kind for words, kind in TROUBLES if words in said), StoreBroken)
        raise kind(store=shown(engine), why=said) from error

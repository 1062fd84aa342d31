"""Is this store new, of today, of yesterday or of tomorrow? Made whole, or brought up to date."""

import secrets
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select, text

from answerable.errors import RecordTooNew, StoreOutdated
from answerable.record.database import tables as t
from answerable.record.database.engine import reading, shown, troubles_told, writing

MIGRATIONS = Path(__file__).parent / "migrations"
FIRST = "0001"  # before stores said their version the way they do now


def found(engine: Engine) -> str:
    """Return the version of the tables in the store; empty when there are none."""
    with reading(engine) as connection:
        there = set(inspect(connection).get_table_names())
        if "alembic_version" in there:
            said = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            return str(said or "")
        return FIRST if "about" in there else ""


def is_new(engine: Engine) -> bool:
    """Return whether the store has no tables yet.

    Raises:
        StoreOutdated, RecordTooNew: it has those of another version.
    """
    version = found(engine)
    if version > t.SCHEMA:
        raise RecordTooNew(found=version, known=t.SCHEMA)
    if version and version != t.SCHEMA:
        raise StoreOutdated(store=shown(engine), found=version, known=t.SCHEMA)
    return not version


def make(engine: Engine) -> None:
    """Make all tables, whoever else does the same at this moment."""
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(4201)"))
        if inspect(connection).has_table("about"):
            return
        t.metadata.create_all(connection)
        connection.execute(
            text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        )
        version = text("INSERT INTO alembic_version VALUES (:version)")
        connection.execute(version, {"version": t.SCHEMA})
        connection.execute(insert(t.about).values(key="secret", value=secrets.token_hex(32)))


def about(connection: Connection, key: str) -> str | None:
    """Return a fact that the store keeps about itself."""
    wanted = select(t.about.c.value).where(t.about.c.key == key)
    said: str | None = connection.execute(wanted).scalar_one_or_none()
    return said


def nothing_more(_: Connection) -> None:
    """Leave the tables as the migrations make them."""


def upgrade(
    engine: Engine, to: str = "head", finish: Callable[[Connection], None] = nothing_more
) -> None:
    """Bring the tables up to date, step by step, from whichever version they have.

    `finish` fills what is new, in the same transaction: a store is of one version or the other,
    whenever the process ends.
    """
    from alembic import command  # noqa: PLC0415 - slow, and only for stores of another version
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    version = found(engine)
    with troubles_told(engine), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")  # tables are made anew
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        if version == FIRST and not inspect(connection).has_table("alembic_version"):
            command.stamp(config, FIRST)
        command.upgrade(config, to)
        finish(connection)
        connection.commit()
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")

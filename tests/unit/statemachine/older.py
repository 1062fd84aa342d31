"""The store of the first version that is kept in `tests/data/formats`: laid down, and read plainly."""

import json
import shutil
import sqlite3
from pathlib import Path

import answerable_walks_model as m
from sqlalchemy import MetaData, insert

from answerable.record.database import schema
from answerable.record.database.engine import connect
from answerable.record.remote import wire
from answerable.record.store import Stamp

OLD = Path(__file__).parents[2] / "data" / "formats" / "store-1.db"
TABLES = ("about", "assessments", "events", "payloads", "drafts", "batches")


def rows(table):
    old = sqlite3.connect(f"file:{OLD}?immutable=1", uri=True)
    old.row_factory = sqlite3.Row
    found = [dict(row) for row in old.execute(f"SELECT * FROM {table}")]
    old.close()
    return found


def lay(url):
    """Put the old store at `url`, of either kind."""
    if url.startswith("sqlite"):
        shutil.copyfile(OLD, url.removeprefix("sqlite:///"))
        return
    engine = connect(url)
    schema.upgrade(engine, to="0001")
    there = MetaData()
    there.reflect(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")  # stores had none then
        for name in TABLES:
            table = there.tables[name]
            for row in rows(name):
                if "example" in row:
                    row["example"] = bool(row["example"])
                connection.execute(insert(table).values(**row))
    engine.dispose()


def records():
    """Return what was acknowledged in the old store, by record."""
    said = {(row["assessment"], row["seq"]): row["body"] for row in rows("payloads")}
    found = {row["id"]: m.Record() for row in rows("assessments")}
    for row in sorted(rows("events"), key=lambda row: row["seq"]):
        record = found[row["assessment"]]
        payload = json.loads(said[row["assessment"], row["seq"]])
        stamp = Stamp(row["client"], row["client_seq"])
        record.append(row["kind"], row["address"], payload, row["actor"], row["role"], stamp)
        record.sealed.append((row["hash"], row["at"]))
    for row in rows("drafts"):
        key = row["person"], row["address"], row["client"]
        kept = json.loads(row["value"]), row["based_on"], row["client_seq"]
        found[row["assessment"]].drafts[key] = kept
    for row in rows("batches"):
        stamp = Stamp(row["client"], row["client_seq"])
        written = wire.written_read({"fresh": [], **json.loads(row["outcome"])})
        found[row["assessment"]].written[stamp] = written
    return found

"""Stores full of made-up assessments, on both engines, the same records in each.

Rows are made by as many processes as there are cores and go in by bulk: COPY on PostgreSQL,
prepared statements on SQLite. Only the filling gives up durability; what is measured never does.
"""

import os
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

import invented
import psycopg
from sqlalchemy import insert, text

from answerable.record.database import heads, schema
from answerable.record.database import projections as p
from answerable.record.database import tables as t
from answerable.record.database.engine import write_ahead
from answerable.record.database.projections import Router
from answerable.record.events import canonical
from answerable.record.proof.signatures import HEAD
from answerable.record.standing import standing

AT_ONCE = 10
TABLES = (t.assessments, t.events, t.payloads, t.signatures, t.standings, t.members)
COLUMNS = {table.name: [column.name for column in table.columns] for table in TABLES}


@cache
def _router():
    return Router(invented.bank())


def rows(numbers):
    """Return the rows of these assessments, by table, in the order of its columns."""
    found = {table.name: [] for table in TABLES}
    for number in numbers:
        for name, each in _rows(invented.record(number)):
            found[name].append(tuple(each[column] for column in COLUMNS[name]))
    return found


def _rows(record):
    first, last, seal = record.events[0], record.events[-1], record.signatures[-1]
    name = first.assessment
    yield "assessments", {
        "id": name, "created_at": first.at, "head_at": last.at, "head_seq": last.seq,
        "head_hash": last.hash, "seal_key": seal.key, "seal": seal.signature,
    }  # fmt: skip
    for event in record.events:
        yield "events", {**heads._header(event), "client": "", "client_seq": 0}
        body = canonical(event.payload).decode()
        yield "payloads", {"assessment": name, "seq": event.seq, "salt": event.salt, "body": body}
    for each in record.signatures:
        if each.purpose != HEAD:
            yield "signatures", {"assessment": name, **vars(each)}
    now, route = standing(record.events), _router().route(record.events)
    yield "standings", {"assessment": name, "route": route, **p._values(now)}
    for who, member in now.members.items():
        yield "members", {"assessment": name, "person": who, **vars(member)}


def prepare(store):
    """Give a new store the deterministic key's public half, and SQLite's log."""
    write_ahead(store.engine)
    signer = invented.key()
    with store.writing() as connection:
        heads.keep_key(connection, signer.name, signer.public)


def fill(file, address, numbers):
    """Put assessments `numbers` into the SQLite `file` and the PostgreSQL at `address`."""
    some = [(address, numbers[at : at + AT_ONCE]) for at in range(0, len(numbers), AT_ONCE)]
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -500000")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("forkserver")) as pool:
        for made in pool.map(_into_postgres, some):
            connection.execute("BEGIN")
            for name, each in made.items():
                marks = ", ".join("?" * len(COLUMNS[name]))
                named = ", ".join(COLUMNS[name])
                connection.executemany(f"INSERT INTO {name} ({named}) VALUES ({marks})", each)
            connection.execute("COMMIT")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("VACUUM ANALYZE")
        server.execute("CHECKPOINT")


def _into_postgres(task):
    address, numbers = task
    made = rows(numbers)
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET session_replication_role = replica")  # our own keys fit
        for name, each in made.items():
            with cursor.copy(f"COPY {name} ({', '.join(COLUMNS[name])}) FROM STDIN") as into:
                for row in each:
                    into.write_row(row)
    return made


def old_store(engine, numbers):
    """Fill an empty database with the tables of the first version and these assessments."""
    schema.upgrade(engine, to="0001")
    begun = "INSERT INTO assessments VALUES (:id, :title, false, :created_at, :head_at, :head_seq, :head_hash)"  # fmt: skip
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(text("INSERT INTO about VALUES ('schema', '1'), ('secret', '00')"))
        for number in numbers:
            record = invented.record(number)
            made = [(name, each) for name, each in _rows(record) if name in ("events", "payloads")]
            (_, first), *_ = _rows(record)
            connection.execute(text(begun), {**first, "title": "Old"})
            for table in (t.events, t.payloads):
                connection.execute(insert(table), [e for name, e in made if name == table.name])

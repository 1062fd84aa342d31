"""What keeps a store in order: migrate, rebuild, check, copy. Nothing here changes a record."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, literal, select

from answerable.errors import RecordBroken, StoreError, StoreNotEmpty
from answerable.record.database import heads, projections, schema
from answerable.record.database import tables as t
from answerable.record.database.engine import alone, connect, reading, shown
from answerable.record.database.local import LocalStore
from answerable.record.proof.chain import verify
from answerable.record.proof.keys import Keyring
from answerable.record.proof.proving import prove
from answerable.record.proof.signatures import HEAD
from answerable.wording import say

# Capabilities stay behind: nobody's pass to one service is a pass to another.
COPIED: tuple[Table, ...] = (
    t.about, t.assessments, t.events, t.payloads, t.signatures, t.public_keys, t.attachments,
    t.drafts, t.batches, t.standings, t.members, t.uses, t.people, t.readings,
)  # fmt: skip
OF_RECORDS: tuple[Table, ...] = (
    t.events, t.payloads, t.signatures, t.standings, t.members, t.uses, t.drafts, t.batches,
)  # fmt: skip
AT_ONCE = 1000


@dataclass(frozen=True)
class Trouble:
    """Something in a store that is not as it should be: where, and the sentence that says what.

    `seq` is the event at which a record stops being right, where it is a record that is not.
    """

    where: str
    what: str
    seq: int | None = None


def migrate(url: str) -> str:
    """Bring the store at `url` up to date; return the version it had, empty if it was new.

    An SQLite store is copied first, to the same folder, under its old version's name.
    """
    engine = connect(url)
    had = schema.found(engine)
    if had not in {"", t.SCHEMA}:
        if engine.dialect.name == "sqlite":
            _keep_copy(engine, had)
        schema.upgrade(engine, finish=_fill)
    engine.dispose()
    LocalStore(url).close()
    return had


def _fill(connection: Connection) -> None:
    """Make the lists of a store that had none, and seal the records that have no seal."""
    signer, router = Keyring().signer, projections.Router(None)
    heads.keep_key(connection, signer.name, signer.public)
    for assessment in ids(connection):
        with suppress(RecordBroken):  # `check` tells of it; the others are not affected
            head = verify(heads.read_events(connection, assessment))
            projections.project_whole(connection, assessment, router)
            if HEAD not in {each.purpose for each in heads.read_signatures(connection, assessment)}:
                heads.move(connection, assessment, head, signer)


def copy_kept_by_migrate(file: Path, version: str) -> Path:
    """Return where `migrate` keeps the copy of an SQLite store of `version`."""
    return file.with_name(f"{file.name}.{version}")


def _keep_copy(engine: Engine, version: str) -> None:
    copy = copy_kept_by_migrate(Path(str(engine.url.database)), version)
    copy.unlink(missing_ok=True)
    with alone(engine) as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(copy),))
    copy.chmod(0o600)


def ids(connection: Connection) -> list[str]:
    """Return the id of every assessment, in order."""
    return list(
        connection.execute(select(t.assessments.c.id).order_by(t.assessments.c.id)).scalars()
    )


def rebuild(store: LocalStore) -> int:
    """Make the lists anew from the events, one record at a time; return how many."""
    with store.reading() as connection:
        every = ids(connection)
    for assessment in every:
        with store.writing() as connection:
            heads.take(connection, assessment)
            projections.project_whole(connection, assessment, store.router)
    return len(every)


def check(store: LocalStore) -> Iterator[Trouble]:
    """Return what is not right in a store: damage, broken records, lists that do not fit."""
    yield from _damage(store.engine)
    known = dict(store.keyring.known())
    with store.reading() as connection:
        every = ids(connection)
        yield from _without_head(connection)
    for assessment in every:
        with store.reading() as connection:
            yield from _record_troubles(connection, assessment, known, store)


def _damage(engine: Engine) -> Iterator[Trouble]:
    if engine.dialect.name != "sqlite":
        return
    with reading(engine) as connection:
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
            if said != "ok":
                yield Trouble(shown(engine), str(said))


def _record_troubles(
    connection: Connection, assessment: str, known: dict[str, str], store: LocalStore
) -> Iterator[Trouble]:
    try:
        record = heads.read_record(connection, assessment)
        proof = prove(record, known)
    except RecordBroken as error:
        yield Trouble(assessment, str(error), error.facts["seq"])
        return
    if proof.strangers:
        what = say("errors", "strange_key", keys=", ".join(proof.strangers))
        yield Trouble(assessment, what, proof.head.seq)
    a = t.assessments.c
    created_at = connection.execute(select(a.created_at).where(a.id == assessment)).scalar()
    beginning_and_end = created_at, heads.head(connection, assessment)
    fits = projections.fits(connection, assessment, record.events, store.router)
    if not fits or beginning_and_end != (record.events[0].at, proof.head):
        yield Trouble(assessment, say("errors", "list_differs"))


def _without_head(connection: Connection) -> Iterator[Trouble]:
    """Return what is left of records that are not in the list of records."""
    last: dict[str, int] = {}
    for table in OF_RECORDS:
        c = table.c
        seq: Any = func.max(c.seq) if "seq" in c else literal(0)
        lost = select(c.assessment, seq).where(c.assessment.not_in(select(t.assessments.c.id)))
        for assessment, found in connection.execute(lost.group_by(c.assessment)):
            last[assessment] = max(found, last.get(assessment, 0))
    for assessment, seq in sorted(last.items()):
        why = say("errors", "broken_head")
        sentence = str(RecordBroken(assessment=assessment, seq=seq, why=why))
        yield Trouble(assessment, sentence, seq)


def copy(source: LocalStore, url: str) -> int:
    """Copy everything to the empty store at `url`, of either kind; return how many assessments.

    Raises:
        StoreNotEmpty: there are assessments already.
    """
    target = LocalStore(url, keyring=source.keyring)
    with source.reading() as giving, target.writing() as taking:
        if taking.execute(select(func.count()).select_from(t.assessments)).scalar():
            raise StoreNotEmpty(store=target.place)
        taking.execute(t.about.delete())
        taking.execute(t.public_keys.delete())
        for table in COPIED:
            _copy_table(giving, taking, table)
        _count_on(taking)
        copied = len(ids(taking))
    target.close()
    return copied


def _copy_table(giving: Connection, taking: Connection, table: Table) -> None:
    rows = giving.execution_options(yield_per=AT_ONCE).execute(select(table))
    for some in rows.mappings().partitions(AT_ONCE):
        taking.execute(insert(table), [dict(row) for row in some])


def _count_on(taking: Connection) -> None:
    """Let numbers that the database gives go on after those that were copied."""
    if taking.dialect.name == "postgresql":
        taking.exec_driver_sql(
            "SELECT setval('readings_id_seq', (SELECT COALESCE(MAX(id), 0) + 1 FROM readings), false)"
        )


def backup(store: LocalStore, file: Path) -> int:
    """Write the whole store, of either kind, to a new SQLite `file`; return how many assessments."""
    if file.exists():
        raise StoreNotEmpty(store=str(file))
    return copy(store, f"sqlite:///{file.absolute()}")


def restore(file: Path, url: str) -> int:
    """Bring a backup back into the empty store at `url`; return how many assessments."""
    if not file.is_file():
        raise StoreError(why=say("errors", "no_backup", file=file))
    source = LocalStore(f"sqlite:///{file.absolute()}")
    try:
        return copy(source, url)
    finally:
        source.close()


def facts(store: LocalStore) -> dict[str, Any]:
    """Return what there is: the version of the tables, and how many of each."""
    with store.reading() as connection:
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar()
            for table in (t.assessments, t.events, t.drafts, t.attachments)
        }
    return {"schema": t.SCHEMA, **counts}

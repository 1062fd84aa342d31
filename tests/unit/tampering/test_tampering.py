"""Whoever changes a record in the database is found, with the place; nothing is found of erasures."""

import base64
import copy
from contextlib import contextmanager, suppress

import pytest
from hypothesis import HealthCheck, assume, given, settings
from sqlalchemy import delete, insert, select, text

from answerable.errors import RecordBroken
from answerable.record import open_store
from answerable.record.database import tables as t
from answerable.record.database import upkeep
from answerable.record.events import canonical

bounded = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TABLES = (
    t.uses, t.members, t.standings, t.signatures, t.payloads, t.events, t.assessments,
    t.attachments, t.public_keys,
)  # fmt: skip


class Database:
    """A store that whoever has the database can write to, past every rule."""

    def __init__(self, store):
        self.store = store
        self.saved = {table.name: self.rows(table) for table in TABLES}

    def rows(self, table):
        with self.store.reading() as connection:
            return [dict(row._mapping) for row in connection.execute(select(table))]

    @contextmanager
    def freely(self):
        """Write past the rules that the tables themselves hold."""
        sqlite = self.store.engine.dialect.name == "sqlite"
        rules = "PRAGMA foreign_keys = {}" if sqlite else "SET session_replication_role = {}"
        off, on = ("OFF", "ON") if sqlite else ("replica", "origin")
        with self.store.engine.connect() as connection:
            connection.exec_driver_sql(rules.format(off))
            connection.commit()
            if sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()
            connection.exec_driver_sql(rules.format(on))
            connection.commit()

    def put(self, rows):
        with self.freely() as connection:
            for table in TABLES:
                connection.execute(delete(table))
            for table in reversed(TABLES):
                if rows[table.name]:
                    connection.execute(insert(table), rows[table.name])

    def restore(self):
        self.put(self.saved)

    def tampered(self, record):
        """Write `record`, as it is before an attacker, in the place of the one that was there."""
        rows = copy.deepcopy(self.saved)
        (head,) = rows["assessments"]
        sent = {"assessment": head["id"], "client": "page", "client_seq": 1}
        rows["events"], rows["payloads"] = [], []
        for event in record["events"]:
            actor = {"actor": event["actor"]["id"], "role": event["actor"]["role"]}
            names = ("seq", "at", "kind", "address", "commitment", "previous", "hash")
            rows["events"].append({name: event[name] for name in names} | actor | sent)
            if event["payload"] is not None:
                said = {"salt": event["salt"], "body": canonical(event["payload"]).decode()}
                rows["payloads"].append({"assessment": head["id"], "seq": event["seq"], **said})
        last = record["events"][-1]
        head |= {"head_seq": last["seq"], "head_hash": last["hash"], "head_at": last["at"]}
        seal = next((each for each in record["signatures"] if each["purpose"] == "head"), None)
        head |= {"seal": seal["signature"], "seal_key": seal["key"]} if seal else {"seal": ""}
        rows["signatures"] = [
            {"assessment": head["id"], **each}
            for each in record["signatures"]
            if each["purpose"] != "head"
        ]
        rows["public_keys"] = [{"id": name, "pem": pem} for name, pem in record["keys"].items()]
        rows["attachments"] = [
            {"hash": digest, "at": "", "size": 1, "body": base64.b64decode(body)}
            for digest, body in record["attachments"].items()
        ]
        self.put(rows)


@pytest.fixture
def tampered_with(database, bank, write_record):
    store = open_store(database, bank)
    write_record(store)
    yield Database(store)
    store.close()


def can_be_stored(record):
    """Whether the tables have room for it: no two rows of one key, no words without their salt."""
    seqs = [event["seq"] for event in record["events"]]
    signed = [(each["seq"], each["purpose"]) for each in record["signatures"]]
    whole = all(event["payload"] is None or event["salt"] for event in record["events"])
    return whole and len(seqs) == len(set(seqs)) and len(signed) == len(set(signed))


def as_stored(record):
    """A seal stands at the head, and a salt with its words."""
    last = record["events"][-1]
    for each in record["signatures"]:
        if each["purpose"] == "head":
            each |= {"seq": last["seq"], "hash": last["hash"]}
    for event in record["events"]:
        event["salt"] = event["salt"] if event["payload"] is not None else None


@pytest.mark.parametrize("attacker", ["careless", "mends", "has a key"])
def test_whoever_changes_a_record_is_found_with_the_place(
    tampered_with, attackers, plain, stops_at, attacker
):
    store = tampered_with.store
    whole = plain(store.record("stop"))

    @bounded
    @given(attackers.damages())
    def tamper(drawn):
        what, damage = drawn
        record = copy.deepcopy(whole)
        damage(record)
        if attacker != "careless":
            attackers.mend(record)
        as_stored(record)
        assume(can_be_stored(record) and record != whole)
        if attacker == "has a key":
            attackers.sign_anew(record)
        tampered_with.tampered(record)
        if attacker != "careless":
            with suppress(RecordBroken):
                upkeep.rebuild(store)

        troubles = list(upkeep.check(store))

        assert {trouble.where for trouble in troubles} == {"stop"}, (what, troubles)
        if attacker != "has a key":
            first, last = stops_at(whole, record)
            assert first <= troubles[0].seq <= last, (what, troubles, first, last)

    tamper()
    tampered_with.restore()
    assert list(upkeep.check(store)) == []


def test_a_record_that_somebody_signed_anew_is_said_to_be_by_a_strange_key(
    tampered_with, attackers, plain
):
    store = tampered_with.store
    record = plain(store.record("stop"))
    record["events"][2]["payload"] = {"value": "None of it"}
    attackers.mend(record)
    attackers.sign_anew(record)
    tampered_with.tampered(record)
    upkeep.rebuild(store)

    (trouble,) = upkeep.check(store)

    assert "a key that is not known here" in trouble.what


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM assessments",
        "UPDATE assessments SET head_seq = head_seq - 1",
        "UPDATE assessments SET head_seq = head_seq + 1",
        "UPDATE assessments SET head_at = '2020-01-01T00:00:00.000Z'",
        "UPDATE assessments SET created_at = '2020-01-01T00:00:00.000Z'",
        "UPDATE assessments SET seal_key = ''",
        "UPDATE assessments SET seal = ''",
        "UPDATE standings SET updated_at = '2020-01-01T00:00:00.000Z'",
        "UPDATE standings SET search = 'nothing'",
        "UPDATE standings SET example = (1 = 1)",
        "UPDATE members SET role = 'sro'",
        "DELETE FROM members",
        "DELETE FROM uses",
        "UPDATE uses SET seq = 3",
        "DELETE FROM attachments",
        "DELETE FROM public_keys",
        "DELETE FROM signatures WHERE seq = 8",
        "DELETE FROM payloads",
        "DELETE FROM events",
    ],
)
def test_whatever_else_is_kept_of_a_record_is_checked_too(tampered_with, damage):
    with tampered_with.freely() as connection:
        connection.execute(text(damage))

    assert {trouble.where for trouble in upkeep.check(tampered_with.store)} == {"stop"}

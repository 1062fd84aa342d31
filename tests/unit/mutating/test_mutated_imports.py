"""Spoiled records that are sent to the service itself, past every client of ours."""

import json
import random

import pytest
from sqlalchemy import delete

from answerable.record import open_store
from answerable.record.database import tables as t
from answerable.record.exchange.file import export

SEED = 20261125
MEMBERS = ("events", "signatures", "keys", "attachments")


@pytest.fixture
def raw(tmp_path, bank, write_record):
    store = open_store(f"sqlite:///{tmp_path}/first.db", bank)
    written = export(store, write_record(store))
    store.close()
    return written


def test_a_spoiled_record_is_refused_in_words_or_it_is_the_record(
    mutations, service, tmp_path, raw
):
    dice, outcomes = random.Random(SEED), set()
    running = service(f"sqlite:///{tmp_path}/served.db")
    keeper, inside = running.store("kim", "records_manager"), running.app.state.desk.records.store
    headers = {"Authorization": f"Bearer {keeper._capability}", "Content-Type": "application/json"}
    whole = json.loads(raw)
    sent = json.dumps({member: whole[member] for member in MEMBERS}).encode()
    for number in range(150):
        how = dice.choice([mutations.spoil_json, mutations.spoil_json, mutations.spoil_bytes])

        answer = running.http.post("/v1/imports", content=how(sent, dice), headers=headers)

        outcomes.add(answer.status_code)
        if answer.is_success:
            assert export(keeper, "stop") == raw, number
            forget(inside)
            continue
        assert answer.status_code < 500, (number, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
        assert keeper.list() == ()

    assert {201, 422} <= outcomes


def forget(store):
    with store.writing() as connection:
        for table in (t.uses, t.members, t.standings, t.signatures, t.payloads, t.events):
            connection.execute(delete(table))
        connection.execute(delete(t.assessments))
        connection.execute(delete(t.attachments))

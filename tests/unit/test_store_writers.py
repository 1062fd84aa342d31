"""Many writers, killed writers, and writers who are none of ours: on every engine."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from answerable.bank.load import load_bank
from answerable.errors import RecordBroken
from answerable.record import Session, open_store
from answerable.record.proof.chain import verify

TINY = Path(__file__).parents[1] / "data" / "content" / "tiny"


@pytest.fixture
def store_for(local):
    return lambda _: local


def test_many_writers_make_one_chain(session, store, author, bank):
    def write(name):
        own = Session.open(store, session.assessment, author, bank)
        for n in range(10):
            own.apply(name, n + 1, [{"do": "answer", "address": "detail", "value": f"{name} {n}",
                                     "based_on": 10_000}])  # fmt: skip

    threads = [threading.Thread(target=write, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    events = store.events(session.assessment)
    assert verify(events).seq == len(events) == 2 + 40


WRITER = """
import sys
from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from pathlib import Path
store = open_store(sys.argv[1])
session = Session.open(store, sys.argv[2], Person("ana"), load_bank(Path(sys.argv[3])))
for n in range(10_000):
    session.apply("killed", n + 1, [{"do": "draft", "address": "detail", "value": str(n)},
                                    {"do": "answer", "address": "stage", "value": ["new", "running"][n % 2], "based_on": n + 10}])
    print(n, flush=True)
"""


@pytest.mark.parametrize("wait", [0.0, 0.013, 0.05])
def test_a_killed_writer_loses_nothing_that_it_was_told_is_saved(session, database, wait):
    command = [sys.executable, "-c", WRITER, database, session.assessment, str(TINY)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        first = writer.stdout.readline()
        time.sleep(wait)
        writer.kill()
        told = [first, *writer.stdout.readlines()]
    acknowledged = int([line for line in told if line.endswith("\n")][-1])

    fresh = Session.open(open_store(database), session.assessment, session.person, load_bank(TINY))

    assert int(fresh.drafts[0].value) >= acknowledged
    assert verify(fresh.events()) == fresh.head
    assert len(fresh.events()) >= 2 + acknowledged


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE payloads SET body = replace(body, 'kept', 'lost')",
        "UPDATE payloads SET body = substr(body, 1, 9)",
        "UPDATE payloads SET body = 'NaN' WHERE seq = 3",
        "UPDATE payloads SET body = '5' WHERE seq = 3",
        "UPDATE payloads SET salt = 'zz' WHERE seq = 3",
        "DELETE FROM payloads; DELETE FROM events WHERE seq = 3",
        "UPDATE events SET actor = 'somebody' WHERE seq = 3",
        "DELETE FROM payloads WHERE seq = 3; UPDATE events SET seq = 9 WHERE seq = 3",
    ],
)
def test_a_record_that_was_changed_in_the_database_is_neither_shown_nor_added_to(
    session, store, author, bank, damage
):
    session.answer("detail", "kept")
    with store.writing() as connection:
        for each in damage.split(";"):
            connection.execute(text(each))

    with pytest.raises(RecordBroken, match="does not hold together at event"):
        Session.open(store, session.assessment, author, bank)

"""A spoiled export ends in a clear sentence, or it is the record that it was: nothing between."""

import random
import sys
import warnings

import pytest
from sqlalchemy import delete, func, select

from answerable.errors import RecordError
from answerable.record import open_store
from answerable.record.database import tables as t
from answerable.record.exchange import archive
from answerable.record.exchange.file import export
from answerable.record.exchange.taking import take

SEED = 20261124
TABLES = [
    t.uses, t.members, t.standings, t.signatures, t.payloads, t.events, t.assessments,
    t.attachments, t.public_keys, t.drafts, t.batches,
]  # fmt: skip


class Elsewhere:
    """Another store, which takes what it is brought or is left as it was."""

    def __init__(self, store, raw):
        self.store, self.raw = store, raw
        self.known = store.keyring.known()
        assert store.signer
        self.before = self.counts()

    def counts(self):
        with self.store.reading() as connection:
            return [
                connection.execute(select(func.count()).select_from(table)).scalar()
                for table in TABLES
            ]

    def bring(self, spoiled, *, unsealed=False):
        """Bring a file; return whether it was taken."""
        try:
            read = archive.read_any(spoiled, "spoiled.json")
            taken = take(self.store, read, self.known, unsealed=unsealed)
        except RecordError as error:
            self.is_a_sentence(str(error))
            assert self.counts() == self.before
            return False
        assert taken.new
        assert export(self.store, taken.assessment) == self.raw
        self.forget()
        return True

    def is_a_sentence(self, said):
        assert said.endswith(".") or said[-1] in "?)'", said
        assert len(said) < 2000, said
        for trace in ("Traceback", "<class", "object at 0x", "Error("):
            assert trace not in said

    def forget(self):
        with self.store.writing() as connection:
            for table in TABLES:
                if table is not t.public_keys:
                    connection.execute(delete(table))


@pytest.fixture
def elsewhere(database, raw, bank):
    store = open_store(database, bank)
    yield Elsewhere(store, raw)
    store.close()


def spoil_many(mutations, elsewhere, raw, packed, seed, times):
    dice = random.Random(seed)
    taken = 0
    for number in range(times):
        how = dice.choice([mutations.spoil_bytes, mutations.spoil_json, mutations.spoil_json,
                           mutations.spoil_archive])  # fmt: skip
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # zipfile, of a name that is there twice
            spoiled = how(packed if how is mutations.spoil_archive else raw, dice)
            try:
                taken += elsewhere.bring(spoiled, unsealed=dice.random() < 0.3)
            except Exception as error:
                error.add_note(f"seed {seed}, file {number}, {how.__name__}")
                raise
    return taken


def test_three_hundred_spoiled_files_end_in_a_sentence_or_in_the_record(
    mutations, elsewhere, raw, packed
):
    taken = spoil_many(mutations, elsewhere, raw, packed, SEED, 300)

    assert 0 < taken < 150


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
def test_ten_thousand_spoiled_files_end_in_a_sentence_or_in_the_record(
    mutations, elsewhere, raw, packed, seed
):
    taken = spoil_many(mutations, elsewhere, raw, packed, seed, 1000)
    sys.stdout.write(f"seed {seed}: {taken} of 1000 were still the record\n")

    assert 0 < taken < 500

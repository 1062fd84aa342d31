from pathlib import Path

import pytest

from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store

TINY = Path(__file__).parents[1] / "data" / "content" / "tiny"


@pytest.fixture(scope="session")
def bank():
    return load_bank(TINY)


@pytest.fixture
def store(tmp_path):
    return open_store(f"sqlite:///{tmp_path}/records.db")


@pytest.fixture
def author():
    return Person("ana", "Ana Lyst")


@pytest.fixture
def session(store, author, bank):
    return Session.begin(store, "Stop and search", author, bank)


@pytest.fixture
def second(store, session, bank):
    return Session.open(store, session.assessment, Person("ben", "Ben Efit"), bank)

import pytest

from answerable.record import open_store


@pytest.fixture
def store_for(sqlite, bank):
    """Searching is for whoever holds the database; people here have names for accounts."""
    store = open_store(sqlite, bank)
    yield lambda _: store
    store.close()

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_keys(tmp_path_factory):
    """Sign with keys of this test run, in all its processes, never with those of the account."""
    folder = tmp_path_factory.mktemp("keys")
    before = os.environ.get("ANSWERABLE_KEYS")
    os.environ["ANSWERABLE_KEYS"] = str(folder)
    yield folder
    os.environ.pop("ANSWERABLE_KEYS")
    if before is not None:
        os.environ["ANSWERABLE_KEYS"] = before

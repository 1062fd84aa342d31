"""Walks through a store: whatever people, crashes and upgrades do, what was acknowledged holds.

A few short walks on each engine and through the service here; `make test-long` makes hundreds,
with children killed from outside, at whatever they are doing.
"""

import pytest
from hypothesis import Phase

# httpcore leaves the socket to the garbage collector when nobody listens at a socket file
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
SEEDS = range(20261124, 20261124 + 10)


@pytest.mark.parametrize("where", ["sqlite", "postgres", "sqlite served"])
def test_what_was_acknowledged_holds_on_every_walk(walk, where):
    walk(where, runs=10, steps=30, phases=[Phase.generate])


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("where", ["sqlite", "postgres", "sqlite served", "postgres served"])
def test_what_was_acknowledged_holds_on_four_hundred_walks(walk, where, seed):
    walk(where, runs=10, steps=50, seed=seed, timed=seed % 2 == 1)

"""A Hypothesis state machine over the store, put together from the files beside this one."""

import importlib.util
import itertools
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import rule, run_state_machine_as_test

HERE = Path(__file__).parent
NUMBERS = itertools.count()


def load(name):
    """Return a module that stands beside the tests and is none itself."""
    full = f"answerable_walks_{name}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, HERE / f"{name}.py")
        sys.modules[full] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[full])
    return sys.modules[full]


model, older, worlds, planted = load("model"), load("older"), load("world"), load("faults")
steps, base = load("steps"), load("base")
writing, keeping, sharing = load("writing"), load("keeping"), load("sharing")


class Steps(writing.Writing, keeping.Keeping, sharing.Sharing, base.Base):
    """All steps together."""


class Walk(Steps):
    """One after the other."""

    @rule(step=steps.steps_of(Steps))
    def go(self, step):
        name, arguments = step
        getattr(self, name)(**arguments)


@pytest.fixture(scope="session")
def zygote(own_keys):
    """Forks the children that are killed."""
    made = worlds.Zygote(own_keys)
    yield made
    made.stop()


@pytest.fixture(name="worlds")
def _worlds():
    """See `world.py`."""
    return worlds


@pytest.fixture
def faults():
    """What can be planted; see `faults.py`."""
    return planted


@pytest.fixture
def walk(request, zygote, bank, tmp_path):
    """Walk through stores of one kind: `walk("sqlite", runs, steps)`."""

    def go(where, runs, steps, *, seed=None, timed=False, fault="", **more):
        engine, _, served = where.partition(" ")
        kind = worlds.ServedWorld if served else worlds.World
        server = request.getfixturevalue("postgres_server") if engine == "postgres" else None

        def world():
            name = f"walk_{next(NUMBERS)}"
            if server:
                return kind(worlds.new_database(server, name), zygote, bank, fault)
            return kind(f"sqlite:///{tmp_path}/{name}.db", zygote, bank, fault)

        machine = type("OneWalk", (Walk,), {"world_of": staticmethod(world), "timed": timed})
        if seed is not None:
            machine._hypothesis_internal_use_seed = seed
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=runs,
                stateful_step_count=steps,
                derandomize=seed is None,
                database=None,
                deadline=None,
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
                **more,
            ),
        )

    return go

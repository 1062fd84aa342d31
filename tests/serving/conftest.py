"""Servers of the toy notebooks for the tests beside this file."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

NAME = "answerable_tests_running"
if NAME not in sys.modules:  # tests/browser uses the same file
    spec = importlib.util.spec_from_file_location(NAME, Path(__file__).parent / "running.py")
    assert spec
    assert spec.loader
    sys.modules[NAME] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[NAME])
running = sys.modules[NAME]


@pytest.fixture(scope="session")
def run():
    """The helpers of `running.py`."""
    return running


@pytest.fixture(scope="session")
def toy(tmp_path_factory) -> Iterator["running.Server"]:
    """One server with the usual settings, for tests that leave it as they found it."""
    environment = {"AWS_SECRET_ACCESS_KEY": "hush-hush", "HTTP_PROXY_PASSWORD": "hush-hush"}
    folder = tmp_path_factory.mktemp("toy")
    settings = {
        "kernels_per_person": 30,
        "kernels_in_all": 30,
        "gone_after": 1,
        "unclaimed_after": 5,
    }
    with running.serving(folder, settings=settings, environment=environment) as server:
        yield server


@pytest.fixture(params=["forked", "stock"])
def serve_both(serve, request):
    """The same as `serve`, once with each kind of kernel; forked ones are there from the start."""

    def start(settings=None, **facts):
        server = serve(settings={"kernels": request.param, **(settings or {})}, **facts)
        if request.param == "forked":
            running.until(server.zygote, "there is something to fork from")
        return server

    return start


@pytest.fixture
def serve(tmp_path) -> Iterator[Callable[..., "running.Server"]]:
    """Start servers with other settings: `serve(settings={…})`."""
    with ExitStack() as stack:
        yield lambda **facts: stack.enter_context(running.serving(tmp_path, **facts))

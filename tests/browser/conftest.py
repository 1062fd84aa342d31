"""A real Chromium, and servers for it to talk to."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent


def load(name: str, path: Path) -> ModuleType:
    """Return a module that stands beside the tests and is none itself."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec
        assert spec.loader
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


chromium = load("answerable_tests_chromium", HERE / "chromium.py")
labs = load("answerable_tests_lab", HERE / "lab.py")
networks = load("answerable_tests_network", HERE / "network.py")
running = load("answerable_tests_running", HERE.parent / "serving" / "running.py")
steps = load("answerable_tests_steps", HERE / "app" / "steps.py")
walking = load("answerable_tests_walking", HERE / "app" / "walking.py")
words = load("answerable_tests_words", HERE / "app" / "words.py")
looking = load("answerable_tests_looking", HERE / "app" / "looking.py")
namings = load("answerable_tests_naming", HERE / "app" / "naming.py")
catalogues = [
    load(f"answerable_states_{file.stem}", file) for file in sorted((HERE / "states").glob("*.py"))
]


def states(*, long: bool) -> dict[str, Callable[..., None]]:
    """Return every state of the page: each function of a file in `states/` that says nothing else.

    It takes (page, desk, do), reaches the state, and waits for or asserts what makes it that state.
    """
    return {
        name: reach
        for module in catalogues
        if long or not hasattr(module, "ONLY_LONG")
        for name, reach in vars(module).items()
        if not name.startswith("_") and getattr(reach, "__module__", "") == module.__name__
    }


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that wants a `state` each of them: all to those that are long."""
    if "state" in metafunc.fixturenames:
        long = metafunc.definition.get_closest_marker("long") is not None
        found = states(long=long)
        metafunc.parametrize("state", found.values(), ids=found.keys())


@pytest.fixture(scope="session")
def naming():
    """What a screen reader is told: `tests/browser/app/naming.py`."""
    return namings


@pytest.fixture
def look(page: Page) -> "looking.Eye":
    """Measures the page as it stands: `tests/browser/app/looking.py`."""
    return looking.Eye(page, steps.faults)


@pytest.fixture(scope="session")
def run():
    """The helpers of `tests/serving/running.py`."""
    return running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each test gets an empty profile of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab in an empty profile."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def serve(tmp_path) -> Iterator[Callable[..., "running.Server"]]:
    """Start the toy app: `serve(settings={…})`."""
    with ExitStack() as stack:
        yield lambda **facts: stack.enter_context(running.serving(tmp_path, **facts))


@pytest.fixture
def between() -> Iterator[Callable[[int], "networks.Network"]]:
    """Put a network that can break before a server: `between(server.port)`."""
    with ExitStack() as stack:
        yield lambda port: stack.enter_context(networks.between(port))


@pytest.fixture(scope="session")
def do():
    """What a person does on the real page: `tests/browser/app/steps.py`."""
    return steps


@pytest.fixture(scope="session")
def walk():
    """A whole assessment by keyboard: `walk(page, address, answers)`."""
    return walking.walk


@pytest.fixture(scope="session")
def words_of():
    """What was typed and promised: `words_of(page, desk, assessment).are_safe()`."""
    return words.Words


@pytest.fixture
def at_work(do, words_of):
    """Open the question about the problem, directly or over a network."""

    def open_(page, desk, url="", assessment=""):
        assessment = assessment or desk.begin().assessment
        do.open_task(page, url or desk.server.url, assessment, "purpose")
        return words_of(page, desk, assessment)

    return open_


@pytest.fixture(scope="session")
def desk(tmp_path_factory) -> Iterator["steps.Desk"]:
    """The real app, for tests that do it no harm."""
    folder = tmp_path_factory.mktemp("desk")
    settings = {"kernels_per_person": 30, "gone_after": 2.0}
    with running.serving(folder, script=steps.SERVE, settings=settings) as server:
        yield steps.Desk(server)


@pytest.fixture
def own_desk(tmp_path) -> Iterator[Callable[..., "steps.Desk"]]:
    """The real app, to be broken: `own_desk(settings={…})`."""
    with ExitStack() as stack:
        yield lambda **facts: steps.Desk(
            stack.enter_context(running.serving(tmp_path, script=steps.SERVE, **facts))
        )


@pytest.fixture(scope="module")
def lab(tmp_path_factory) -> Iterator["labs.Lab"]:
    """One JupyterLab for the tests of a module."""
    with labs.running(labs.Lab(tmp_path_factory.mktemp("lab"), running.free_port())) as lab:
        running.until(lab.answers, "JupyterLab answers", seconds=120)
        yield lab


@pytest.fixture(scope="module")
def lab_page(browser: Browser, lab: "labs.Lab") -> Iterator["labs.LabPage"]:
    """JupyterLab in a tab: loaded once, for its front end is large."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1400, "height": 900})
    context.set_default_timeout(30_000)
    yield labs.LabPage(context, lab)
    context.close()


@pytest.fixture
def open_notebook(lab_page: "labs.LabPage") -> Iterator[Callable[..., "labs.Notebook"]]:
    """Open a copy of one of our notebooks: `open_notebook("assess", assessment="…")`."""
    with ExitStack() as stack:
        yield lambda *given, **parameters: stack.enter_context(lab_page.open(*given, **parameters))

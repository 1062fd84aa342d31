"""`make pictures`: the README's pictures, taken anew from the real app and the real report."""

import importlib.util
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from answerable.runs.project import run as run_project

HERE = Path(__file__).parent
PICTURES = HERE.parents[1] / "docs" / "pictures"
SIZE = {"width": 1100, "height": 860}


def load(name, path):
    """Return a module that stands beside the tests and is none itself."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def main():
    chromium = load("chromium", HERE / "chromium.py")
    running = load("running", HERE.parent / "serving" / "running.py")
    steps = load("steps", HERE / "app" / "steps.py")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with running.serving(Path(tempfile.mkdtemp()), script=steps.SERVE) as server:
        desk = steps.Desk(server)
        name = desk.example()
        url = f"sqlite:///{server.folder / 'answerable.db'}"
        report = run_project(name, store=url, outputs=server.outputs).html
        views = {
            "app-tasks": f"{server.url}assess?assessment={name}",
            "app-canvas": f"{server.url}assess?assessment={name}#canvas",
            "report-summary": report.as_uri(),
        }
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
            )
            for picture, address in views.items():
                page = browser.new_page(viewport=SIZE, locale="en-GB")
                page.goto(address)
                page.locator("h1").first.wait_for()
                page.wait_for_timeout(500)
                page.evaluate("() => document.querySelector('.page-person')?.remove()")
                page.screenshot(path=PICTURES / f"{picture}.png")
                page.close()
            browser.close()


if __name__ == "__main__":
    main()

"""`make pictures`: the README's pictures, taken anew from the real app and the real report."""

import importlib.util
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from answerable.runs.project import run as run_project
from answerable.wording import say

HERE = Path(__file__).parent
PICTURES = HERE.parents[1] / "docs" / "pictures"


def load(name, path):
    """Return a module that stands beside the tests and is none itself."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def take(page, picture):
    """Take the page as it is seen, or of the harms the first question about risk."""
    path = PICTURES / f"{picture}.png"
    if picture != "app-risk":
        page.screenshot(path=path)
        return
    page.get_by_role("button", name=say("page", "row_open")).first.click()
    page.locator(".ans-card .ans-question:has(.ans-risk)").first.screenshot(path=path)


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
        app = f"{server.url}assess?assessment={name}"
        views = {
            "app-tasks": (app, (1100, 1420), "a.ans-task-name"),
            "app-canvas": (f"{app}#canvas", (1500, 1280), ".ans-box"),
            "app-risk": (f"{app}#task?task=harms", (1100, 3000), ".ans-card"),
            "report-summary": (report.as_uri(), (1100, 1500), "h1"),
        }
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
            )
            for picture, (address, (wide, high), shown) in views.items():
                page = browser.new_page(viewport={"width": wide, "height": high}, locale="en-GB")
                page.goto(address)
                page.locator(shown).last.wait_for()
                page.wait_for_timeout(500)
                page.evaluate("() => document.querySelector('.page-person')?.remove()")
                take(page, picture)
                page.close()
            browser.close()


if __name__ == "__main__":
    main()

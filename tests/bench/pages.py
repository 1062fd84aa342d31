"""How soon a person can type, and what that costs on the wire: our page beside Voila's own."""

import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from server import app

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

import chromium

RUNS = 5
TASK = ".ans-tasks a, [class*=task] a"


def page_usable():
    """How soon the form is there and its first save acknowledged."""
    return [_row("page_usable", "form visible and first save acknowledged", "s", 0.35, _usable)]


def page_bytes():
    """What a first visit takes from the wire."""
    return [_row("page_bytes", "bytes of a first visit, as sent", "B", 80_000, _bytes)]


def _row(name, what, unit, goal, measure):
    with app("answerable") as ours, app("lab") as stock, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        measure(browser, ours), measure(browser, stock)
        pairs = [(measure(browser, ours), measure(browser, stock)) for _ in range(RUNS)]
        browser.close()
    one, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    return {"id": name, "what": what, "ours": one, "stock": other, "unit": unit, "goal": goal,
            "runs": RUNS}  # fmt: skip


def _usable(browser, server):
    page = browser.new_page()
    begun = time.perf_counter()
    page.goto(server.page + "#/task/project", wait_until="commit")
    if server.page and page.locator("textarea, input[type=radio], a.ans-task").first:
        page.locator(".answerable a, .answerable button").first.wait_for(timeout=60_000)
    field = page.locator(".answerable input[type=text], .answerable textarea")
    if field.count() == 0:
        page.locator(".answerable a", has_text="The project").first.click()
    field.first.wait_for(timeout=60_000)
    field.first.fill(f"Bench {begun}")
    field.first.blur()
    page.locator("[role=status]", has_text="Saved").first.wait_for(timeout=60_000)
    took = time.perf_counter() - begun
    page.close()
    return took


def _bytes(browser, server):
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    taken = []
    session.on("Network.loadingFinished", lambda told: taken.append(told["encodedDataLength"]))
    page.goto(server.page)
    page.locator(".answerable h1").first.wait_for(timeout=60_000)
    page.wait_for_timeout(1000)
    context.close()
    return sum(taken)

"""How soon what one person answers stands on another's page, pushed by the record service."""

import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from server import app

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

import chromium

RUNS = 15
BOX = ".ans-question[data-address=project_summary] textarea"
SHOWN = "([box, words]) => document.querySelector(box)?.value === words"


def together_shown():
    """How soon an answer that is acknowledged at one page stands at another."""
    with app("answerable") as ours, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        writer, reader = (browser.new_context().new_page() for _ in range(2))
        for page in (writer, reader):
            page.goto(f"{ours.page}#task?task=project")
            page.locator(BOX).wait_for(timeout=60_000)
        took = [_one(writer, reader, f"Words {run}") for run in range(RUNS + 1)][1:]
        browser.close()
    what = "an answer acknowledged at one page, shown at another (median; most: {:.0f} ms)"
    return [{"id": "together_shown", "what": what.format(max(took)), "ours": statistics.median(took),
             "stock": None, "unit": "ms", "goal": 2000, "runs": RUNS}]  # fmt: skip


def _one(writer, reader, words):
    """Return the milliseconds from *Saved* at the writer to the words at the reader."""
    writer.locator(BOX).fill(words)
    writer.locator(BOX).blur()
    writer.locator("[role=status]", has_text="Saving").first.wait_for(state="hidden")
    begun = time.perf_counter()
    reader.wait_for_function(SHOWN, arg=[BOX, words], polling=5)
    return (time.perf_counter() - begun) * 1000

"""How long the app itself takes for a whole assessment that a program answers by keyboard.

The program types as fast as the page takes it and never pauses, so this is not how long a person
takes, who reads and thinks.
"""

import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from server import app

from answerable.bank.examples import examples

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
sys.path.insert(0, str(Path(__file__).parents[1] / "browser" / "app"))

import chromium
import walking

EXAMPLE = "example-absence-board"
RUNS = 3


def walk_light():
    """How long the app takes for the light route, answered by a program with the keyboard alone."""
    answers = next(one.answers for one in examples() if one.id == EXAMPLE)
    with app("answerable") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        runs = [_timed(browser, server.address, answers) for _ in range(RUNS)]
        browser.close()
    took = statistics.median(seconds for seconds, _ in runs)
    asked = statistics.median(count for _, count in runs)
    what = "the light route by keyboard, from home to nothing left; no reading, no thinking"
    same = {"stock": None, "goal": None, "runs": RUNS}
    return [
        {"id": "walk_light_questions", "what": what, "ours": asked, "unit": "questions", **same},
        {"id": "walk_light", "what": what, "ours": took, "unit": "s", **same},
    ]


def _timed(browser, address, answers):
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(walking.WAIT)
    begun = time.perf_counter()
    met = walking.walk(page, address, answers)
    took = time.perf_counter() - begun
    context.close()
    return took, len(met)

"""How soon a person can type, and what that costs: our page beside the same questions as stock
ipywidgets in Voila as it comes. Ours and stock take turns within one run.
"""

import contextlib
import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from server import app, stock

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

import chromium

RUNS = 7
FEW, MANY = 12, 120
SAVED = re.compile(r"^Saved (?!words)")
FIELD = "textarea:visible, input[type=text]:visible"
LONGEST = """() => {
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
  }).observe({ type: "longtask" });
}"""
MOVED = """async ([link, heading]) => {
  const shown = () => [...document.querySelectorAll(heading)].find((e) => e.offsetParent)?.textContent;
  const before = shown();
  const target = document.querySelector(link);
  target.scrollIntoView({ block: "center" });
  const { left, top } = target.getBoundingClientRect();
  const at = { bubbles: true, cancelable: true, button: 0, clientX: left + 5, clientY: top + 5 };
  const begun = performance.now();
  target.dispatchEvent(new PointerEvent("pointerdown", at));
  document.dispatchEvent(new PointerEvent("pointerup", at));
  target.click();
  while (shown() === before) {
    if (performance.now() - begun > 10000) throw new Error(`still ${before}`);
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - begun;
}"""
OURS_MOVES = ("a[href*='task=']", ".answerable h1")
STOCK_MOVES = (".lm-TabBar-tab:not(.lm-mod-current)", ".widget-html-content b, .jupyter-widgets b")


def page_usable():
    """How soon the form is there and its first save acknowledged, with both kinds of kernels."""
    with (
        app() as forked,
        app(kernels="stock") as usual,
        stock(MANY) as other,
        _browser() as browser,
    ):
        columns = _in_turn(
            RUNS, *(lambda at=at: usable(browser, at) for at in (forked, usual, other))
        )
    what = "form visible and first save acknowledged, kernel {}; beside stock ipywidgets"
    return [
        _row("page_usable", what.format("forked"), columns[0], columns[2], "s", 0.35, RUNS),
        _row(
            "page_usable_stock_kernel", what.format("started"), columns[1], columns[2], "s", 1, RUNS
        ),
    ]


def page_grows():
    """How much longer a page takes with ten times the questions."""
    with app() as ours, stock(FEW) as few, stock(MANY) as many, _browser() as browser:
        tasks = "#task?task=project", "#all"  # one task of our page, and all of them at once
        one, whole, other, all_others = _in_turn(
            5,
            *(lambda end=end: visible(browser, ours.page + end) for end in tasks),
            *(lambda at=at: visible(browser, at.page) for at in (few, many)),
        )
    return [
        _row("page_visible_task", f"one task is visible, beside {FEW} stock questions", one, other, "s", None, 5),
        _row("page_visible_all", f"every question that is asked, beside {MANY}", whole, all_others, "s", None, 5),
        _row("page_growth", "the second as a multiple of the first", whole / one, all_others / other, "times", 1.5, 5),
    ]  # fmt: skip


def page_bytes():
    """What a first visit takes from the wire."""
    with app() as ours, stock(MANY) as other, _browser() as browser:
        usable(browser, ours), usable(browser, other)
        one, two = (weighed(browser, at) for at in (ours, other))
    return [
        _row("page_bytes", "bytes of a first visit, as sent", one[0], two[0], "B", 80_000, 1),
        _row("page_requests", "requests of a first visit", one[1], two[1], "requests", 8, 1),
        _row("page_models", "widget models of the page", one[2], two[2], "models", 3, 1),
    ]


def task_move():
    """How soon another task is shown, and how long typing is held up while it is saved."""
    with app() as ours, stock(MANY) as other, _browser() as browser:
        one, two = (
            moved(browser, at, how) for at, how in ((ours, OURS_MOVES), (other, STOCK_MOVES))
        )
        typed = [held_up(browser, at) for at in (ours, other)]
    runs = len(one[0])
    return [
        _row("task_move", "from one task to another", *map(statistics.median, (one[0], two[0])), "ms", 50, runs),
        _row("task_move_messages", "messages to the kernel meanwhile", one[1], two[1], "messages", 0, runs),
        _row("typing_longest", "longest task of the browser while text is typed and saved", *typed, "ms", 50, 1),
    ]  # fmt: skip


def usable(browser, server):
    """Return the seconds until a field can be filled and what is in it is saved."""
    page = browser.new_page()
    begun = time.perf_counter()
    field = _opened(page, server)
    field.fill(f"Bench {begun}")
    field.blur()
    page.get_by_text(SAVED).first.wait_for(timeout=60_000)
    took = time.perf_counter() - begun
    page.close()
    return took


def visible(browser, address):
    """Return the seconds until the first field is there."""
    page = browser.new_page()
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(FIELD).first.wait_for(timeout=60_000)
    took = time.perf_counter() - begun
    page.close()
    return took


def weighed(browser, server):
    """Return bytes, requests and widget models of a first visit."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    taken = []
    session.on("Network.loadingFinished", lambda told: taken.append(told["encodedDataLength"]))
    page.goto(server.page)
    page.locator(f"{FIELD}, .answerable h1").first.wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    context.close()
    return sum(taken), len(taken), _models(server)


def _models(server):
    """Count what the notebook makes, in this process: the page shows no more than that."""
    from ipywidgets.widgets import widget

    before = set(widget._instances)
    if hasattr(server, "assessment"):
        from answerable.bank.load import load_bank
        from answerable.record import Session, open_store
        from answerable.record.account import system_person
        from answerable_widgets.form import Form

        session = Session.begin(
            open_store(f"sqlite:///{tempfile.mkdtemp()}/records.db"),
            "Bench",
            system_person(),
            load_bank(),
        )
        made = Form(session, {})
    else:
        os.environ |= {"STOCK_FILE": os.devnull, "STOCK_COUNT": str(MANY)}
        sys.path.insert(0, str(Path(__file__).parent / "stock"))
        from questions import form

        made = form()
    count = len(set(widget._instances) - before)
    made.close()
    return count


def moved(browser, server, how):
    """Return how many milliseconds each move took, and how many messages the page sent for one."""
    page, sent, times = browser.new_page(), [], []
    page.on("websocket", lambda socket: socket.on("framesent", lambda one: sent.append(one)))  # noqa: PLW0108 - Playwright marks it
    _opened(page, server)
    for _ in range(RUNS):
        if hasattr(server, "assessment"):
            page.evaluate("location.hash = '#tasks'")
            page.locator(how[0]).first.wait_for()
        page.wait_for_timeout(500)
        sent.clear()
        times.append(page.evaluate(MOVED, list(how)))
        messages = len(sent)
    page.close()
    return times, messages


def held_up(browser, server):
    """Return the longest task, in milliseconds, while 400 letters are typed; 0 is none over 50."""
    page = browser.new_page()
    field = _opened(page, server)
    page.wait_for_timeout(1500)
    page.evaluate(LONGEST)
    field.focus()
    for _ in range(4):
        page.keyboard.type("words that are saved while they are typed " * 2, delay=8)
        page.wait_for_timeout(1000)
    longest = page.evaluate("window.longest")
    page.close()
    return longest


def _opened(page, server):
    end = "#task?task=project" if hasattr(server, "assessment") else ""
    page.goto(server.page + end, wait_until="commit")
    field = page.locator(FIELD).first
    field.wait_for(timeout=60_000)
    return field


@contextlib.contextmanager
def _browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        yield browser
        browser.close()


def _in_turn(runs, *measures):
    """Return the median of each measure, after a first time of each that does not count."""
    for measure in measures:
        measure()
    rounds = [[measure() for measure in measures] for _ in range(runs)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def _row(name, what, ours, other, unit, goal, runs):
    return {"id": name, "what": what, "ours": ours, "stock": other, "unit": unit, "goal": goal,
            "runs": runs, "load": round(os.getloadavg()[0], 1)}  # fmt: skip

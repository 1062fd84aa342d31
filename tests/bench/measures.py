"""What is measured. Each function returns rows; ours and stock take turns within one run."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from banks import bank_load
from memory import memory_per_person
from pages import page_bytes, page_grows, page_usable, task_move
from together import together_shown
from walk import walk_light

from answerable import places
from answerable.bank.load import load_bank
from answerable.record import open_store
from answerable.record.example import load_example

BIN = Path(sys.executable).parent


def row(name, what, ours, stock, unit, goal, runs):
    """Return one row of bench.json; figures are medians."""
    return {"id": name, "what": what, "ours": ours, "stock": stock, "unit": unit, "goal": goal,
            "runs": runs}  # fmt: skip


def seconds(work):
    """Return how long `work` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_turn(runs, ours, stock):
    """Return the medians of ours and stock, after one warm-up of each, taken in turn."""
    ours(), stock()
    pairs = [(seconds(ours), seconds(stock)) for _ in range(runs)]
    return tuple(statistics.median(column) for column in zip(*pairs, strict=True))


def command(*words, **environment):
    return subprocess.run(
        [str(word) for word in words], check=True, capture_output=True,
        env={**os.environ, **environment}, timeout=120)  # fmt: skip


def cli_help():
    """How soon help comes."""
    ours, stock = in_turn(
        7,
        lambda: command(BIN / "answerable", "--help"),
        lambda: command(BIN / "papermill", "--version"),
    )
    what = "answerable --help, beside papermill --version"
    return [row("cli_help", what, ours, stock, "s", 0.2, 7)]


def run_per_project():
    """How long one report takes, from the record to the HTML file."""
    import papermill
    from nbconvert import HTMLExporter

    from answerable.runs.project import run

    folder = Path(tempfile.mkdtemp())
    url = f"sqlite:///{folder}/records.db"
    name = load_example(open_store(url), load_bank())
    notebook = places.shipped("notebooks") / "report.ipynb"

    def ours():
        run(name, store=url, outputs=folder / "outputs")

    def stock():
        done = papermill.execute_notebook(
            notebook, folder / "stock.ipynb", {"assessment": name, "store": url},
            kernel_name="python3", progress_bar=False)  # fmt: skip
        HTMLExporter().from_notebook_node(done)

    one, other = in_turn(3, ours, stock)
    shutil.rmtree(folder)
    what = "one report in this process, beside papermill and nbconvert as they come"
    return [row("run_per_project", what, one * 1000, other * 1000, "ms", 90, 3)]


MEASURES = (
    cli_help,
    bank_load,
    run_per_project,
    page_usable,
    page_bytes,
    page_grows,
    task_move,
    walk_light,
    together_shown,
    memory_per_person,
)

"""How long the bank takes to load, and to be checked whole."""

import os
import subprocess
import sys

import yaml
from figures import figure, timed

from answerable import places
from answerable.bank.check import check_content
from answerable.bank.files import content_files
from answerable.bank.load import _loaded, build, load_bank

RUNS = 15
GOAL = 150
ALONE = """
import time
from answerable.bank.load import load_bank
begun = time.perf_counter()
load_bank()
print(time.perf_counter() - begun)
"""


def middle(times):
    return sorted(times)[len(times) // 2]


def by_plain_yaml():
    """Load the bank as YAML is read where its C library is missing."""
    folder = places.content()
    files = {
        path: yaml.load(path.read_text("utf-8"), Loader=yaml.SafeLoader)
        for path in content_files(folder)
    }
    return build(folder, files)


def in_a_new_process(overlays=""):
    """Return how long `load_bank` takes in processes of their own, in milliseconds."""
    environment = {**os.environ, "ANSWERABLE_CONTENT": overlays}
    command = [sys.executable, "-c", ALONE]
    done = (
        subprocess.run(command, check=True, capture_output=True, env=environment)
        for _ in range(RUNS)
    )
    return [1000 * float(each.stdout) for each in done]


def bank_load():
    """How long the bank takes to load with no cache, and to be loaded and checked."""
    afresh = timed(lambda _: _loaded.__wrapped__(places.content(), ()), RUNS)
    alone = in_a_new_process()
    laid = in_a_new_process(os.pathsep.join(("northvale", "cymraeg")))
    plain = timed(lambda _: by_plain_yaml(), 3)
    checked = timed(lambda _: check_content(), 5)
    cached = timed(lambda _: load_bank(), RUNS)
    what = "load the bank in a new process, beside reading its YAML in plain Python"
    return [
        figure("load_bank", what, middle(alone), "ms", GOAL, RUNS, afresh=middle(afresh),
               cached=middle(cached)) | {"stock": middle(plain)},
        figure("load_overlays", "load the bank with both overlays that ship in a new process",
               middle(laid), "ms", GOAL, RUNS),
        figure("check_bank", "load the bank and check all of it", middle(checked), "ms", GOAL, 5),
    ]  # fmt: skip

"""Kill whatever can be killed while somebody types: what the page called saved is in the record.

A dozen seeded kills here; `make test-long` makes two hundred. Four kinds: the kernel, the server,
the record service, and the kernel between the durable write and its acknowledgement.
"""

import random
import signal

import pytest

ALPHABET = "abcdefghijklmnopqrstuvwxyz      "
# A cell before the page's own: the next write but one ends the kernel, once it is on the disk.
DEADLY = """
import os, pathlib, signal
from answerable.record.remote.client import RemoteStore
written, mark = RemoteStore.write, pathlib.Path({mark!r})
def write(*args):
    done = written(*args)
    if mark.exists():
        mark.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return done
RemoteStore.write = write
"""


@pytest.fixture
def notebooks(tmp_path, do):
    """The notebooks, with a kernel that can be told to die after its next durable write."""
    return do.notebooks_with(tmp_path, DEADLY.format(mark=str(tmp_path / "die")), -1)


class Typist:
    """Types without end, and looks at what the page calls saved."""

    def __init__(self, page, words, dice):
        self.page, self.words, self.dice = page, words, dice
        self.box = words.box

    def type_some(self):
        for _ in range(self.dice.randint(1, 4)):
            letters = "".join(self.dice.choices(ALPHABET, k=self.dice.randint(1, 12)))
            self.words.type(letters, delay=0)
            self.page.wait_for_timeout(self.dice.choice([0, 5, 200, 900, 1500]))
            self.words.look()
        if self.dice.random() < 0.2:
            self.page.keyboard.press("Tab")
            self.words.look()
            self.box.focus()
            self.page.keyboard.press("End")
            self.page.keyboard.press("Control+End")


def kill(how, desk, tmp_path):
    server = desk.server
    if how == "kernel":
        for kernel in server.kernels():
            kernel.send_signal(signal.SIGKILL)
    elif how == "records":
        server.records().kill()
    elif how == "server":
        server.stop(signal.SIGKILL)
        server.start()
    else:
        (tmp_path / "die").touch()


def run_kills(seed, times, desk, do, run, page, tmp_path, words_of):
    dice = random.Random(seed)
    assessment = desk.begin().assessment
    do.open_task(page, desk.server.url, assessment, "purpose")
    words = words_of(page, desk, assessment)
    typist = Typist(page, words, dice)
    for number in range(times):
        typist.type_some()
        how = dice.choice(["kernel", "server", "records", "dies_before_acknowledging"])
        kill(how, desk, tmp_path)
        words.are_safe(f"seed {seed}, kill {number}, {how}")
        typist.type_some()
        if dice.random() < 0.3:
            run.until(lambda: do.is_saved(page), f"saved again after {number}, {how}", 60)
    do.wait_saved(page, 90)
    final = typist.box.input_value()
    run.until(lambda: desk.kept(assessment) == final, "the last words are in the record", 60)
    assert len(final) > times
    record = desk.session(assessment)
    assert record.head.seq == len(record.events())


SETTINGS = {"gone_after": 60, "unclaimed_after": 60, "kernels_per_person": 60, "kernels_in_all": 60}


def test_a_dozen_kills_lose_nothing(own_desk, notebooks, do, run, page, tmp_path, words_of):
    desk = own_desk(settings={**SETTINGS, "notebooks": str(notebooks)})

    run_kills(20261122, 12, desk, do, run, page, tmp_path, words_of)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_two_hundred_kills_lose_nothing(
    own_desk, notebooks, do, run, page, tmp_path, words_of, seed
):
    desk = own_desk(settings={**SETTINGS, "notebooks": str(notebooks)})

    run_kills(seed, 20, desk, do, run, page, tmp_path, words_of)

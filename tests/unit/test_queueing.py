"""Writers of one SQLite file go in one after the other; the queue itself can hold up nobody."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from answerable.record.database import queueing
from answerable.record.database.queueing import Queue
from answerable.record.opening import open_store
from answerable.record.session import Session

HOLDER = """
import sys
from answerable.record.database.queueing import Queue
with Queue(sys.argv[1]).turn():
    print("in", flush=True)
    sys.stdin.read()
"""

PARENT = """
import contextlib, fcntl, os, signal, sys
from answerable.record.database.queueing import queue_at
file, child_of = sys.argv[1:]
with queue_at(file).turn() if child_of == "a turn" else contextlib.nullcontext():
    told, tell = os.pipe()
    if (child := os.fork()) == 0:
        own = queue_at(file)._here.acquire(blocking=False)
        os.write(tell, b"own" if own else b"shared")
        signal.pause()
with queue_at(file).turn():
    pass
with open(file + "-queue", "rb") as other:
    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
print("free")
print(os.read(told, 10).decode())
os.kill(child, signal.SIGKILL)
"""


@pytest.fixture
def file(sqlite):
    return sqlite.removeprefix("sqlite:///")


@pytest.fixture
def holder(file):
    """Another process, whose turn it is."""
    command = [sys.executable, "-c", HOLDER, file]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "in\n"
        yield process
        process.stdin.close()


def is_free(file):
    with Path(file + "-queue").open("rb") as other:
        try:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def enters(queue):
    """Return a thread that waits for its turn, what it says when it is in, and what lets it out."""
    inside, out = threading.Event(), threading.Event()

    def work():
        with queue.turn():
            inside.set()
            out.wait(30)

    thread = threading.Thread(target=work)
    thread.start()
    return thread, inside, out


def test_a_writer_waits_for_another_process_and_goes_in_when_it_is_done(file, holder):
    thread, inside, out = enters(Queue(file))
    assert not inside.wait(0.1)

    holder.stdin.close()

    assert inside.wait(10)
    assert not is_free(file)
    out.set()
    thread.join()
    assert is_free(file)


def test_a_writer_goes_in_when_the_one_before_is_killed(file, holder):
    thread, inside, out = enters(Queue(file))

    holder.send_signal(signal.SIGKILL)

    assert inside.wait(10)
    out.set()
    thread.join()


def test_threads_of_one_process_wait_for_each_other(file):
    queue = Queue(file)
    first, in_first, out_first = enters(queue)
    assert in_first.wait(10)
    second, in_second, out_second = enters(queue)
    assert not in_second.wait(0.1)

    out_first.set()

    assert in_second.wait(10)
    out_second.set()
    first.join()
    second.join()


def test_who_has_waited_too_long_goes_on_and_leaves_nothing_locked(file, holder, monkeypatch):
    monkeypatch.setattr(queueing, "PATIENCE_SECONDS", 0.1)
    queue = Queue(file)
    thread, inside, out = enters(queue)
    assert inside.wait(10)
    still_open = os.dup(queue._handle)  # as a child made at this moment would have it
    out.set()
    thread.join()
    waiting = [each for each in threading.enumerate() if each.name == "answerable-queue"]

    holder.stdin.close()
    holder.wait()

    for each in waiting:
        each.join(10)
    assert is_free(file)
    os.close(still_open)


def test_a_turn_ends_though_a_child_has_the_file_open(file):
    queue = Queue(file)
    with queue.turn():
        still_open = os.dup(queue._handle)
        assert not is_free(file)

    assert is_free(file)
    os.close(still_open)


def test_a_save_is_kept_while_somebody_holds_the_queue(
    file, sqlite, author, bank, request, monkeypatch
):
    monkeypatch.setattr(queueing, "PATIENCE_SECONDS", 0.1)
    store = open_store(sqlite, bank)
    session = Session.begin(store, "Stop", author, bank)
    request.getfixturevalue("holder")

    session.answer("detail", "All the same")

    assert Session.open(store, session.assessment, author, bank).answers["detail"] == "All the same"
    store.close()


def test_a_place_that_takes_no_file_is_no_trouble(file):
    Path(file + "-queue").mkdir()

    with Queue(file).turn():
        pass


@pytest.mark.parametrize("child_of", ["a turn", "no turn"])
def test_a_child_holds_up_nobody_and_waits_in_a_queue_of_its_own(file, child_of):
    done = subprocess.run(
        [sys.executable, "-c", PARENT, file, child_of],
        capture_output=True, text=True, check=True, timeout=60)  # fmt: skip

    assert done.stdout.split() == ["free", "own"]

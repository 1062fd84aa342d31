"""The process that kernels are forked from: it has done once what each kernel would do at its start.

Started by `forking.py`, which asks it over a socket that has no name in the file system.
It has one thread, knows of nobody and of no record, and never reads what a kernel is told: that
comes over a socket of the kernel's own, after the fork. So no kernel holds another one's secrets.
"""

import gc
import importlib
import json
import os
import random
import select
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LONGEST_LIST = 10_000
READY = b"ready"
FORK = b"fork"
LISTENING = 3  # the first descriptor after input, output and errors
NAMES = {"zygote": "answerable-fork", "kernel": "answerable-page"}  # 15 letters at most
REHEARSED = "1 + 1"
INIT = 1  # a parent whose end Jupyter does not wait for; and nothing is printed about a missing one
HAS_THREADS = 3  # how this ends where it cannot be forked from


def main() -> None:
    """Get ready, then fork until the other end is closed; in each fork, be a kernel."""
    del sys.path[0]  # where it was started; a kernel imports from its own folder
    control = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, sys.stdin.fileno())
    os.close(nothing)
    prepare(json.loads(control.recv(LONGEST_LIST)))
    _call_it("zygote")
    control.send(READY)
    told = serve(control)
    if told is not None:
        be_kernel(told)


def prepare(modules: Iterable[str]) -> None:
    """Import what kernels need, and leave what there is as still as memory can be.

    Raises:
        SystemExit: something here runs a thread, which no fork would have.
    """
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type] # no kernel of a page is debugged
    for name in ("ipykernel.kernelapp", "ipykernel.zmqshell", *modules):
        importlib.import_module(name)
    for name in _rehearsed():
        importlib.import_module(name)
    if threading.active_count() > 1 or len(list(Path("/proc/self/task").iterdir())) > 1:
        raise SystemExit(HAS_THREADS)
    gc.collect()
    gc.disable()
    gc.freeze()  # a collection in a kernel then leaves these pages shared


def _rehearsed() -> list[str]:
    """Return which modules a kernel imports only while it starts, seen in one that is thrown away."""
    reading, writing = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        child = os.fork()
        if child == 0:
            _rehearse(writing, folder)
        os.close(writing)
        with os.fdopen(reading) as told:
            names = told.read().split()
        os.waitpid(child, 0)
    return names


def _rehearse(writing: int, folder: str) -> None:
    before = set(sys.modules)
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, sys.stdout.fileno())
        os.dup2(silence, sys.stderr.fileno())
        app = _application(["-f", f"{folder}/kernel.json", f"--ipython-dir={folder}",
                            "--HistoryManager.enabled=False", "--transport=ipc"])  # fmt: skip
        app.shell.run_cell(REHEARSED, silent=True)
        found = [name for name, module in sys.modules.items() if module and name not in before]
        os.write(writing, "\n".join(found).encode())
    finally:
        os._exit(0)


def _application(arguments: list[str]) -> Any:
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415 - imported ahead

    app = IPKernelApp.instance(parent_handle=INIT)
    app.initialize(arguments)  # type: ignore[no-untyped-call]
    return app


def serve(control: socket.socket) -> socket.socket | None:
    """Fork whenever asked. Return in each fork the socket on which it is told what to be.

    In the zygote itself return nothing, when the app that asks is gone.
    """
    poller = select.poll()
    poller.register(control, select.POLLIN)
    kernels: dict[int, int] = {}  # a descriptor that is readable once its process has ended
    while True:
        for ready, _ in poller.poll():
            if ready in kernels:
                poller.unregister(ready)
                os.waitpid(kernels.pop(ready), 0)
                os.close(ready)
                continue
            asked, told, _, _ = socket.recv_fds(control, len(FORK), 1)
            if not asked:
                return None
            kernel = _forked(control)
            if kernel is None:
                control.detach()
                return _alone(told[0])
            if kernel:
                poller.register(kernel[1], select.POLLIN)
                kernels[kernel[1]] = kernel[0]
            os.close(told[0])


def _forked(control: socket.socket) -> tuple[int, int] | tuple[()] | None:
    """Fork, and tell whom it is for; nothing in the fork, an empty pair if there can be none."""
    try:
        process = os.fork()
    except OSError:
        control.send(b"0")
        return ()
    if process == 0:
        return None
    descriptor = os.pidfd_open(process)
    socket.send_fds(control, [str(process).encode()], [descriptor])
    return process, descriptor


def _alone(told: int) -> socket.socket:
    """Let go of all that was open before the fork, and return the one socket that is ours."""
    os.setsid()
    _call_it("kernel")
    os.dup2(told, LISTENING)
    os.closerange(LISTENING + 1, os.sysconf("SC_OPEN_MAX"))
    return socket.socket(fileno=LISTENING)


def be_kernel(line: socket.socket) -> None:
    """Be the kernel that is described on `line`, until it is ended or the other end closes."""
    with line.makefile("rb") as said:
        told = json.loads(said.readline())
    os.environ.clear()
    os.environ.update(told["environment"])
    os.chdir(told["folder"])
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()
    gc.enable()
    threading.Thread(target=_end_with, args=[line], name="answerable-line", daemon=True).start()
    sys.argv = ["ipykernel_launcher", *told["arguments"]]
    _application(told["arguments"]).start()


def _end_with(line: socket.socket) -> None:
    while line.recv(1):
        pass
    os._exit(1)  # as Jupyter's own kernels do when their server is gone


def _call_it(what: str) -> None:
    """Give this process a name by which the system lists it."""
    Path("/proc/self/comm").write_text(NAMES[what], "ascii")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    main()

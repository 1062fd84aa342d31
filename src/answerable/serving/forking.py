"""Kernels that are forked instead of started: the app's side.

That needs a system where a process can be held by a descriptor (Linux). Elsewhere, and while there
is nothing to fork from, kernels start as usual.
"""

import asyncio
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from answerable.serving.zygote import FORK, READY

START_SECONDS = 60.0
ANSWER_SECONDS = 5.0
STOP_SECONDS = 5.0
STEADY_SECONDS = 10.0  # ended sooner, it is started again after a longer and longer pause
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 60.0
ENDED = -1  # how a kernel ended is known to the zygote alone, and of no use


def can_fork() -> bool:
    """Return whether this system lets one process hold another by a descriptor."""
    return all(hasattr(os, name) for name in ("fork", "pidfd_open"))


class ForkedKernel:
    """A kernel's process, with the part of `subprocess.Popen` that Jupyter asks of one."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, descriptor: int, line: socket.socket) -> None:
        """Hold the process; it ends when `line` does."""
        self.pid, self._descriptor, self._line = pid, descriptor, line
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return nothing while it runs."""
        if self.returncode is None and self._gone(0):
            self.returncode = ENDED
            os.close(self._descriptor)
            self._line.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """Return once it has ended, or after `timeout` seconds."""
        if self.returncode is None:
            self._gone(timeout)
        return self.poll()

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _gone(self, timeout: float | None) -> bool:
        poller = select.poll()  # `select` knows of the first 1,024 descriptors only
        poller.register(self._descriptor, select.POLLIN)
        return bool(poller.poll(None if timeout is None else timeout * 1000))


class Zygote:
    """The process to fork from: started with the app, again if it ends, ended with the app."""

    def __init__(self, environment: Mapping[str, str], modules: Sequence[str]) -> None:
        """Prepare one that imports `modules` and finds nothing but `environment` around it."""
        self._environment, self._modules = dict(environment), list(modules)
        self._ended = threading.Event()
        self._asking = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and keep it running; until it is ready `fork` has nothing to give."""
        threading.Thread(target=self._keep, name="answerable-fork", daemon=True).start()

    def _keep(self) -> None:
        pause = FIRST_PAUSE
        while not self._ended.is_set():
            began = time.monotonic()
            self._run()
            steady = time.monotonic() - began > STEADY_SECONDS
            pause = FIRST_PAUSE if steady else min(pause * 2, LONGEST_PAUSE)
            self._ended.wait(pause)

    def _run(self) -> None:
        """Start it, let it be asked once it is ready, and return when it has ended."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours, theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "answerable.serving.zygote"],
                env=self._environment,
                cwd=os.sep,  # Python would import from where it is started
                stdin=theirs.fileno(),  # which is how it is asked
                start_new_session=True,  # Ctrl+C is for the app
            )
            theirs.close()
            ours.settimeout(START_SECONDS)
            with suppress(OSError):
                ours.send(json.dumps(self._modules).encode())
                if ours.recv(len(READY)) == READY and not self._ended.is_set():
                    ours.settimeout(ANSWER_SECONDS)
                    self._control = ours
                    self._process.wait()
            with self._asking:
                self._control = None
        self._process.kill()
        self._process.wait()

    def fork(self, told: Mapping[str, Any]) -> ForkedKernel | None:
        """Return a new kernel, or nothing if there is none to fork from just now.

        `told` says its `arguments`, its `environment` and its `folder`.
        """
        ours, theirs = socket.socketpair()
        try:
            with self._asking, theirs:
                pid, descriptors = self._asked(theirs)
            if not descriptors:
                ours.close()
                return None
            ours.sendall(json.dumps(told).encode() + b"\n")
        except OSError:
            ours.close()
            self._drop()
            return None
        return ForkedKernel(pid, descriptors[0], ours)

    def _asked(self, theirs: socket.socket) -> tuple[int, list[int]]:
        if self._control is None:
            return 0, []
        socket.send_fds(self._control, [FORK], [theirs.fileno()])
        said, descriptors, _, _ = socket.recv_fds(self._control, 32, 1)
        return int(said or b"0"), descriptors

    def _drop(self) -> None:
        """End one that does not answer: an answer that came late would be taken for the next."""
        if self._process is not None:
            self._process.kill()

    def stop(self) -> None:
        """End it."""
        self._ended.set()
        if self._process is not None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_SECONDS)


class ForkedProvisioner(LocalProvisioner):
    """Launches a kernel by a fork, and as usual where there is nothing to fork from."""

    zygote: Zygote | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Return how to reach the new kernel."""
        kernel = await asyncio.to_thread(self._forked, cmd, kwargs)
        if kernel is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = kernel  # type: ignore[assignment] # as Jupyter declares it, it is always None
        self.pid = self.pgid = kernel.pid
        self.cwd = kwargs["cwd"]
        return self.connection_info

    def _forked(self, cmd: list[str], kwargs: dict[str, Any]) -> ForkedKernel | None:
        if self.zygote is None:
            return None
        arguments = cmd[cmd.index("-f") :]
        told = {"environment": kwargs["env"], "folder": str(kwargs["cwd"])}
        return self.zygote.fork({**told, "arguments": arguments})

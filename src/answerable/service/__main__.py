"""`python -m answerable.service`: reads its settings from standard input, one line, and serves.

What it must know and nobody else may (the store's address, the issuer's word) is in no argument
and no environment. It ends when whoever started it ends: its standard input closes.
"""

import os
import socket
import sys
import threading
from pathlib import Path

import uvicorn

from answerable.errors import AnswerableError
from answerable.service.app import build
from answerable.service.settings import ServiceSettings

GRACE_SECONDS = 5


def main() -> int:
    """Serve until stopped; return the exit code."""
    settings = ServiceSettings.read(sys.stdin.readline())
    try:
        app = build(settings)
    except AnswerableError as error:
        print(error, file=sys.stderr)  # noqa: T201 - whoever started it reads this
        return 1
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    listener = _listener(settings)
    threading.Thread(target=_end_with_parent, args=[server], daemon=True).start()
    server.run(sockets=[listener])
    return 0


def _listener(settings: ServiceSettings) -> socket.socket:
    """Return the socket to listen on; a socket file is for its account alone."""
    if not settings.socket:
        return uvicorn.Config("", host=settings.ip, port=settings.port).bind_socket()
    Path(settings.socket).unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listener.bind(settings.socket)
    finally:
        os.umask(before)
    return listener


def _end_with_parent(server: uvicorn.Server) -> None:
    sys.stdin.read()
    server.should_exit = True


if __name__ == "__main__":
    sys.exit(main())

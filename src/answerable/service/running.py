"""Starting the service: its socket, its certificate, its end."""

import ipaddress
import os
import secrets
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from answerable.errors import ServingRefused
from answerable.service.app import build
from answerable.service.settings import ServiceSettings
from answerable.wording import say

GRACE_SECONDS = 5
WORD_BYTES = 32


def run(
    settings: ServiceSettings,
    started: Callable[[], None] = lambda: None,
    until: Callable[[], object] | None = None,
) -> None:
    """Serve until stopped, or until `until` returns; call `started` when it listens.

    Raises:
        ServingRefused: it must not, or cannot, listen like this.
        StoreError, StoreOutdated, RecordTooNew: its store cannot be used.
    """
    _refuse_plain(settings)
    app = build(settings)
    listener = _listener(settings)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ssl_certfile=settings.certificate or None,
        ssl_keyfile=settings.certificate_key or None,
    )
    server = uvicorn.Server(config)
    if until is not None:
        threading.Thread(target=_end_after, args=[until, server], daemon=True).start()
    started()
    server.run(sockets=[listener])


def word_in(file: Path) -> str:
    """Return the issuer's word in `file`, made now if it is not there; for its account alone."""
    with suppress(FileExistsError):
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as made:
            made.write(secrets.token_urlsafe(WORD_BYTES))
    return file.read_text("utf-8").strip()


def _refuse_plain(settings: ServiceSettings) -> None:
    """Refuse to send records unencrypted where others could listen."""
    if settings.socket or settings.certificate:
        return
    try:
        safe = settings.ip == "localhost" or ipaddress.ip_address(settings.ip).is_loopback
    except ValueError:
        safe = False
    if not safe:
        raise ServingRefused(why=say("errors", "remote_plain"))


def _listener(settings: ServiceSettings) -> socket.socket:
    """Return the socket to listen on; a socket file is for its account alone."""
    try:
        return _on_file(settings.socket) if settings.socket else _on_port(settings)
    except OSError as error:
        why = say(
            "errors",
            "records_listen",
            at=settings.socket or settings.port,
            why=error.strerror or error,
        )
        raise ServingRefused(why=why) from error


def _on_port(settings: ServiceSettings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.ip else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return _bound(listener, (settings.ip, settings.port))


def _on_file(name: str) -> socket.socket:
    Path(name).unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        return _bound(listener, name)
    finally:
        os.umask(before)


def _bound(listener: socket.socket, address: str | tuple[str, int]) -> socket.socket:
    try:
        listener.bind(address)
        listener.listen()  # whoever comes before all is ready waits for a moment
    except OSError:
        listener.close()
        raise
    return listener


def _end_after(until: Callable[[], object], server: uvicorn.Server) -> None:
    until()
    server.should_exit = True

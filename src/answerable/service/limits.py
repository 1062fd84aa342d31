"""How much and how often: a request is measured before anybody reads it.

The rate is counted for each pass, and for the service as a whole where there is none. A body that
does not say how long it is, or is longer than it said, is cut off at the same limit.
"""

import time
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from answerable.errors import AnswerableError, TooLarge, TooOften
from answerable.service.problems import problem
from answerable.service.settings import MEBIBYTE, Limits

MOST_COUNTED = 10_000
UNCOUNTED = frozenset({"/health", "/ready"})


class Limited:
    """Lets through what is within `limits`."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        """Stand in front of `app`."""
        self._app, self._limits = app, limits
        self._buckets: dict[bytes, tuple[float, float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or say which limit it met."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            if scope["path"] not in UNCOUNTED:
                self._count(_header(scope, b"authorization"))
            most = self._most(scope["path"])
            self._measure(_header(scope, b"content-length"), most)
            await self._app(scope, _cut(receive, most), send)
        except (TooLarge, TooOften) as error:
            await _tell(error, scope, receive, send)

    def _most(self, path: str) -> int:
        if path == "/v1/imports":
            return self._limits.record
        return self._limits.file if path.endswith("/attachments") else self._limits.body

    def _measure(self, said: bytes, most: int) -> None:
        if said and (not said.isdigit() or int(said) > most):
            raise _too_large(said, most)

    def _count(self, who: bytes) -> None:
        now = time.monotonic()
        left, since = self._buckets.pop(who, (float(self._limits.burst), now))
        left = min(self._limits.burst, left + (now - since) * self._limits.per_second)
        self._buckets[who] = (max(left - 1, 0.0), now)
        while len(self._buckets) > MOST_COUNTED:
            del self._buckets[next(iter(self._buckets))]
        if left < 1:
            raise TooOften(seconds=1)


def _header(scope: Scope, name: bytes) -> bytes:
    return next((bytes(value) for key, value in scope["headers"] if key == name), b"")


def _too_large(said: bytes, most: int) -> TooLarge:
    size = int(said) if said.isdigit() else 0
    return TooLarge(size=size // MEBIBYTE or "?", limit=most // MEBIBYTE)


def _cut(receive: Receive, most: int) -> Receive:
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:  # as an error that whoever reads the body lets through
            error = _too_large(str(read).encode(), most)
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE) from error
        return message

    return limited


async def _tell(error: AnswerableError, scope: Any, receive: Receive, send: Send) -> None:
    await problem(error)(scope, receive, send)

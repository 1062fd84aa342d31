"""What a page may say to its kernel: what our own pages say, and nothing else.

A page sends a widget's messages (`PAGE_OPERATIONS`), asks for a widget's state, and asks on the
control channel whether the kernel is there. Everything else is dropped: above all running code,
but also opening widgets, setting traits, other channels, the older wire format and attachments.

What passes is written anew from what was read here, so that no difference between two readers of
JSON can smuggle anything through.
"""

import json
import time
from collections import deque
from typing import Any, ClassVar

from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)

from answerable.serving.channels import QuickChannels

WIRE_FORMAT = "v1.kernel.websocket.jupyter.org"
PARTS = 6  # offsets of channel, header, parent, metadata, content, and the end: no attachments
PAGE_OPERATIONS = frozenset({
    "patch", "hello", "bank", "create", "history", "here", "colleagues", "threads", "comment",
})  # fmt: skip
HEADER_FIELDS = ("msg_id", "msg_type", "session", "username", "version", "date")
LONGEST_FIELD = 100


class Refused(Exception):
    """This message goes no further."""


class Guard(QuickChannels):
    """A kernel's websocket that lets through only what our own page says.

    No attribute here may be called `traits`: it would hide the method every configurable needs,
    and every socket would then answer with an error.
    """

    most_bytes: ClassVar[int] = 6 * 1024 * 1024
    most_messages: ClassVar[int] = 100
    window_seconds: ClassVar[float] = 2.0

    def handle_incoming_message(self, incoming_msg: str | bytes) -> None:
        try:
            message = self.passed(incoming_msg)
        except Refused as refusal:
            self.log.warning("A message from a page was refused: %s", refusal)
        except Exception as error:  # noqa: BLE001 - whatever cannot be read is refused
            self.log.warning("A message from a page cannot be read: %s", type(error).__name__)
        else:
            super().handle_incoming_message(message)  # type: ignore[arg-type] # bytes, as sent

    def passed(self, raw: str | bytes) -> bytes:
        """Return the message as it may go on, or raise `Refused`."""
        self._count()
        if not isinstance(raw, bytes) or self.subprotocol != WIRE_FORMAT:
            raise Refused("wire format")
        if len(raw) > self.most_bytes:
            raise Refused("size")
        channel, header, content = read(raw)
        self.check_header(header)
        self.check(channel, header, content)
        return written(channel, header, content)

    def check_header(self, header: dict[str, Any]) -> None:
        """Raise `Refused` unless the header is made of short texts."""
        fields = [header.get(name, "") for name in HEADER_FIELDS]
        if not all(isinstance(value, str) and len(value) <= LONGEST_FIELD for value in fields):
            raise Refused("header")

    def check(self, channel: str, header: dict[str, Any], content: dict[str, Any]) -> None:
        """Raise `Refused` unless this is one of the few things a page says."""
        kind = header.get("msg_type")
        if (channel, kind) == ("control", "kernel_info_request"):
            if content:
                raise Refused("content")
        elif (channel, kind) == ("shell", "comm_msg"):
            _check_widget_message(content)
        else:
            raise Refused(f"{kind} on {channel}"[:LONGEST_FIELD])

    def _count(self) -> None:
        now = time.monotonic()
        recent: deque[float] = self.__dict__.setdefault("_recent", deque())
        while recent and now - recent[0] > self.window_seconds:
            recent.popleft()
        recent.append(now)
        if len(recent) > self.most_messages:
            recent.pop()
            raise Refused("rate")


def read(raw: bytes) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return channel, header and content of one message on the wire."""
    if int.from_bytes(raw[:8], "little") != PARTS:
        raise Refused("attachments")
    channel, parts = deserialize_msg_from_ws_v1(raw)  # type: ignore[no-untyped-call]
    header, content = (json.loads(parts[at].decode("utf-8")) for at in (0, 3))
    if not isinstance(header, dict) or not isinstance(content, dict):
        raise Refused("shape")
    return channel, header, content


def _check_widget_message(content: dict[str, Any]) -> None:
    data = content.get("data")
    if set(content) != {"comm_id", "data"} or not isinstance(content["comm_id"], str):
        raise Refused("content")
    if data == {"method": "request_state"}:
        return
    if not isinstance(data, dict) or set(data) != {"method", "content"}:
        raise Refused("content")
    said = data["content"]
    if data["method"] != "custom" or not isinstance(said, dict):
        raise Refused("method")
    if said.get("op") not in PAGE_OPERATIONS:
        raise Refused("operation")


def written(channel: str, header: dict[str, Any], content: dict[str, Any]) -> bytes:
    """Return the message on the wire, made of what was read and nothing else."""
    kept = {name: header.get(name, "") for name in HEADER_FIELDS}
    parts = [json.dumps(part).encode() for part in (kept, {}, {}, content)]
    return bytes(serialize_msg_to_ws_v1(parts, channel))  # type: ignore[no-untyped-call]

"""Whoever holds the websocket of a kernel can say what our page says, and nothing else."""

import json
import re
import uuid
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

V1 = "v1.kernel.websocket.jupyter.org"
SECONDS = 10


@contextmanager
def open_wire(server, run, *, subprotocol=V1, origin=None, headers=None):
    """Open a page and a websocket to its kernel, as any program on this computer could."""
    page = run.get(f"{server.url}assess").text
    kernel = run.kernel_id(page)
    with connect(
        f"ws://127.0.0.1:{server.port}/api/kernels/{kernel}/channels?session_id=s",
        origin=server.url.rstrip("/") if origin is None else origin,
        subprotocols=[subprotocol] if subprotocol else None,
        additional_headers=headers or {},
        open_timeout=SECONDS,
        close_timeout=SECONDS,
        compression=None,
    ) as socket:
        yield Wire(socket, kernel, run.model_id(page))


@dataclass
class Wire:
    """A client that says what it likes."""

    socket: ClientConnection
    kernel: str
    model: str

    def say(self, kind, content, channel="shell", *, old=False):
        said = message(kind, content, channel)
        self.socket.send(json.dumps(said) if old else v1(said))

    def widget(self, data):
        self.say("comm_msg", {"comm_id": self.model, "data": data})

    def custom(self, content):
        self.widget({"method": "custom", "content": content})

    def hears(self, wanted, seconds=3.0):
        """Return whether a frame with these bytes arrives."""
        try:
            while True:
                frame = self.socket.recv(timeout=seconds)
                if wanted in (frame if isinstance(frame, bytes) else frame.encode()):
                    return True
        except TimeoutError:
            return False


def message(kind, content, channel):
    header = {
        "msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "s", "username": "",
        "version": "5.3", "date": "2026-11-22T10:00:00Z",
    }  # fmt: skip
    return {
        "channel": channel, "header": header, "parent_header": {}, "metadata": {},
        "content": content, "buffers": [],
    }  # fmt: skip


def v1(said, buffers=()):
    names = ("header", "parent_header", "metadata", "content")
    parts = [
        said["channel"].encode(),
        *(json.dumps(said[name]).encode() for name in names),
        *buffers,
    ]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    numbers = [len(offsets), *offsets]
    return b"".join(number.to_bytes(8, "little") for number in numbers) + b"".join(parts)


def code(path):
    return {
        "code": f"open({str(path)!r}, 'w').write('x')", "silent": False, "store_history": False,
        "user_expressions": {}, "allow_stdin": False, "stop_on_error": True,
    }  # fmt: skip


@pytest.fixture(scope="module")
def wire(toy, run):
    """One wire, for what must leave it as it was."""
    with open_wire(toy, run) as wire:
        yield wire


def test_what_our_page_says_is_heard(wire):
    wire.custom({"op": "patch", "client": "c", "seq": 7, "text": "heard"})
    assert wire.hears(b'"ack"')
    wire.say("kernel_info_request", {}, "control")
    assert wire.hears(b"kernel_info_reply")
    wire.widget({"method": "request_state"})
    assert wire.hears(b'"update"')


@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub"])
def test_code_does_not_run(wire, tmp_path, channel):
    trace = tmp_path / "ran"
    for kind in ("execute_request", "debug_request"):
        wire.say(kind, code(trace), channel)
    wire.custom({"op": "hello"})
    assert wire.hears(b'"state"')  # so all before it has been dealt with
    assert not trace.exists()


def test_code_does_not_run_by_the_older_wire_format(toy, run, tmp_path):
    trace = tmp_path / "ran"
    with open_wire(toy, run, subprotocol=None) as wire:
        for channel in ("shell", "control", "stdin", "iopub"):
            wire.say("execute_request", code(trace), channel, old=True)
        assert not wire.hears(b"execute_reply", 1.5)
    assert not trace.exists()


HOSTILE = {
    "shutdown": ("shutdown_request", {"restart": False}, "control"),
    "shutdown on shell": ("shutdown_request", {"restart": False}, "shell"),
    "interrupt": ("interrupt_request", {}, "control"),
    "a new widget": ("comm_open", {"comm_id": "c", "target_name": "jupyter.widget", "data": {}}, "shell"),
    "all states": ("comm_open", {"comm_id": "c", "target_name": "jupyter.widget.control", "data": {}}, "shell"),
    "closing": ("comm_close", {"comm_id": "MODEL", "data": {}}, "shell"),
    "a trait": ("comm_msg", {"comm_id": "MODEL", "data": {"method": "update", "state": {"text": "owned"}}}, "shell"),
    "a trait aside": (
        "comm_msg",
        {"comm_id": "MODEL", "data": {"method": "custom", "content": {"op": "hello"}, "state": {"text": "owned"}}},
        "shell",
    ),
    "an unknown operation": ("comm_msg", {"comm_id": "MODEL", "data": {"method": "custom", "content": {"op": "run"}}}, "shell"),
    "an operation that is no text": ("comm_msg", {"comm_id": "MODEL", "data": {"method": "custom", "content": {"op": ["hello"]}}}, "shell"),
    "completion": ("complete_request", {"code": "import", "cursor_pos": 3}, "shell"),
    "inspection": ("inspect_request", {"code": "open", "cursor_pos": 2, "detail_level": 1}, "shell"),
    "history": ("history_request", {"hist_access_type": "tail", "n": 5, "output": True, "raw": True}, "shell"),
    "a widget message on control": ("comm_msg", {"comm_id": "MODEL", "data": {"method": "custom", "content": {"op": "hello"}}}, "control"),
    "input": ("input_reply", {"value": "x"}, "stdin"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_everything_else_is_refused(wire, name):
    kind, content, channel = json.loads(json.dumps(HOSTILE[name]))
    if content.get("comm_id") == "MODEL":
        content["comm_id"] = wire.model
    wire.say(kind, content, channel)
    assert not wire.hears(b"_reply", 0.4)
    wire.widget({"method": "request_state"})
    assert wire.hears(b'"update"')
    assert not wire.hears(b"owned", 0.1)


def test_frames_that_cannot_be_read_are_dropped(wire):
    good = v1(message("kernel_info_request", {}, "control"))
    frames = [
        b"", b"\x00", b"\xff" * 64, good[:40], "{", "[]", "plain text",
        (2**62).to_bytes(8, "little") + good[8:], good[:8] + b"\xff" * 48 + good[56:],
        v1(message("comm_msg", {}, "shell")), v1({**message("x", {}, "shell"), "header": []}),
        v1({**message("x", {}, "shell"), "content": "text"}),
        v1(message("comm_msg", {"comm_id": "m", "data": {"method": "custom", "content": []}}, "shell")),
        v1(message("kernel_info_request", {}, "control"), [b"attached"]),
        v1(message("comm_msg", json.loads("[" * 900 + "]" * 900), "shell")),
    ]  # fmt: skip
    for frame in frames:
        wire.socket.send(frame)
    wire.custom({"op": "hello"})
    assert wire.hears(b'"state"')


def test_a_message_that_is_too_long_is_dropped(wire):
    wire.custom({"op": "patch", "client": "c", "seq": 1, "text": "x" * (6 * 1024 * 1024)})
    assert not wire.hears(b'"ack"', 1)
    wire.custom({"op": "patch", "client": "c", "seq": 2, "text": "x" * 4_000_000})
    assert wire.hears(b'"ack"')


def test_a_flood_is_dropped(toy, run):
    with open_wire(toy, run) as wire:
        for number in range(400):
            wire.custom({"op": "patch", "client": "c", "seq": number, "text": "flood"})
        heard = 0
        while wire.hears(b'"ack"', 1.5):
            heard += 1
    assert 0 < heard < 250


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "null", ""])
def test_another_origin_is_refused(toy, run, origin):
    with pytest.raises(InvalidStatus) as refusal, open_wire(toy, run, origin=origin):
        pass
    assert refusal.value.response.status_code == 403


def test_a_foreign_name_is_refused_here_too(toy, run, wire):
    opening = {
        "Host": "evil.example", "Origin": "http://evil.example", "Connection": "Upgrade",
        "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }  # fmt: skip
    url = f"{toy.url}api/kernels/{wire.kernel}/channels?session_id=t"
    assert run.get(url, opening).status_code == 403


# the other template says more, and still cannot run code


@pytest.fixture(scope="module")
def lab(tmp_path_factory, run):
    with run.serving(tmp_path_factory.mktemp("lab"), settings={"template": "lab"}) as server:
        yield server


@pytest.fixture(scope="module")
def lab_wire(lab, run):
    page = run.get(f"{lab.url}assess").text
    kernel = re.search(r'"kernelId": "([0-9a-f-]{36})"', page)[1]
    url = f"ws://127.0.0.1:{lab.port}/api/kernels/{kernel}/channels?session_id=s"
    origin = lab.url.rstrip("/")
    with connect(url, origin=origin, subprotocols=[V1], open_timeout=SECONDS) as socket:
        yield Wire(socket, kernel, "")


def test_the_lab_template_does_not_run_code_either(lab_wire, tmp_path):
    trace = tmp_path / "ran"
    for channel in ("shell", "control"):
        lab_wire.say("execute_request", code(trace), channel)
        lab_wire.say("shutdown_request", {"restart": False}, channel)
    widget = {"comm_id": "x", "target_name": "jupyter.widget", "data": {"state": {}}}
    lab_wire.say("comm_open", widget)
    lab_wire.say("comm_info_request", {"target_name": "jupyter.widget"})
    assert lab_wire.hears(b"comm_info_reply")
    assert not trace.exists()


def test_the_lab_template_sets_values_and_nothing_else(lab_wire):
    for state in ({"_esm": "alert(1)"}, {"value": 1, "layout": "x"}, {"text": "owned"}):
        lab_wire.widget({"method": "update", "state": state, "buffer_paths": []})
    assert not lab_wire.hears(b"owned", 0.5)


@pytest.mark.parametrize(
    "path", ["voila/files/toy.py", "api/contents", "voila/tree", "api/kernels"]
)
def test_the_lab_template_serves_no_files(lab, run, path):
    assert run.get(f"{lab.url}{path}").status_code == 404


@pytest.mark.parametrize("override", ["template=classic", "theme=dark"])
def test_nobody_chooses_another_template(toy, lab, run, override):
    assert 'id="host"' in run.get(f"{toy.url}assess?{override}").text
    assert 'jupyterLabTheme": "light' in run.get(f"{lab.url}assess?{override}").text

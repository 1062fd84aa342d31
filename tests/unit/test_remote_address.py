"""The way to a record service that is on this machine leads through nobody else."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from answerable.errors import StoreError
from answerable.record.remote.address import Address
from answerable.record.remote.client import RemoteStore

PROXIES = ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")


class Listener(BaseHTTPRequestHandler):
    """Notes which pass came with a request, and shows an empty list."""

    def do_GET(self):
        self.server.passes.append((self.path, self.headers["Authorization"]))
        body = json.dumps({"lines": []}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def listen():
    """Start something that listens on loopback; return it."""
    started = []

    def start():
        server = HTTPServer(("127.0.0.1", 0), Listener)
        server.passes = []
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def test_no_proxy_of_the_environment_sees_a_pass_to_this_machine(listen, monkeypatch):
    service, proxy = listen(), listen()
    for name in PROXIES:
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.server_port}")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)

    store = RemoteStore(f"http://127.0.0.1:{service.server_port}", "my-pass")

    assert store.list() == ()
    (asked,) = service.passes
    assert asked[0].startswith("/v1/assessments")
    assert asked[1] == "Bearer my-pass"
    assert proxy.passes == []
    store.close()


@pytest.mark.parametrize("url", ["http://records.example", "http://10.0.0.1:8867"])
def test_records_never_travel_unencrypted_between_machines(url):
    with pytest.raises(StoreError, match="https"):
        Address.of(url)

"""Who may connect: the account that runs the app."""

import os
import socket

import pytest

from answerable.serving import peer


@pytest.fixture(params=["127.0.0.1", "::1"])
def connection(request):
    family = socket.AF_INET6 if ":" in request.param else socket.AF_INET
    try:
        server = socket.create_server((request.param, 0), family=family)
    except OSError:
        server = socket.create_server(("127.0.0.1", 0))
        family = socket.AF_INET
    with server, socket.socket(family) as client:
        client.connect(server.getsockname()[:2])
        ours, _ = server.accept()
        with ours:
            yield ours


def test_the_own_account_is_let_in(connection):
    assert peer.same_account(connection)


def test_another_account_is_not(connection, monkeypatch):
    listed = list(peer._connections())
    other = [(local, remote, 4242) for local, remote, _ in listed]
    monkeypatch.setattr(peer, "_connections", lambda: iter(other))
    assert not peer.same_account(connection)


def test_nor_is_one_that_is_not_listed(connection, monkeypatch):
    near = peer._listed(connection.getsockname())
    ours = [entry for entry in peer._connections() if entry[0] == near]
    monkeypatch.setattr(peer, "_connections", lambda: iter(ours))
    assert not peer.same_account(connection)


def test_where_nothing_is_listed_nobody_can_tell(connection, monkeypatch):
    monkeypatch.setattr(peer, "TABLES", ())
    assert peer.same_account(connection)


def test_the_table_is_read_as_the_system_writes_it(tmp_path, monkeypatch):
    table = tmp_path / "tcp6"
    mapped = "0000000000000000FFFF00000100007F:1F90"
    table.write_text(f"  sl  local rem st\n   0: {mapped} {mapped} 01 0:0 00:0 0  1000  0 1\n")
    monkeypatch.setattr(peer, "TABLES", (table,))
    assert list(peer._connections()) == [("0100007F:1F90", "0100007F:1F90", 1000)]
    assert peer._listed(("127.0.0.1", 8080)) == "0100007F:1F90"
    assert os.getuid() >= 0

"""A kernel of the real app holds one person's pass, and neither the store nor the signing key."""

import re
from pathlib import Path

import httpx
import pytest

from answerable.bank.load import load_bank
from answerable.record import Session, open_store
from answerable.record.account import system_person
from answerable.record.proof.keys import PRIVATE

REAL = Path(__file__).parents[1] / "browser" / "app" / "serve_app.py"


@pytest.fixture
def app(serve_both):
    """The real app, whose store's file name is like no other word."""
    return serve_both(script=REAL)


def begun(app):
    store = open_store(f"sqlite:///{app.folder / 'answerable.db'}")
    session = Session.begin(store, "A project", system_person(), load_bank())
    store.close()
    return session.assessment


def memory(pid):
    """Return what a process has in its writable memory."""
    held = b""
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text("utf-8").splitlines():
            span, rights, *_ = line.split()
            if rights.startswith("rw"):
                start, end = (int(each, 16) for each in span.split("-"))
                try:
                    memory.seek(start)
                    held += memory.read(end - start)
                except (OSError, OverflowError):
                    continue
    return held


def told(pid, name):
    """Return what a kernel was told; a forked one has no environment that others can read."""
    found = re.search(rb"%s=([^\0]+)\0" % name.encode(), memory(pid))
    return found[1].decode()


def opened(pid):
    folder = Path(f"/proc/{pid}/fd")
    return [str(each.readlink()) for each in folder.iterdir() if each.is_symlink()]


def private_key(own_keys):
    (file,) = own_keys.glob(f"*{PRIVATE}")
    return file.read_text("ascii").splitlines()[1]


def test_a_kernel_holds_neither_the_store_nor_the_signing_key(app, run, own_keys):
    page = run.get(f"{app.url}assess?assessment={begun(app)}").text
    (kernel,) = app.kernels()
    secrets = {"store": str(app.folder / "answerable.db"), "key": private_key(own_keys)}

    assert "A project" in page
    held = memory(kernel.pid)
    assert b"ANSWERABLE_PERSON" in held  # so it can be read, and this test can fail
    seen = {"memory": held, "environment": str(kernel.environ()).encode()}
    seen |= {"arguments": str(kernel.cmdline()).encode(), "files": str(opened(kernel.pid)).encode()}
    for place, said in seen.items():
        for name, secret in secrets.items():
            assert secret.encode() not in said, (name, place)


def test_a_pass_is_in_no_page_and_ends_with_its_kernel(app, run):
    page = run.get(f"{app.url}assess?assessment={begun(app)}").text
    (kernel,) = app.kernels()
    capability = told(kernel.pid, "ANSWERABLE_CAPABILITY")
    socket = told(kernel.pid, "ANSWERABLE_STORE").removeprefix("http+unix://")

    def holder():
        transport = httpx.HTTPTransport(uds=socket)
        with httpx.Client(transport=transport, timeout=10) as client:
            headers = {"Authorization": f"Bearer {capability}"}
            return client.get("http://records/v1/capabilities/holder", headers=headers)

    assert capability not in page
    assert holder().json()["person"]["id"] == system_person().id
    kernel.kill()
    run.until(lambda: holder().status_code == 401, "the pass is taken back")


def test_the_socket_of_the_records_is_for_its_account_alone(app, run):
    run.get(app.url)
    (kernel, *_) = app.kernels()
    socket = Path(told(kernel.pid, "ANSWERABLE_STORE").removeprefix("http+unix://"))

    assert socket.stat().st_mode & 0o077 == 0
    assert socket.parent.stat().st_mode & 0o077 == 0


def test_a_record_service_that_ends_is_started_again(app, run):
    page = run.get(f"{app.url}assess?assessment={begun(app)}")
    assert page.status_code == 200
    before = app.records()
    before.kill()
    run.until(lambda: app.records().pid != before.pid, "another one runs")

    assert "A project" in run.get(f"{app.url}assess?assessment={begun(app)}").text


def test_with_the_app_its_record_service_ends(app, run):
    run.get(f"{app.url}health")
    records = app.records()

    app.stop(9)

    run.until(lambda: not records.is_running() or records.status() == "zombie", "it ends")


def test_a_kernel_holds_no_pass_of_a_kernel_before_it(app, run):
    address = f"{app.url}assess?assessment={begun(app)}"
    run.get(address)
    (first,) = app.kernels()
    run.get(address)
    (second,) = [kernel for kernel in app.kernels() if kernel.pid != first.pid]
    secret = told(first.pid, "ANSWERABLE_CAPABILITY")

    assert secret.encode() in memory(first.pid)
    assert secret.encode() not in memory(second.pid)
    if zygote := app.zygote():
        assert secret.encode() not in memory(zygote.pid)

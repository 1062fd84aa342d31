"""Kernels that are forked: each is a kernel of its own, and none depends on what it came from."""

import ast
import json
import os
import signal
from pathlib import Path

import psutil
import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.connect import write_connection_file
from websockets.sync.client import connect

from answerable.serving.environment import without_secrets
from answerable.serving.forking import Zygote

V1 = "v1.kernel.websocket.jupyter.org"


@pytest.fixture(scope="module")
def zygote(run):
    """A zygote with nothing ahead but what Jupyter needs, ready to be asked."""
    zygote = Zygote({**without_secrets(os.environ), "LC_ZYGOTE": "its own"}, ["answerable.wording"])
    zygote.start()
    run.until(lambda: zygote._control, "it is ready")
    yield zygote
    zygote.stop()


@pytest.fixture
def fork(zygote, tmp_path):
    """Fork a kernel and say code to it: `fork()("expression")` is what the expression is."""
    kernels, clients = [], []

    def forked(**environment):
        file = str(tmp_path / f"{len(kernels)}.json")
        write_connection_file(file, transport="ipc", ip=str(tmp_path / f"k{len(kernels)}"))
        quiet = ["--HistoryManager.enabled=False", f"--ipython-dir={tmp_path}"]
        told = {"arguments": ["-f", file, *quiet], "folder": str(tmp_path)}
        kernel = zygote.fork({**told, "environment": {"PATH": os.environ["PATH"], **environment}})
        client = BlockingKernelClient(connection_file=file)
        client.load_connection_file()
        client.start_channels()
        kernels.append(kernel)
        clients.append(client)
        client.wait_for_ready(30)

        def value(expression):
            asked = {"answer": f"__import__('json').dumps({expression})"}
            reply = client.execute("", user_expressions=asked, reply=True, timeout=30)
            told = reply["content"]["user_expressions"]["answer"]
            return json.loads(ast.literal_eval(told["data"]["text/plain"]))

        return value

    yield forked
    for client in clients:
        client.stop_channels()
    for kernel in kernels:
        kernel.kill()
        assert kernel.wait(10) is not None


def test_a_kernel_knows_what_it_was_told_and_nothing_of_the_zygote(fork, tmp_path):
    said = fork(LC_OWN="mine")
    environment = said("dict(__import__('os').environ)")
    assert environment["LC_OWN"] == "mine"
    assert "LC_ZYGOTE" not in environment
    assert said("__import__('os').getcwd()") == str(tmp_path)


def test_two_kernels_draw_numbers_of_their_own(fork):
    one, other = fork(), fork()
    for drawn in ("__import__('random').random()", "__import__('uuid').uuid4().hex"):
        assert one(drawn) != other(drawn)


def test_kernels_and_zygote_share_no_socket_and_no_file(fork, zygote):
    processes = zygote._process.pid, *(fork()("__import__('os').getpid()") for _ in "ab")
    outputs = {link(processes[0], each) for each in "12"}  # which are the server's
    zygotes, one, other = (opened(process) - outputs for process in processes)
    assert zygotes
    assert one
    assert not one & other
    assert not (one | other) & zygotes


def link(process, number):
    return str(Path(f"/proc/{process}/fd/{number}").readlink())


def opened(process):
    """Return the sockets, pipes and files that a process has open."""
    numbers = [each.name for each in Path(f"/proc/{process}/fd").iterdir()]
    found = {link(process, number) for number in numbers}
    return {each for each in found if not each.startswith(("anon_inode", "/dev"))}


def test_a_kernel_imports_from_its_own_folder(fork, tmp_path):
    (tmp_path / "beside.py").write_text("HERE = 'beside the notebook'")
    assert fork()("__import__('beside').HERE") == "beside the notebook"


LATE = """
def late():
    import gc, sys
    fresh = {id(each) for each in gc.get_objects()}  # what stood before the fork is not among these
    return [name for name, module in sys.modules.items() if id(module) in fresh]
"""


def test_a_kernel_has_little_left_to_import(fork):
    late = fork()(f"(exec({LATE!r}, there := {{}}), there['late']())[1]")
    assert len(late) < 10, late


def test_what_a_kernel_ended_with_is_seen_and_leaves_no_trace(fork, zygote):
    fork()
    (kernel,) = [
        child for child in psutil.Process(zygote._process.pid).children() if child.is_running()
    ]
    kernel.kill()
    kernel.wait(10)
    assert not psutil.pid_exists(kernel.pid)


def connected(server, run):
    kernel = run.kernel_id(run.get(f"{server.url}assess").text)
    url = f"ws://127.0.0.1:{server.port}/api/kernels/{kernel}/channels?session_id=s"
    return kernel, connect(url, origin=server.url.rstrip("/"), subprotocols=[V1], open_timeout=10)


def names(server):
    return [kernel.name() for kernel in server.kernels()]


def test_pages_outlive_the_zygote_and_the_next_ones_come_meanwhile(serve, run):
    server = serve()
    zygote = run.until(server.zygote, "there is something to fork from")
    kernel, socket = connected(server, run)
    assert names(server) == [run.FORKED]
    first = server.kernels()[0]
    with socket:
        zygote.send_signal(signal.SIGSTOP)  # it is there, and does not answer
        zygote.kill()
        answer = run.get(f"{server.url}assess")
        assert "data-model-id" in answer.text
        assert first.is_running()
        assert run.get(f"{server.url}api/kernels/{kernel}").status_code == 200
        run.until(
            lambda: (now := server.zygote()) and now.pid != zygote.pid, "another one is there"
        )
        run.get(f"{server.url}assess")
        assert run.FORKED in names(server)
    assert psutil.Process(first.pid).ppid() != server.process.pid


def test_where_nothing_can_be_forked_the_same_pages_come(serve, run):
    server = serve(settings={"ahead": ["there_is_no_such_module"]})
    assert "data-model-id" in run.get(f"{server.url}assess").text
    assert names(server)
    assert run.FORKED not in names(server)


def test_nothing_outlives_a_server_that_was_killed(serve, run):
    server = serve()
    zygote = run.until(server.zygote, "there is something to fork from")
    _, socket = connected(server, run)
    with socket:
        (kernel,) = server.kernels()
        server.stop(signal.SIGKILL)
        run.until(lambda: not ends(zygote) and not ends(kernel), "both end", 10)


def ends(process):
    """Return whether it still runs; what nobody has collected yet does not."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False

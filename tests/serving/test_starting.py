"""When the app refuses to start, and what it says then."""

import dataclasses
import socket
import subprocess
import sys

import pytest

from answerable.errors import ServingRefused
from answerable.serving.app import checked
from answerable.serving.settings import ServeSettings
from answerable.wording import say


@pytest.fixture
def settings(run):
    return ServeSettings(notebooks=run.TOY.parent / "notebooks")


def test_the_usual_settings():
    settings = ServeSettings()
    assert (settings.ip, settings.port, settings.base_url) == ("127.0.0.1", 8866, "/")
    assert settings.open_browser is False
    assert settings.template == "answerable"


@pytest.mark.parametrize(
    "ip", ["0.0.0.0", "::", "", "192.168.1.10", "10.0.0.1", "example.org", "*"]
)
def test_it_listens_to_this_computer_only(settings, ip):
    with pytest.raises(ServingRefused) as refusal:
        checked(dataclasses.replace(settings, ip=ip))
    assert str(refusal.value) == say("serving", "refused_address", ip=ip)


@pytest.mark.parametrize("ip", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_every_address_of_this_computer_will_do(settings, ip):
    assert checked(dataclasses.replace(settings, ip=ip)).ip == ip


def test_an_unknown_template_is_refused(settings):
    with pytest.raises(ServingRefused, match="no page template 'gridstack'"):
        checked(dataclasses.replace(settings, template="gridstack"))


def test_missing_notebooks_are_named(settings, tmp_path):
    with pytest.raises(ServingRefused, match=r"home\.ipynb"):
        checked(dataclasses.replace(settings, notebooks=tmp_path))


@pytest.mark.parametrize(
    ("given", "meant"), [("/", "/"), ("", "/"), ("/a/b", "/a/b/"), ("a", "/a/"), ("/a/", "/a/")]
)
def test_the_base_url_has_a_slash_at_both_ends(settings, given, meant):
    assert checked(dataclasses.replace(settings, base_url=given)).base_url == meant


def test_a_port_in_use_is_said_in_words(run, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        given = f'{{"port": {port}, "outputs": "{tmp_path}", "store": "sqlite://"}}'
        done = subprocess.run(
            [sys.executable, run.TOY, given], capture_output=True, timeout=60, check=False
        )
    assert done.returncode != 0
    assert say("serving", "refused_port", port=port) in done.stderr.decode()


def test_it_serves_under_a_base_url(serve, run):
    server = serve(settings={"base_url": "/answers"}, base="answers/")
    page = run.get(f"{server.url}assess")
    assert page.status_code == 200
    assert 'href="/answers/static/page-' in page.text
    assert 'data-base-url="/answers/"' in page.text
    assert run.get(f"http://127.0.0.1:{server.port}/assess").status_code == 404

"""The other template, one flag away: the same widget in JupyterLab's front end."""

import json

import pytest


@pytest.fixture
def server(serve):
    return serve(settings={"template": "lab"})


def test_the_same_widget_works_in_jupyterlabs_front_end(server, page, run):
    page.goto(f"{server.url}assess")
    field = page.locator("#text")
    field.wait_for()
    assert page.evaluate("document.documentElement.dataset.host") is None
    field.fill("typed in the lab template")
    file = server.outputs / "toy.json"
    run.until(file.exists, "the text is stored")
    assert json.loads(file.read_text("utf-8"))["text"] == "typed in the lab template"

"""A page always ends: with its widgets, or with a message, whatever fails on the way."""

import re

import pytest

from answerable.wording import say

TROUBLE = say("serving", "trouble_title")


def test_a_page_with_its_widget_ends(toy, run):
    text = run.get(f"{toy.url}assess").text
    assert text.rstrip().endswith("</html>")
    assert len(re.findall(r"data-model-id=", text)) == 1
    assert '<script type="application/json">{"kernel":' in text
    assert TROUBLE not in text.partition("</head>")[2]


def test_the_text_of_a_notebook_is_for_jupyterlab(toy, run):
    text = run.get(f"{toy.url}assess").text
    assert "from toy" not in text
    assert "<h1>A toy" not in text


@pytest.mark.parametrize("fault", ["raises", "exits", "nothing", "template"])
def test_a_page_that_fails_says_so_and_ends(toy, run, fault):
    text = run.get(f"{toy.url}assess?fault={fault}").text
    body = text.partition("</head>")[2]
    assert TROUBLE in body
    assert body.count("<h1>") == 2  # one of them for those without JavaScript
    assert text.rstrip().endswith("</html>")
    assert "secret-trace" not in text
    assert "Traceback" not in text


def test_a_cell_that_takes_too_long_ends_the_page(serve, run):
    server = serve(settings={"cell_seconds": 2})
    text = run.get(f"{server.url}assess?fault=slow").text
    assert TROUBLE in text.partition("</head>")[2]
    assert text.rstrip().endswith("</html>")


def test_a_sentence_in_place_of_a_widget_is_shown(toy, run):
    text = run.get(f"{toy.url}assess?fault=notice").text
    assert "&lt;b&gt;There is no such toy" in text
    assert TROUBLE not in text.partition("</head>")[2]


def test_a_kernel_that_cannot_start_ends_the_page(serve, run, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text(
        "import sys\nif any('connection_file' in a or '.json' in a for a in sys.orig_argv):\n"
        "    if 'ipykernel_launcher' in sys.orig_argv: raise SystemExit(3)\n"
    )
    stock = {"kernels": "stock"}
    server = serve(settings=stock, environment={"PYTHONPATH": str(broken)})
    answer = run.get(f"{server.url}assess")
    assert answer.text.rstrip().endswith("</html>")
    assert "<h1>" in answer.text
    assert "Traceback" not in answer.text


def test_a_notebook_that_went_away_is_said_in_words(serve, run, tmp_path):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name in ("home.ipynb", "assess.ipynb"):
        (folder / name).write_text(
            '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}'
        )
    script = tmp_path / "serve.py"
    toy = str(run.TOY)
    script.write_text(
        "import json, sys, runpy, pathlib\n"
        "given = json.loads(sys.argv[1])\n"
        "from answerable.serving import assets\n"
        "from answerable.serving.app import run\n"
        "from answerable.serving.settings import ServeSettings\n"
        f"widgets = pathlib.Path({toy!r}).parent / 'widgets'\n"
        "for name in ('outputs', 'notebooks'): given[name] = pathlib.Path(given[name])\n"
        "run(ServeSettings(**given), assets.build(widgets, {}))\n"
    )
    server = serve(script=script, settings={"notebooks": str(folder)})
    assert TROUBLE in run.get(f"{server.url}assess").text  # no cells, so no widget
    (folder / "assess.ipynb").unlink()
    answer = run.get(f"{server.url}assess")
    assert answer.status_code == 500
    assert say("serving", "title_500") in answer.text
    assert str(folder) not in answer.text

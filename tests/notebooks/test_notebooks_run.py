"""Every notebook runs from top to bottom, and nbval finds the same outputs the second time.

Notebooks are committed without outputs, so the first run, with a stock kernel, makes what the
second is held against.
"""

import os
import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat
import pytest
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from answerable.bank.load import load_bank
from answerable.record import open_store
from answerable.record.example import load_example

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))
PARAMETERS = {"assess", "document", "report"}


@pytest.fixture
def example(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/records.db"
    monkeypatch.setenv("ANSWERABLE_STORE", url)
    return load_example(open_store(url), load_bank())


def run(path, example, folder):
    notebook = load_notebook_node(str(path))
    if path.stem in PARAMETERS:
        notebook = parameterize_notebook(notebook, {"assessment": example})
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    notebook.metadata.pop("widgets", None)
    golden = folder / path.name
    nbformat.write(notebook, golden)
    return golden, notebook


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def test_there_are_notebooks():
    assert {path.stem for path in NOTEBOOKS} >= {"home", "assess", "document", "report"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_gives_the_same_again(path, example, tmp_path):
    golden, notebook = run(path, example, tmp_path)
    assert outputs(notebook), "a notebook that shows nothing"

    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", golden]
    command += ["--nbval-sanitize-with", ROOT / "tests/notebooks/sanitise.cfg"]
    done = subprocess.run(
        [str(word) for word in [*command, f"--rootdir={tmp_path}", "-c", os.devnull]],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        cwd=tmp_path,
    )

    assert done.returncode == 0, done.stdout[-3000:]
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    assert f"{cells} passed" in done.stdout


def test_nbval_would_find_a_difference(example, tmp_path):
    golden, notebook = run(ROOT / "notebooks" / "report.ipynb", example, tmp_path)
    for output in outputs(notebook):
        if "data" in output and "text/html" in output["data"]:
            output["data"]["text/html"] += "<p>changed</p>"
    nbformat.write(notebook, golden)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--nbval", str(golden), "-c", os.devnull],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        cwd=tmp_path,
    )

    assert done.returncode == 1

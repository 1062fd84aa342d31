import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from answerable import places
from answerable.bank.load import load_bank
from answerable.errors import AssessmentNotFound, ReportError
from answerable.record import Person, Session, open_store
from answerable.runs import run
from answerable.runs.files import write_whole
from answerable.runs.kernel import OwnPython


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/SECRET-PLACE.db"


@pytest.fixture
def session(url):
    return Session.begin(open_store(url), "Stop and search", Person("ana"), load_bank())


def test_a_run_leaves_a_notebook_and_a_page_and_keeps_the_last_good_ones(
    session, url, tmp_path, capfd
):
    outputs = tmp_path / "outputs"
    done = run(session.assessment, store=url, outputs=outputs)
    html, notebook = done.html.read_text("utf-8"), done.notebook.read_text("utf-8")
    assert done.html == outputs / session.assessment / f"{session.assessment}.html"
    assert done.findings == ()
    assert done.bytes == len(html.encode()) < 100_000
    assert session.head.hash in html
    assert "Stop and search" in html
    for told in ("SECRET-PLACE", str(tmp_path), str(places.CHECKOUT)):
        assert told not in notebook
        assert told not in html
    assert "application/vnd.jupyter.widget" not in notebook
    assert capfd.readouterr() == ("", "")

    again = run(session.assessment, store=url, outputs=outputs)
    assert again.html.read_text("utf-8") == html

    with pytest.raises(ReportError, match="no assessment"):
        run(session.assessment, store=f"sqlite:///{tmp_path}/other.db", outputs=outputs)
    assert done.html.read_text("utf-8") == html
    assert sorted(path.name for path in done.html.parent.iterdir()) == [
        f"{session.assessment}.html", f"{session.assessment}.ipynb",
    ]  # fmt: skip


def test_the_public_report_has_a_name_of_its_own(session, url, tmp_path):
    done = run(session.assessment, store=url, outputs=tmp_path, audience="public")
    assert done.html.name == f"{session.assessment}-public.html"
    assert 'content="public"' in done.html.read_text("utf-8")


def test_a_document_is_named_after_its_lens_and_its_audience(session, url, tmp_path):
    done = run(session.assessment, store=url, outputs=tmp_path, audience="panel", lens="eia")
    name = f"{session.assessment}-eia-panel"
    assert (done.html.name, done.notebook.name) == (f"{name}.html", f"{name}.ipynb")
    assert (done.lens, done.findings) == ("eia", ())
    html = done.html.read_text("utf-8")
    assert "<title>Equality impact assessment: Stop and search</title>" in html
    assert "Empty fields that must be filled" in html
    assert "document.ipynb" in done.notebook.read_text("utf-8")
    with pytest.raises(ReportError, match="choose one of"):
        run(session.assessment, store=url, outputs=tmp_path, lens="nothing")


def test_an_unknown_audience_is_refused_before_anything_runs(tmp_path):
    with pytest.raises(ReportError, match="everybody"):
        run("a-1", store="", outputs=tmp_path, audience="everybody")


@pytest.mark.parametrize("name", ["", ".", "..", "../up", "a/b", "/etc"])
def test_a_name_cannot_lead_out_of_the_outputs(name, tmp_path):
    with pytest.raises(AssessmentNotFound):
        run(name, store="", outputs=tmp_path)


def test_outputs_that_cannot_be_written_are_said_in_words(session, url, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ReportError, match="could not be made"):
        run(session.assessment, store=url, outputs=tmp_path / "file")


def test_the_kernel_is_this_python_whatever_is_installed(tmp_path, monkeypatch):
    spec = tmp_path / "kernels" / "python3"
    spec.mkdir(parents=True)
    argv = ["/somewhere/else/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    told = {"argv": argv, "display_name": "Other", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(told))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    assert OwnPython().get_kernel_spec("python3").argv[0] == sys.executable


def test_a_file_is_whole_or_as_before(tmp_path, monkeypatch):
    path = tmp_path / "deep" / "a.html"
    assert write_whole(path, "öld") == 4
    assert path.stat().st_mode & 0o777 == 0o666 & ~_umask()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "new")
    assert [(item.name, item.read_text("utf-8")) for item in path.parent.iterdir()] == [
        ("a.html", "öld")
    ]


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_nothing_heavy_is_loaded_until_something_runs():
    heavy = ["papermill", "nbconvert", "nbclient", "bs4", "jupyter_client", "nbformat"]
    code = f"import sys, answerable.runs; print([m for m in {heavy} if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert said.stdout.strip() == "[]"


def test_the_notebook_is_thin():
    told = json.loads((places.shipped("notebooks") / "report.ipynb").read_text("utf-8"))
    code = [cell for cell in told["cells"] if cell["cell_type"] == "code"]
    assert (told["nbformat"], told["nbformat_minor"]) == (4, 5)
    assert len(code) <= 4
    assert all(len(cell["source"]) <= 6 and not cell["outputs"] for cell in code)
    assert all(cell["execution_count"] is None for cell in code)
    assert code[0]["metadata"]["tags"] == ["parameters"]
    assert Path(places.shipped("notebooks")).is_dir()

"""The rules of the house that no other tool holds."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SOURCES = [
    path
    for folder in ("src", "widgets", "templates", "tests")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".py", ".js", ".css", ".j2"} and "node_modules" not in path.parts
]
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))
LOGIC = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try)


def name_of(requirement):
    return re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def pins():
    text = (ROOT / "requirements.txt").read_text("utf-8")
    return {name_of(line) for line in text.splitlines() if re.match(r"^[a-z0-9]", line)}


def test_there_are_sources_and_notebooks():
    assert len(SOURCES) > 50
    assert len(NOTEBOOKS) >= 3


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_one_idea(path):
    assert len(path.read_text("utf-8").splitlines()) <= 300
    assert path.stem not in {"utils", "util", "helpers", "helper", "manager"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_thin(path):
    cells = [c for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
    tags = [tag for cell in cells for tag in cell["metadata"].get("tags", [])]

    assert tags.count("parameters") == 1
    assert len(cells) <= 4
    for cell in cells:
        source = "".join(cell["source"])
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        assert len(source.splitlines()) <= 6
        assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, LOGIC)]


def test_every_dependency_is_pinned_with_its_hashes_and_no_address():
    text = (ROOT / "requirements.txt").read_text("utf-8")
    wanted = {
        name_of(r)
        for group in (
            PROJECT["project"]["dependencies"],
            *PROJECT["project"]["optional-dependencies"].values(),
        )
        for r in group
    }

    assert wanted <= pins()
    assert text.count("--hash=sha256:") >= len(pins())
    assert "://" not in text
    assert "index" not in text


def test_conda_installs_the_same():
    env = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    listed = [item for item in env["dependencies"] if isinstance(item, str)]
    (pip,) = [item["pip"] for item in env["dependencies"] if isinstance(item, dict)]
    lowest = PROJECT["project"]["requires-python"].removeprefix(">=")

    assert any(item.startswith(f"python>={lowest}") for item in listed)
    assert pip[0] == "-r requirements.txt"
    assert pip[1].endswith("-e .")


def test_no_file_tells_of_a_machine_or_a_registry():
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    telling = re.compile(
        "|".join(
            [
                "/" + "work/",
                "/" + "root/",
                "py" + "thonhosted",
                r"npm" + r"js\.(?:org|com)",
                r"py" + r"pi\.org",
            ]
        )
    )
    found = []
    for name in filter(None, tracked):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".gz", ".png"}:
            found += [name] if telling.search(path.read_text("utf-8", errors="replace")) else []

    assert found == []


def test_no_javascript_writes_markup():
    scripts = [path for path in SOURCES if path.suffix == ".js" and "tests" not in path.parts]
    risky = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\s*\(|\bFunction\s*\("
        r"|createContextualFragment|setHTML|srcdoc|javascript:|set(?:Timeout|Interval)\(\s*[\"'`]"
    )

    assert {path.parts[len(ROOT.parts)] for path in scripts} == {"widgets", "templates"}
    assert [path.name for path in scripts if risky.search(path.read_text("utf-8"))] == []


def test_the_core_does_not_load_jupyter():
    told = (
        "import sys, answerable.bank.load, answerable.record, answerable.record.exchange,"
        "answerable.governance.access, answerable.governance.retention;"
        "print([m for m in sys.modules if m.split('.')[0] in {'IPython','ipywidgets','jupyter_client',"
        "'nbformat','nbconvert','papermill','voila','anywidget','pandas'}])"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"

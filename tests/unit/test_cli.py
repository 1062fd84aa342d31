"""The command line as a newcomer and as another program meet it."""

import json
import re
import subprocess
import sys

import pytest

from answerable.cli import main
from answerable.wording import words


@pytest.fixture
def begun(cli):
    return json.loads(cli("--json", "new", "Missing people").stdout)["id"]


def run_main(monkeypatch, capsys, *args):
    monkeypatch.setattr(sys, "argv", ["answerable", *args])
    with pytest.raises(SystemExit) as told:
        main()
    return told.value.code, capsys.readouterr()


def test_help_lists_every_command_in_a_sentence(cli):
    shown = cli("--help").stdout

    for command in ("new", "list", "show", "serve", "run", "export", "import", "verify"):
        assert re.search(rf"^  {command} +[A-Z]", shown, re.MULTILINE)
    assert "check-content" in shown
    assert "answerable serve" in shown


@pytest.mark.parametrize(
    "command",
    ["new", "list", "show", "serve", "run", "export", "verify", "history", "diff", "copy"],
)
def test_each_command_has_help(cli, command):
    assert cli(command, "--help").exit_code == 0


def test_help_needs_no_database_no_notebook_and_no_templates():
    heavy = [
        "sqlalchemy",
        "papermill",
        "voila",
        "nbconvert",
        "jsonschema",
        "rich",
        "jinja2",
        "anywidget",
    ]
    told = f"import sys, answerable.cli; print([m for m in {heavy} if m in sys.modules])"

    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_an_empty_store_says_how_to_start(cli):
    assert "answerable new" in cli("list").stdout


def test_a_new_assessment_is_listed_and_shown(cli, begun):
    listed = json.loads(cli("--json", "list").stdout)
    shown = cli("show", begun).stdout

    assert [line["id"] for line in listed] == [begun]
    assert "Missing people" in shown
    assert "until the screening questions are answered" in " ".join(shown.split())
    assert json.loads(cli("--json", "show", begun).stdout)["route"] is None


def test_export_and_import_carry_the_record(cli, begun, tmp_path, monkeypatch):
    file = tmp_path / "record.json"
    cli("export", begun, "--to", str(file))
    monkeypatch.setenv("ANSWERABLE_STORE", f"sqlite:///{tmp_path}/other.db")

    assert "Imported" in cli("import", str(file)).stdout
    assert "Nothing changed" in cli("import", str(file)).stdout
    assert cli("export", begun).stdout_bytes == file.read_bytes()


def test_verify_takes_an_id_or_a_file(cli, begun, tmp_path, monkeypatch, capsys):
    file = tmp_path / "record.json"
    cli("export", begun, "--to", str(file))

    assert "holds together" in cli("verify", begun).stdout
    assert "holds together" in cli("verify", str(file)).stdout

    file.write_text(file.read_text().replace("Missing people", "Missing purses"))
    code, said = run_main(monkeypatch, capsys, "verify", str(file))
    assert code == 1
    assert "does not hold together at event 1" in said.err


def test_verify_knows_a_report_of_this_record_from_another(cli, begun, tmp_path):
    head = json.loads(cli("--json", "verify", begun).stdout)["hash"]
    page = '<meta name="answerable-assessment" content="{}"><meta name="answerable-record-hash" content="{}">'
    true, false, none = (tmp_path / f"{name}.html" for name in ("true", "false", "none"))
    true.write_text(page.format(begun, head))
    false.write_text(page.format(begun, "0" * 64))
    none.write_text("<p>hello</p>")

    assert cli("verify", str(true)).exit_code == 0
    assert cli("verify", str(false)).exit_code == 1
    assert "does not have" in cli("verify", str(false)).stdout
    assert "does not name the record" in str(cli("verify", str(none)).exception)


def test_what_is_not_there_is_said_in_a_sentence_and_fails(cli, monkeypatch, capsys):
    code, said = run_main(monkeypatch, capsys, "show", "nothing-here")

    assert code == 1
    assert "There is no assessment 'nothing-here'" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    "args", [["show"], ["no-such-command"], ["run"], ["run", "x", "--audience", "everybody"]]
)
def test_wrong_use_is_exit_code_2(cli, args):
    assert cli(*args).exit_code == 2


def test_a_named_person_is_the_actor(cli):
    begun = json.loads(cli("--json", "--as", "ana", "new", "Hers").stdout)["id"]

    events = json.loads(cli("export", begun).stdout)["events"]

    assert {event["actor"]["id"] for event in events} == {"ana"}


def test_bad_content_lists_every_problem_and_fails(cli, tmp_path):
    (tmp_path / "content").mkdir()

    found = cli("check-content", str(tmp_path / "content"))

    assert found.exit_code == 1
    assert found.stdout.count("this file is missing") == 4


def test_every_sentence_of_the_command_line_is_used():
    from pathlib import Path

    import answerable.cli as package

    code = "".join(p.read_text("utf-8") for p in Path(package.__file__).parent.glob("*.py"))
    made_up = ("state.", "list.", "show.", "search.how_", "search.in_", "unread.")

    unused = [k for k in words("cli") if f'"{k}"' not in code and not k.startswith(made_up)]
    assert unused == []


def test_the_readme_names_every_command(cli):
    from pathlib import Path

    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    commands = re.findall(r"^  ([a-z][a-z-]+)  +[A-Z]", cli("--help").stdout, re.MULTILINE)

    assert len(commands) >= 9
    assert [command for command in commands if command not in readme] == []

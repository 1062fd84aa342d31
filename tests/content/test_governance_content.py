"""The organisation's tables: every defect has its line, every reason its plain words and source."""

import datetime as dt
import fnmatch
import shutil
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from answerable import places
from answerable.bank.check import check_content
from answerable.bank.load import load_bank
from answerable.bank.readability import grade
from answerable.cli import app
from answerable.errors import ContentError
from answerable.governance.access import load_access
from answerable.governance.catalogue import pages, write
from answerable.governance.retention import load_schedule
from answerable.governance.soundness import check_governance
from answerable.record.events import KINDS

ROOT = Path(__file__).parents[2]
CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "data/cases/governance_defects.yml").read_text("utf-8")
)
ACCESS, SCHEDULE, LAW = load_access(), load_schedule(), load_bank().law
COMING = (
    "attached", "detached", "sharing_set", "restriction_set", "access_broken", "hold_set",
    "hold_lifted", "erased",
)  # fmt: skip
GRADE = 8.0


def reasons():
    yield from ((rule.id, rule.because) for rule in ACCESS.rules)
    yield from ((period.id, period.because) for period in SCHEDULE.periods)
    yield from ((action.id, action.does) for action in ACCESS.actions)
    yield from (("shared", ACCESS.shared.because), ("break_glass", ACCESS.break_glass.because))
    yield from (("about", SCHEDULE.about), ("hold", SCHEDULE.hold.because))


def sources():
    yield from (source for rule in ACCESS.rules for source in rule.source)
    yield from (source for period in SCHEDULE.periods for source in period.source)
    yield from (*SCHEDULE.source, *SCHEDULE.floor.source, *SCHEDULE.hold.source)


def copied(tmp_path):
    return shutil.copytree(places.content(), tmp_path / "content")


def test_the_tables_that_ship_are_sound():
    assert check_governance() == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_defect_is_reported_with_file_place_and_cure(case, tmp_path):
    folder = copied(tmp_path)
    file = folder / case["file"]
    text = file.read_text("utf-8")
    assert text.count(case["old"]) == 1, "the case no longer fits the file"
    file.write_text(text.replace(case["old"], case["new"]), "utf-8")

    problems = check_governance(folder)

    for pattern in case["expected"]:
        assert fnmatch.filter(problems, pattern), (pattern, problems)
    for line in problems:
        assert any(fnmatch.fnmatch(line, pattern) for pattern in case["expected"]), line


def test_the_tables_are_checked_even_when_the_bank_beside_them_is_broken(tmp_path):
    folder = copied(tmp_path)
    (folder / "law.yml").unlink()
    file = folder / "retention.yml"
    file.write_text(file.read_text("utf-8").replace("[disposed]", "[disposd]"), "utf-8")

    assert any("'disposd'" in line for line in check_governance(folder))


def test_the_command_tells_of_questions_and_tables_at_once(tmp_path):
    folder = copied(tmp_path)
    for name, old, new in (
        ("law.yml", "confidence: confirmed", "confidence: sure"),
        ("access.yml", "[disposed]", "[disposd]"),
    ):
        file = folder / name
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")

    told = CliRunner().invoke(app, ["check-content", str(folder)])

    assert told.exit_code == 1
    assert "law.yml · sources.0.confidence" in told.stdout
    assert "access.yml · rules.tombstone.states: there is no 'disposd'" in told.stdout


def test_a_folder_of_questions_alone_needs_no_tables():
    tiny = Path(__file__).parents[1] / "data/content/tiny"

    assert check_content(tiny) == ()
    assert check_governance(tiny) == ()


@pytest.mark.parametrize("text", ["", "[1, 2]", "words", "actions: {}", "[" * 100_000])
@pytest.mark.parametrize(
    ("name", "load"), [("access.yml", load_access), ("retention.yml", load_schedule)]
)
def test_whatever_a_table_holds_there_is_a_sentence_about_it(tmp_path, name, load, text):
    folder = copied(tmp_path)
    (folder / name).write_text(text, "utf-8")

    assert any(line.startswith(name) for line in check_governance(folder))
    with pytest.raises(ContentError):
        load(folder)


@pytest.mark.parametrize("kind", [*KINDS, *COMING])
def test_every_kind_of_event_needs_something(kind):
    known = {action.id for action in ACCESS.actions} | {"start", "break_glass"}

    assert ACCESS.action_for(kind) in known


def test_a_kind_of_event_that_nobody_has_thought_about_needs_no_less_than_an_error():
    with pytest.raises(KeyError):
        ACCESS.action_for("renamed")


@pytest.mark.parametrize(("place", "text"), list(reasons()), ids=[place for place, _ in reasons()])
def test_a_reason_is_in_plain_words(place, text):
    assert len(text) > 5
    assert grade(text) <= GRADE, (place, text, grade(text))


def test_no_source_has_run_out():
    today = dt.datetime.now(dt.UTC).date().isoformat()

    assert [s for s in sources() if LAW[s].valid_to and LAW[s].valid_to < today] == []


def test_no_period_is_told_as_law():
    assert [period.id for period in SCHEDULE.periods if not period.proposed] == []
    assert pages()["retention.md"].count("(proposed)") == len(SCHEDULE.periods)


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_of_the_catalogue_is_as_its_table_says(name):
    assert (ROOT / "docs/catalogue" / name).read_text("utf-8") == pages()[name], "make catalogue"


def test_the_catalogue_is_written_where_it_is_told(tmp_path):
    write(tmp_path / "new" / "pages")

    assert {p.name for p in (tmp_path / "new" / "pages").iterdir()} == set(pages())


def test_the_page_has_every_role_rule_and_reason():
    page = pages()["access.md"]

    for role in ACCESS.roles.values():
        assert f"### {role.title}, " in page
    for rule in ACCESS.rules:
        assert f"| {rule.id} |" in page
        assert rule.because in page
    assert f"for {ACCESS.break_glass.hours} hours" in page


def test_no_cell_of_the_catalogue_breaks_its_table():
    for text in pages().values():
        tables = [block for block in text.split("\n\n") if block.startswith("| ")]
        assert tables
        for table in tables:
            assert len({line.count("|") for line in table.splitlines()}) == 1

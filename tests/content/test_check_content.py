"""Every defect of content is a file in `tests/data/content/invalid`, with the lines it must give."""

import fnmatch
import shutil
from pathlib import Path

import pytest
import yaml

from answerable.bank.check import check_content
from answerable.bank.load import load_bank
from answerable.errors import ContentError

DATA = Path(__file__).parents[1] / "data" / "content"
CASES = sorted((DATA / "invalid").glob("*.yml"))


def broken(case, tmp_path):
    told = yaml.safe_load(case.read_text("utf-8"))
    folder = shutil.copytree(DATA / "tiny", tmp_path / "content")
    file = folder / told["file"]
    text = file.read_text("utf-8")
    assert told["old"] in text, "the case no longer fits the tiny content"
    file.write_text(text.replace(told["old"], told["new"]), "utf-8")
    return folder, told["expected"]


def test_there_are_cases():
    assert len(CASES) >= 15


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_defect_is_reported_with_file_place_and_cure(case, tmp_path):
    folder, expected = broken(case, tmp_path)

    problems = list(check_content(folder))

    for pattern in expected:
        literal = pattern.replace("[", "[[]")
        assert fnmatch.filter(problems, literal), (pattern, problems)
    if not any("*" in pattern for pattern in expected):
        assert sorted(problems) == sorted(expected)


def test_all_defects_are_reported_at_once(tmp_path):
    folder, first = broken(DATA / "invalid" / "law_without_source.yml", tmp_path)
    file = folder / "concepts" / "main_source.yml"
    file.write_text(file.read_text("utf-8").replace("to: datasets", "to: nothing"), "utf-8")

    problems = check_content(folder)

    assert first[0] in problems
    assert any("'nothing'" in line for line in problems)


def test_a_missing_file_is_named(tmp_path):
    folder = shutil.copytree(DATA / "tiny", tmp_path / "content")
    (folder / "law.yml").unlink()

    assert check_content(folder) == (
        "law.yml: this file is missing. Add it, or restore it from the last release.",
    )
    with pytest.raises(ContentError, match=r"law\.yml"):
        load_bank(folder)


def test_the_tiny_content_is_sound():
    assert check_content(DATA / "tiny") == ()


def test_the_content_that_ships_is_sound():
    assert check_content() == ()


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[1, 2]", "words", "1: 2", "id: 2026-99-99", "!!float words", "&a [*a]",
        "!!python/object/apply:os.getcwd []", "[" * 100_000, "- " * 100_000,
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
            f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
            for old, new in zip("abcdefgh", "bcdefghi", strict=True)
        ),
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
@pytest.mark.parametrize("name", ["bank.yml", "concepts/owner.yml"])
def test_whatever_a_file_holds_there_is_a_sentence_about_it(tmp_path, name, text):
    folder = shutil.copytree(DATA / "tiny", tmp_path / "content")
    (folder / name).write_text(text, "utf-8")

    assert any(line.startswith(name) for line in check_content(folder))
    with pytest.raises(ContentError):
        load_bank(folder)


def test_a_folder_in_the_place_of_a_file_and_a_file_in_that_of_the_folder_are_named(tmp_path):
    folder = shutil.copytree(DATA / "tiny", tmp_path / "content")
    (folder / "law.yml").unlink()
    (folder / "law.yml").mkdir()

    assert "law.yml: this cannot be read as a file" in check_content(folder)[0]
    assert "bank.yml: this cannot be read as a file" in check_content(folder / "bank.yml")[0]

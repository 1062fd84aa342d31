"""The grid and the library that ship: what they promise beyond fitting together."""

import shutil
from pathlib import Path

import pytest

from answerable.bank.check import check_content
from answerable.bank.load import _loaded, load_bank
from answerable.bank.readability import grade

BANK = load_bank()
TINY = Path(__file__).parents[1] / "data" / "content" / "tiny"
PICKS = [(name, pick) for name, picks in BANK.library.items() for pick in picks]


def test_rare_and_grave_is_medium_as_long_as_the_regulators_own_grid_was_not_read():
    level = BANK.grid.cell({"likelihood": "remote", "severity": "severe"}).level

    assert level == "medium"


def test_every_cell_says_why_in_words_of_its_own():
    reasons = [cell.because for cell in BANK.grid.cells]

    assert len(set(reasons)) == len(reasons) == 9
    assert all(grade(reason) <= 8 for reason in reasons), reasons


def test_the_duty_to_ask_the_regulator_rests_on_sources_that_are_confirmed_and_dated():
    cited = {source for duty in BANK.grid.duties for source in duty.source}

    assert cited == {"dpa2018-s65", "ukgdpr-art36"}
    assert {BANK.law[source].confidence for source in cited} == {"confirmed"}
    assert all(BANK.law[source].valid_from for source in cited)


def test_about_25_harms_and_as_many_steps_can_be_picked_and_every_harm_has_a_step():
    harms, steps = BANK.library["harms"], BANK.library["measures"]

    assert 20 <= len(harms) <= 32
    assert 20 <= len(steps) <= 32
    answered = {harm for step in steps for harm in step.harms}
    assert {harm.id for harm in harms} == answered
    assert all(harm.kinds for harm in harms)


@pytest.mark.parametrize(("register", "pick"), PICKS, ids=lambda each: getattr(each, "id", each))
def test_what_can_be_picked_reads_in_plain_words(register, pick):
    assert grade(pick.how) <= 8, (register, grade(pick.how))
    assert pick.title[0].isupper()
    assert pick.how.endswith(".")


def test_a_bank_that_asks_for_a_risk_needs_a_grid(tmp_path):
    folder = shutil.copytree(TINY, tmp_path / "content")
    (folder / "risk.yml").unlink()

    assert "concepts/harms.yml: this asks how high a risk is, but there is no risk.yml to choose from. Add one." in check_content(folder)  # fmt: skip


@pytest.mark.parametrize("name", ["risk.yml", "library.yml"])
def test_another_grid_or_library_makes_another_bank(tmp_path, name):
    folder = shutil.copytree(TINY, tmp_path / "content")
    before = load_bank(folder).hash
    _loaded.cache_clear()
    text = (folder / name).read_text("utf-8")
    (folder / name).write_text(
        text.replace("So it is.", "So be it.").replace("A bag", "A case"), "utf-8"
    )

    assert load_bank(folder).hash != before

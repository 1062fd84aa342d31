"""The grade of a text: the same cases hold Python and the page together."""

from pathlib import Path

import pytest
import yaml

from answerable.bank.readability import grade, syllables

FILE = Path(__file__).parents[1] / "data" / "cases" / "readability.yml"
CASES = yaml.safe_load(FILE.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["grades"], ids=lambda case: case["text"][:30] or "nothing")
def test_a_text_has_its_grade(case):
    assert grade(case["text"]) == pytest.approx(case["grade"], abs=1e-6)


@pytest.mark.parametrize(("word", "wanted"), CASES["syllables"].items())
def test_a_word_has_its_syllables(word, wanted):
    assert syllables(word) == wanted

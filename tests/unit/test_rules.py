"""The rule cases that Python and the page share, and what the checker reads from a rule."""

from pathlib import Path

import pytest
import yaml

from answerable.bank.rules import OPERATORS, Scope, evaluate, operators, references

CASES = yaml.safe_load((Path(__file__).parents[1] / "data/cases/rules.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_rule_holds_or_not(case):
    scope = Scope(case["answers"], case.get("route"), case.get("row"), case.get("verdict"))

    assert evaluate(case["rule"], scope) is case["holds"]


def test_the_cases_use_every_operator_both_ways():
    shown = {(name, case["holds"]) for case in CASES for name in operators(case["rule"])}

    assert shown >= {(name, holds) for name in OPERATORS for holds in (True, False)}


def test_references_are_found_at_any_depth():
    rule = {"all": [{"not": {"is": ["a", "x"]}}, {"any": [{"at_least": [1, [{"has": ["b.c", "y"]}]]}]},
                    {"at_least": [2, "d"]}, {"in": [".e", ["z"]]}, {"route": ["full"]}]}  # fmt: skip

    assert list(references(rule)) == [
        ("is", "a", "x"),
        ("has", "b.c", "y"),
        ("at_least", "d", 2),
        ("in", ".e", ["z"]),
    ]

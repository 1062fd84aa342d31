"""How high the risk is: of one harm, of the whole, and what that obliges to."""

import pytest

from answerable.bank.journey import path
from answerable.bank.load import load_bank
from answerable.bank.risk import duties, risk

BANK = load_bank()
ALL_YES = {question: {"choice": "yes", "why": "So."} for question in BANK.screening.questions}


def cell(likelihood, severity, **more):
    return {"likelihood": likelihood, "severity": severity, **more}


def harm(row, before, after=None, disposition="act", **more):
    said = {"title": row, "disposition": disposition, "risk": before, "residual": after, **more}
    return {"id": row, "values": {name: value for name, value in said.items() if value}}


def found(*harms, **more):
    answers = {**ALL_YES, "harms": list(harms), **more}
    return risk(BANK, path(BANK, answers))


GRAVE, SERIOUS, SMALL = (
    cell("probable", "severe"),
    cell("possible", "significant"),
    cell("remote", "minimal"),
)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (cell("probable", "significant"), "Likely, serious: high risk"),
        (cell("remote", "severe", why="Never yet."), "Not likely, grave: medium risk"),
        (cell("possible", "minimal"), "It could happen, small: low risk"),
    ],
)
def test_a_cell_is_read_in_words(value, words):
    assert BANK.grid.label(BANK.grid.cell(value)) == words


@pytest.mark.parametrize(
    "value",
    [None, "probable", {}, {"likelihood": "probable"}, cell("often", "severe"), {"why": "So."}],
)
def test_what_names_no_cell_is_not_graded(value):
    assert BANK.grid.cell(value) is None


def test_the_highest_level_counts_and_says_from_which_harms_it_comes():
    both = found(
        harm("r-a", GRAVE, SERIOUS), harm("r-b", SERIOUS, SMALL), harm("r-c", GRAVE, SERIOUS)
    )

    assert (both.at("inherent").level, both.at("inherent").worst) == ("high", ("r-a", "r-c"))
    assert (both.at("residual").level, both.at("residual").worst) == ("medium", ("r-a", "r-c"))
    assert not both.high_residual


def test_what_is_left_of_a_harm_that_nobody_acts_on_is_all_of_it():
    accepted = found(harm("r-a", GRAVE, SMALL, "accept"))

    assert accepted.high_residual
    assert not accepted.harms[0].asked_again


def test_a_harm_that_is_not_graded_is_counted_and_makes_nothing_low():
    open_one = found(harm("r-a", None), harm("r-b", SERIOUS))

    assert (open_one.at("inherent").level, open_one.at("inherent").open) == ("medium", 1)
    assert (open_one.at("residual").level, open_one.at("residual").open) == (None, 2)
    assert not open_one.high_residual


def test_without_harms_there_is_no_level():
    assert found().at("residual").level is None


def test_steps_are_those_that_point_at_the_harm():
    steps = [
        {"id": "r-m", "values": {"harms": ["r-a"]}},
        {"id": "r-n", "values": {"title": "Loose"}},
    ]
    tied = found(harm("r-a", GRAVE), harm("r-b", GRAVE), measures=steps)

    assert [each.measures for each in tied.harms] == [("r-m",), ()]


def said(risk_found, document):
    return [(duty.stage, duty.source) for duty in duties(BANK.grid, risk_found, document)]


def test_a_high_risk_that_is_left_obliges_to_ask_the_regulator_by_the_law_of_the_document():
    left = found(harm("r-a", GRAVE, GRAVE))

    assert said(left, "dpia_policing") == [("residual", ("dpa2018-s65",))]
    assert said(left, "dpia_general") == [("residual", ("ukgdpr-art36",))]
    assert said(left, "canvas") == []


def test_a_high_risk_that_is_cut_is_still_a_question_under_the_law_on_police_work_alone():
    cut = found(harm("r-a", GRAVE, SMALL))

    assert said(cut, "dpia_policing") == [("inherent", ("dpa2018-s65",))]
    assert said(cut, "dpia_general") == []

"""What the program notices: a table of answers that fire and that do not, and no answers it trips over."""

import dataclasses
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable import places
from answerable.bank.files import read_yaml
from answerable.bank.findings import beyond_missing, findings
from answerable.bank.grid import AXES
from answerable.bank.journey import path
from answerable.bank.load import load_bank
from answerable.bank.readability import grade
from answerable.bank.values import refused

BANK = load_bank()
TODAY = dt.date(2026, 11, 24)
CASES = yaml.safe_load((Path(__file__).parents[1] / "data/cases/findings.yml").read_text("utf-8"))
EXAMPLES = sorted((places.content() / "examples").glob("*/answers.yml"))


def screened(yes):
    questions = {q: {"choice": "no"} for q in BANK.screening.questions}
    return questions | {f"screen_{name}": {"choice": "yes"} for name in yes}


def noticed(answers, today=TODAY, bank=BANK):
    return findings(bank, path(bank, answers), today)


def offering(places):
    """Return the bank as an overlay could have it: these columns are offered, not asked."""
    concepts = dict(BANK.concepts)
    for name, column in (place.split(".") for place in places):
        concept = concepts[name]
        columns = tuple(
            dataclasses.replace(each, optional=True, routes=()) if each.id == column else each
            for each in concept.answer.columns
        )
        answer = dataclasses.replace(concept.answer, columns=columns)
        concepts[name] = dataclasses.replace(concept, answer=answer)
    return dataclasses.replace(BANK, concepts=concepts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_finding_fires_on_these_answers_and_no_others(case):
    answers = screened(case["said_yes"]) | case["answers"]
    found = noticed(answers, bank=offering(case.get("offered", ())))

    at = [f.address for f in found if f.id == case["finding"]]
    only = case.get("only_at")
    assert [address for address in at if only in (None, address)] == case["fires"]


def test_every_finding_has_a_case_that_fires_and_one_that_does_not():
    fires = {case["finding"] for case in CASES if case["fires"]}
    still = {case["finding"] for case in CASES if not case["fires"]}
    known = {check.id for check in BANK.checks}

    assert fires == known
    assert still == known


def test_what_is_to_be_done_reads_at_grade_six_or_less():
    assert [(c.id, grade(c.todo)) for c in BANK.checks if grade(c.todo) > 6] == []
    assert len({check.todo for check in BANK.checks}) == len(BANK.checks)


def full_example():
    return read_yaml(places.content() / "examples" / "who-is-stopped" / "answers.yml")["answers"]


def test_the_example_is_unsure_of_two_things_without_an_action_and_of_nothing_else():
    found = noticed(full_example())

    assert [(f.id, f.address) for f in found] == [
        ("unsure_without_action", "unfair_treatment"),
        ("unsure_without_action", "chilling"),
    ]


def test_the_good_example_of_no_question_says_nothing():
    (check,) = [check for check in BANK.checks if check.id == "says_nothing"]
    asked = [c for c in BANK.concepts.values() if c.answer.kind == "text"]
    answers = screened(["personal", "policing", "effect", "software", "biometric", "sensitive"])
    found = noticed(answers | {concept.id: concept.good for concept in asked})

    assert len(asked) > 40
    assert [f for f in found if f.id == check.id] == []


def test_a_finding_names_the_row_and_the_document_in_its_words():
    yes = ["personal", "effect"]
    rows = [{"id": "r-aaaa", "values": {"title": "Women {x}", "direction": "none"}}]
    (found,) = [
        f
        for f in noticed(screened(yes) | {"impacts": rows})
        if f.id == "no_effect_without_evidence"
    ]

    assert "“Women {x}”" in found.says
    assert "eqa2010-s149" in found.source


def test_missing_answers_can_be_left_to_the_list_of_what_is_open():
    found = noticed(screened(["personal"]))
    more = beyond_missing(BANK, found)

    assert Counter(f.id for f in found)["mandatory_missing"] > 5
    assert not [f for f in more if f.id == "mandatory_missing"]


LETTERS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60)
TEXTS = st.one_of(LETTERS, st.sampled_from(["", " ", "{}", "{name}", "None.", "n/a", "A\nB", "3"]))
DAYS = st.dates().map(dt.date.isoformat)
ROW_IDS = st.from_regex(r"r-[0-9a-z]{4,6}", fullmatch=True)
PLAIN = {
    "text": lambda _: TEXTS,
    "yes_no_unsure": lambda _: st.fixed_dictionaries(
        {}, optional={"choice": st.sampled_from(["yes", "no", "unsure", None]), "why": TEXTS}
    ),
    "choice": lambda answer: st.sampled_from([option.value for option in answer.options]),
    "choices": lambda answer: st.lists(
        st.sampled_from([option.value for option in answer.options]), unique=True
    ),
    "number": lambda _: st.one_of(st.integers(-(2**53), 2**53), st.floats(-1e9, 1e9)),
    "date": lambda _: DAYS,
    "person": lambda _: st.fixed_dictionaries({}, optional={"role": TEXTS, "name": TEXTS}),
    "risk": lambda _: st.fixed_dictionaries(
        {}, optional={axis: st.sampled_from([*steps, None]) for axis, steps in AXES.items()} | {"why": TEXTS}
    ),
    "refer": lambda _: st.lists(ROW_IDS, unique=True, max_size=3),
}  # fmt: skip


def value_of(answer):
    if answer.kind != "rows":
        return st.one_of(st.none(), PLAIN[answer.kind](answer))
    values = {column.id: value_of(column.answer) for column in answer.columns}
    row = st.fixed_dictionaries(
        {"id": ROW_IDS, "values": st.fixed_dictionaries({}, optional=values)}
    )
    return st.lists(row, max_size=3, unique_by=lambda row: row["id"])


FREE = {
    c.id: value_of(c.answer) for c in BANK.concepts.values() if c.id not in BANK.screening.questions
}
READ = sorted(
    {place.partition(".")[0] for check in BANK.checks for place in check.where}
    | {"actions", "measures", "datasets", "change_type", "people_apart", "data_rights", "models", "consultations"}
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.sets(st.sampled_from([q.removeprefix("screen_") for q in BANK.screening.questions])),
    st.fixed_dictionaries({}, optional={name: FREE[name] for name in READ}),
    st.lists(st.sampled_from(sorted(FREE)), max_size=4, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: FREE[name] for name in names})
    ),
    st.dates(),
)
def test_no_answers_that_can_be_given_trip_it(yes, read, others, today):
    answers = screened(yes) | read | others
    for concept, value in answers.items():
        asked = BANK.concepts[concept].answer
        assert asked.kind == "rows" or refused(asked, value, BANK.limits) is None

    for found in noticed(answers, today):
        assert found.says
        assert found.todo
        assert found.address

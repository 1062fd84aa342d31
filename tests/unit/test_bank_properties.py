"""What must hold of the bank that ships whatever people answer: the way through it, and the route.

Answers are drawn at random with fixed seeds. Each text says where it was given, so that it can be
found wherever it comes out.
"""

import datetime as dt
import itertools
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.bank.coverage import fillings
from answerable.bank.grid import AXES
from answerable.bank.journey import path, visible_columns
from answerable.bank.load import load_bank
from answerable.bank.model import ROUTES
from answerable.bank.screening import demanded_by, routing
from answerable.record.events import Head
from answerable.reports import values
from answerable.reports.audience import disclose
from answerable.reports.filling import fill
from answerable.reports.material import Material

BANK = load_bank()
QUESTIONS = BANK.screening.questions
NEVER = "@nowhere@"
SAID_AT = re.compile(r"@([a-z0-9_./-]+)@")
said = st.sampled_from(["yes", "no", "unsure"])
screenings = st.fixed_dictionaries(dict.fromkeys(QUESTIONS, said))
seeds = st.integers(0, 2**32)
bounded = settings(max_examples=150, derandomize=True, deadline=None, database=None)


def drawn(answer, address, rng):
    """Return a random answer of its kind, or None for one that was not given."""
    if rng.random() < 0.15:
        return None
    options = [option.value for option in answer.options]
    return {
        "choice": lambda: rng.choice(options),
        "choices": lambda: rng.sample(options, rng.randint(0, len(options))),
        "yes_no_unsure": lambda: {"choice": rng.choice(["yes", "no", "unsure"]), "why": f"@{address}@"},
        "text": lambda: f"@{address}@, and enough words to say what happened in May",
        "number": lambda: rng.randint(0, 999),
        "date": lambda: f"20{rng.randint(10, 40)}-01-01",
        "person": lambda: {"role": f"@{address}@", "name": f"@{address}@"},
        "risk": lambda: {**{axis: rng.choice(steps) for axis, steps in AXES.items()}, "why": f"@{address}@"},
        "refer": lambda: [f"r-{n:04}" for n in range(rng.randint(0, 2))],
    }[answer.kind]()  # fmt: skip


def drawn_rows(concept, rng):
    return [
        {
            "id": f"r-{n:04}",
            "values": {
                column.id: value
                for column in concept.answer.columns
                if (value := drawn(column.answer, f"{concept.id}/r-{n:04}/{column.id}", rng)) is not None
            },
        }
        for n in range(rng.randint(0, 3))
    ]  # fmt: skip


def drawn_all(seed):
    rng = random.Random(seed)
    found = {
        c.id: drawn_rows(c, rng) if c.answer.kind == "rows" else drawn(c.answer, c.id, rng)
        for c in BANK.concepts.values()
    }
    return {name: value for name, value in found.items() if value not in (None, [])}


def chosen(screening):
    return {question: {"choice": choice} for question, choice in screening.items()}


def answered(screening, seed):
    return {**drawn_all(seed), **chosen(screening)}


def stands(found):
    """Return all that a path says but the very answers."""
    documents = [due.document.id for due in found.routing.documents]
    reasons = [reason.id for reason in found.routing.reasons]
    return (
        found.routing.id,
        documents,
        reasons,
        found.visible,
        found.due,
        found.missing,
        found.unsure,
    )


@bounded
@given(screenings, seeds)
def test_the_path_ends_and_is_the_same_from_the_answers_that_it_shows(screening, seed):
    first = path(BANK, answered(screening, seed))
    again = path(BANK, first.shown)

    assert stands(again) == stands(first)
    assert again.shown == first.shown
    assert set(first.shown) <= set(first.visible)
    assert len(set(first.visible)) == len(first.visible)


def with_other_hidden_answers(answers, found, other):
    """Return `answers` with everything that is hidden taken from `other`, down to the column.

    What comes on request is not hidden: whoever answers it brings it.
    """
    hidden = {c.id for c in BANK.concepts.values() if not c.on_request} - set(found.visible)
    mixed = {name: other[name] for name in other if name in hidden}
    for name in found.visible:
        if name not in answers:
            continue
        concept = BANK.concepts[name]
        mixed[name] = answers[name]
        if concept.answer.kind == "rows":
            mixed[name] = [
                {**row, "values": with_other_hidden_columns(concept, row["values"], found)}
                for row in answers[name]
            ]
    return mixed


def with_other_hidden_columns(concept, values_, found):
    shown = visible_columns(concept, values_, found.shown, found.routing)
    rng = random.Random(concept.id)
    kept = {column.id: values_[column.id] for column in shown if column.id in values_}
    hidden = [column for column in concept.answer.columns if column not in shown]
    other = {column.id: drawn(column.answer, NEVER, rng) for column in hidden}
    return {**kept, **{name: value for name, value in other.items() if value is not None}}


@bounded
@given(screenings, seeds, seeds)
def test_nothing_that_is_shown_hangs_on_a_hidden_answer(screening, seed, other_seed):
    answers = answered(screening, seed)
    first = path(BANK, answers)
    changed = with_other_hidden_answers(answers, first, drawn_all(other_seed))
    again = path(BANK, changed)

    assert stands(again) == stands(first)
    assert again.shown == first.shown


def material(found):
    disclosure = disclose(BANK, found.shown, "team")
    return Material(
        bank=BANK,
        assessment="drawn",
        title="Drawn",
        example=True,
        created_at="",
        head=Head(0, "", ""),
        path=found,
        events=(),
        today=dt.date(2026, 11, 24),
        disclosure=disclosure,
        titles=values.row_titles(BANK, disclosure.answers),
    )


def addresses(answers, found):
    """Return every place that is asked and answered, worked out question by question."""
    for name in found.visible:
        concept = BANK.concepts[name]
        if concept.answer.kind != "rows":
            yield name
            continue
        for row in answers.get(name, []):
            asked = visible_columns(concept, row["values"], found.shown, found.routing)
            yield from (f"{name}/{row['id']}/{column.id}" for column in asked)


@bounded
@given(screenings, seeds)
def test_no_field_of_a_document_is_filled_from_a_hidden_answer(screening, seed):
    answers = answered(screening, seed)
    found = path(BANK, answers)
    read, there = material(found), set(addresses(answers, found))
    filled = [one for one in fillings(BANK) if one.field.fills]
    printed = " ".join(repr(fill(read, one.lens, one.field).pieces) for one in filled)

    assert set(SAID_AT.findall(printed)) <= there
    assert SAID_AT.findall(printed) or not found.shown.keys() - set(QUESTIONS)


def rank(screening):
    return ROUTES.index(routing(BANK, chosen(screening)).id)


def test_another_yes_never_lowers_the_route():
    """All 4,096 ways to answer the screening with yes or no, each with one more yes."""
    every = itertools.product(("no", "yes"), repeat=len(QUESTIONS))
    ranks = {said: rank(dict(zip(QUESTIONS, said, strict=True))) for said in every}
    lowered = [
        (said, QUESTIONS[place])
        for said, level in ranks.items()
        for place, choice in enumerate(said)
        if choice == "no" and ranks[(*said[:place], "yes", *said[place + 1 :])] < level
    ]

    assert lowered == []
    assert set(ranks.values()) == set(range(len(ROUTES)))


@pytest.mark.parametrize("question", QUESTIONS)
@bounded
@given(screening=screenings)
def test_not_sure_counts_as_yes(question, screening):
    yes, unsure = ({**screening, question: choice} for choice in ("yes", "unsure"))
    asked, doubted = (path(BANK, chosen(one)).routing for one in (yes, unsure))
    due = {item.document.id for item in asked.documents}

    assert doubted.id == asked.id
    assert due <= {item.document.id for item in doubted.documents}
    assert {stop.id for stop in asked.stops} <= {stop.id for stop in doubted.stops}


AGREED = {
    "route_reason": "The same tool was checked in full last May.",
    "route_reviewer": {"role": "Adviser", "name": "M. Hale"},
}
routes = st.sampled_from(ROUTES)
whole = st.fixed_dictionaries(dict.fromkeys(QUESTIONS, st.sampled_from(["yes", "no"])))


def taken(screening, choice):
    return routing(BANK, {**chosen(screening), **AGREED, **choice})


@pytest.mark.parametrize("question", QUESTIONS)
@bounded
@given(
    screening=whole, choice=st.fixed_dictionaries({"route_choice": routes, "route_left": routes})
)
def test_another_yes_never_lowers_the_route_that_was_chosen(question, screening, choice):
    before, after = (taken({**screening, question: said}, choice) for said in ("no", "yes"))

    assert ROUTES.index(before.id) <= ROUTES.index(after.id)
    assert ROUTES.index(before.verdict.id) <= ROUTES.index(after.verdict.id)


@bounded
@given(screening=whole, route=routes, gone=st.sampled_from(["route_left", *AGREED]))
def test_the_route_is_lower_only_with_all_that_it_takes(screening, route, gone):
    verdict = taken(screening, {}).verdict.id
    lower = ROUTES.index(route) < ROUTES.index(verdict)
    choice = {"route_choice": route, "route_left": verdict}

    assert taken(screening, choice).id == route
    assert taken(screening, {**choice, gone: None}).id == (verdict if lower else route)


def by_law(found):
    due = [reason for document in found.documents for reason in document.reasons]
    return {reason.id for reason in due if reason.id.endswith("_law")}


@bounded
@given(screening=whole, route=routes)
def test_no_choice_drops_a_document_or_a_question_that_the_law_asks_for(screening, route):
    choice = {"route_choice": route, "route_left": taken(screening, {}).verdict.id}
    before, after = (path(BANK, {**chosen(screening), **AGREED, **c}) for c in ({}, choice))
    law = {c for c in before.due if BANK.concepts[c].due.level == "law"}

    assert by_law(before.routing) <= by_law(after.routing)
    assert law <= set(after.due)
    for due in after.routing.documents:
        assert demanded_by(BANK, due.document.id) & set(before.due) <= set(after.due)

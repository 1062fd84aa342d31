"""What must hold of the route whatever people answer: no *yes* lowers it, and no choice drops the law."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.bank.journey import path
from answerable.bank.load import load_bank
from answerable.bank.model import ROUTES
from answerable.bank.screening import demanded_by, routing

BANK = load_bank()
QUESTIONS = BANK.screening.questions
said = st.sampled_from(["yes", "no", "unsure"])
screenings = st.fixed_dictionaries(dict.fromkeys(QUESTIONS, said))
bounded = settings(max_examples=150, derandomize=True, deadline=None, database=None)


def chosen(screening):
    return {question: {"choice": choice} for question, choice in screening.items()}


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

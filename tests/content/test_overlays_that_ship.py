"""The overlays that ship: a made-up force, and a machine draft of Welsh, over the bank that ships."""

import pytest
import yaml

from answerable import places
from answerable.bank.check import check_content
from answerable.bank.journey import path
from answerable.bank.load import load_bank
from answerable.bank.model import ROUTES
from answerable.bank.overlays import overlay_warnings
from answerable.bank.readability import grade
from answerable.bank.screening import routing
from answerable.governance.soundness import check_governance

SHIPPED = sorted((places.content() / "overlays").iterdir())


def test_two_overlays_ship():
    assert [folder.name for folder in SHIPPED] == ["cymraeg", "northvale"]


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_an_overlay_that_ships_is_sound_and_made_for_this_bank(folder):
    assert check_content(None, (folder,)) == ()
    assert check_governance(None, (folder,)) == ()
    assert overlay_warnings(load_bank(places.content(), (folder,))) == ()


@pytest.mark.parametrize("order", [1, -1])
def test_both_can_lie_over_each_other(order):
    assert check_content(None, SHIPPED[::order]) == ()


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_english_questions_of_an_overlay_read_at_grade_six_or_less(folder):
    """The grade is a measure of English. Welsh words have none: that nobody checked them is said."""
    bank = load_bank(places.content(), (folder,))
    for concept in bank.concepts.values():
        for part in (concept, *concept.answer.columns):
            if part.ask not in bank.translated:
                assert grade(f"{part.ask} {part.hint}") <= 6.0, (concept.id, part.ask)


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_an_overlay_asks_as_much_of_a_question_as_the_bank_does(folder):
    for concept in load_bank(places.content(), (folder,)).concepts.values():
        for field in (concept.ask, concept.hint, concept.why, concept.good, concept.weak):
            assert len(field.strip()) > 10


def test_a_force_adds_two_questions_roles_boards_and_its_name():
    plain, laid = load_bank(), load_bank(places.content(), (SHIPPED[1],))
    order = [concept for task in laid.tasks for concept in task.concepts]

    assert set(laid.concepts) - set(plain.concepts) == {"force_command", "force_promises"}
    assert order.index("force_command") == order.index("owner") + 1
    assert laid.organisation.name.startswith("Chief Constable of Northvale Police")
    assert laid.organisation.roles["sro"] == "Chief officer lead"
    assert [b.title for b in laid.organisation.boards_on("panel")] == [
        "Northvale Data Ethics Panel"
    ]
    assert plain.organisation.name == ""


WELSH = load_bank(places.content(), (SHIPPED[0],))


def light_answers():
    """Yield screening answers that lead to the light route: each single *yes* that does."""
    for wanted in WELSH.screening.questions:
        answers = {q: {"choice": "yes" if q == wanted else "no"} for q in WELSH.screening.questions}
        if routing(WELSH, answers).id == "light":
            yield answers


# Answers on which more questions hang.
OPENING = {
    "sharing": {"choice": "yes"}, "change_type": "pilot", "marking": "official_sensitive",
    "route_choice": "light", "route_left": "standard",
}  # fmt: skip
LIGHT = {
    concept
    for answers in light_answers()
    for concept in path(WELSH, {**OPENING, **answers}).visible
}


def on_light(rule):
    """Return whether `rule` can hold on the light route, whatever is answered."""
    ((name, operands),) = (rule or {"all": []}).items()
    if name == "route":
        return "light" in operands
    inner = [on_light(each) for each in operands] if name in ("all", "any") else [True]
    return any(inner) if name == "any" else all(inner)


def test_some_single_answers_lead_to_the_light_route():
    assert len(list(light_answers())) >= 3


@pytest.mark.parametrize("concept", sorted(LIGHT))
def test_every_question_of_the_light_route_has_welsh_words(concept):
    question = WELSH.concepts[concept]
    parts = [question, *(c for c in question.answer.columns if on_light(c.when))]
    said = [text for part in parts for text in (part.ask, part.hint)]
    said += [
        text
        for part in parts
        if part.answer.kind != "risk"
        for o in part.answer.options
        for text in (o.label, o.hint)
    ]
    said += [
        text for part in parts for step in part.answer.scales for text in (step.label, step.hint)
    ]
    said += [part.answer.unit for part in parts] + [question.answer.row_name]

    assert {text for text in said if text} - WELSH.translated == set()


def test_all_of_the_screening_has_welsh_words():
    screening = WELSH.screening
    said = [text for route in screening.routes for text in (route.title, route.summary)]
    said += [document.title for document in screening.documents]
    reasons = [r for part in (*screening.routes, *screening.documents) for r in part.reasons]
    said += [reason.because for reason in (*reasons, *screening.stops)]
    said += [
        text
        for q in screening.questions
        for text in (WELSH.concepts[q].ask, WELSH.concepts[q].hint)
    ]
    said += [text for task in WELSH.tasks for text in (task.title, task.intro)]

    assert set(said) - WELSH.translated == set()
    assert tuple(route.id for route in screening.routes) == ROUTES


def test_the_rules_are_the_same_in_welsh():
    plain = load_bank()
    for name, concept in WELSH.concepts.items():
        assert (concept.when, concept.due) == (plain.concepts[name].when, plain.concepts[name].due)
        assert [o.value for o in concept.answer.options] == [o.value for o in plain.concepts[name].answer.options]  # fmt: skip
    for mine, theirs in zip(WELSH.screening.routes, plain.screening.routes, strict=True):
        assert [(r.id, r.when) for r in mine.reasons] == [(r.id, r.when) for r in theirs.reasons]


@pytest.mark.parametrize("table", ["page", "problems", "notices", "accessibility"])
def test_all_words_of_the_page_are_there_in_welsh(table):
    def read(folder):
        return yaml.safe_load((folder / "wording" / f"{table}.yml").read_text("utf-8"))

    assert read(places.content()).keys() - read(SHIPPED[0]).keys() == set()


def test_welsh_is_marked_as_a_draft_that_nobody_checked():
    (overlay,) = WELSH.overlays

    assert (WELSH.language, WELSH.original) == ("cy", "en-GB")
    assert "machine draft, not checked" in overlay.status

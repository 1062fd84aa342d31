"""What the shipped bank promises: the whole canvas, plain words, a source for each law."""

import pytest

from answerable import places
from answerable.bank.files import content_files
from answerable.bank.load import load_bank
from answerable.bank.model import ANSWER_KINDS
from answerable.bank.readability import grade
from answerable.bank.renewal import load_renewals

BANK = load_bank()
GRADE = 6.0
PLAIN_ENOUGH = 7.0


def asks():
    for concept in BANK.concepts.values():
        yield concept.id, f"{concept.ask} {concept.hint}"
        for column in concept.answer.columns:
            yield f"{concept.id}.{column.id}", f"{column.ask} {column.hint}"


def test_the_canvas_has_all_15_boxes_and_41_topics():
    sections = BANK.lenses["canvas"].sections

    assert len(sections) == 15
    assert sum(len(section.fields) for section in sections) == 41
    assert {(s.row, s.column) for s in sections} == {(r, c) for r in (1, 2, 3) for c in range(1, 6)}
    assert all(field.fills for section in sections for field in section.fields)


def test_the_bank_is_about_120_questions_with_12_of_screening():
    assert len(BANK.screening.questions) == 12
    assert 110 <= len(BANK.concepts) <= 130


def test_every_document_that_can_be_due_is_a_lens():
    due = {document.id for document in BANK.screening.documents}

    assert due - set(BANK.lenses) == set()
    assert len(BANK.lenses) == 14


PROVEN = [concept for concept in BANK.concepts.values() if concept.enough]


def test_most_questions_about_facts_say_what_would_be_enough():
    named = {concept.id for concept in PROVEN}

    assert len(named) >= 45
    assert {"data_accuracy", "bias_enquiry", "impacts", "consultations", "necessity"} <= named
    assert not named & {"project_title", "start_date", "marking", "owner", "review_date"}


@pytest.mark.parametrize("concept", PROVEN, ids=lambda concept: concept.id)
def test_what_would_be_enough_is_said_in_plain_and_few_words(concept):
    assert grade(concept.enough) <= PLAIN_ENOUGH, grade(concept.enough)
    assert len(concept.enough.split()) <= 40
    assert concept.enough not in (concept.good, concept.weak)


def test_every_kind_of_answer_is_used():
    used = {c.answer.kind for c in BANK.concepts.values()}
    used |= {column.answer.kind for c in BANK.concepts.values() for column in c.answer.columns}

    assert used == set(ANSWER_KINDS)


@pytest.mark.parametrize(("place", "text"), list(asks()), ids=[place for place, _ in asks()])
def test_a_question_reads_at_grade_six_or_less(place, text):
    assert grade(text) <= GRADE, (place, text, grade(text))


@pytest.mark.parametrize("concept", list(BANK.concepts.values()), ids=lambda c: c.id)
def test_a_question_has_hint_why_and_both_examples(concept):
    for field in (concept.ask, concept.hint, concept.why, concept.good, concept.weak):
        assert len(field.strip()) > 10
    assert concept.good != concept.weak


def test_a_copy_leaves_out_who_and_when_and_what_was_said_about_the_old_project():
    renewals = load_renewals()
    left, check = set(renewals.left_empty), set(renewals.check_again)

    assert {"owner", "review_date", "consultations", "actions", "peer_feedback"} <= left
    assert set(BANK.screening.questions) | {"marking", "legal_power"} <= check
    dates = {c.id for c in BANK.concepts.values() if c.answer.kind == "date"}
    people = {c.id for c in BANK.concepts.values() if c.answer.kind == "person"}
    assert dates | people <= left


def test_content_files_are_short():
    long = [p.name for p in content_files(places.content()) if p.parent.name == "concepts"
            and len(p.read_text("utf-8").splitlines()) > 60]  # fmt: skip

    assert long == []

"""The glossary says what people may not know, in words that they do; no short form goes unexplained."""

import re

import pytest

from answerable.bank.browser import payload
from answerable.bank.glossary import mentioned, question_text
from answerable.bank.load import load_bank
from answerable.bank.readability import grade

BANK = load_bank()
GRADE = 6.0
HARDER = {"uk_gdpr": "It says what the letters stand for, which are long words."}
SHORT = re.compile(r"\b[A-Z]{2,}s?\b")
FORMS = {form for term in BANK.glossary.values() for form in term.forms}
DEFINED = {short for form in FORMS for short in SHORT.findall(form)}

each_term = pytest.mark.parametrize("term", list(BANK.glossary.values()), ids=lambda term: term.id)


def parts():
    """Yield (place, text) for each question, finding and document."""
    for concept in BANK.concepts.values():
        yield concept.id, question_text(concept)
    for check in BANK.checks:
        yield check.id, f"{check.says} {check.todo}"
    for document in BANK.screening.documents:
        yield document.id, document.title
    for lens in BANK.lenses.values():
        heads = [lens.title, *(section.title for section in lens.sections)]
        titles = [field.title for section in lens.sections for field in section.fields]
        yield lens.id, " | ".join(heads + titles)


def test_there_are_enough_terms():
    assert len(BANK.glossary) >= 50
    assert {"dpia", "controller", "proxy", "retention", "equality_duty"} <= set(BANK.glossary)


@each_term
def test_a_meaning_reads_at_grade_six_or_less(term):
    assert grade(term.means) <= GRADE or term.id in HARDER, (term.means, grade(term.means))


def test_each_exception_is_one():
    assert [name for name in HARDER if grade(BANK.glossary[name].means) <= GRADE] == []


@each_term
def test_a_meaning_does_not_say_the_word_with_the_word(term):
    first = term.means.partition(".")[0].casefold()

    assert term.term.casefold() not in first, first


@pytest.mark.parametrize(("place", "text"), list(parts()), ids=[place for place, _ in parts()])
def test_no_short_form_goes_unexplained(place, text):
    spelled_out = {short for short in SHORT.findall(text) if f"({short})" in text}

    assert set(SHORT.findall(text)) - DEFINED - spelled_out == set(), place


def test_a_short_form_that_nobody_explains_is_found():
    assert set(SHORT.findall("Ask the SIRO and the two DPOs.")) - DEFINED == {"SIRO", "DPOs"}


def test_terms_are_found_as_whole_words_in_any_case_and_capitals_as_they_are():
    found = mentioned(
        BANK.glossary, "Official data. Logs of AI, then a Proxy; no epilogs, no OFFICIALS."
    )

    assert [term.id for term in found] == ["log", "artificial_intelligence", "proxy"]
    assert [term.id for term in mentioned(BANK.glossary, "Mark it OFFICIAL.")] == ["official"]


def test_the_page_gets_every_term():
    sent = payload(BANK)["help"]["terms"]

    assert {term["id"] for term in sent.values()} == set(BANK.glossary)
    assert sent[BANK.glossary["dpia"].term]["also"] == ["DPIA"]


def test_the_page_gets_the_terms_of_each_question():
    sent = payload(BANK)["concepts"]

    assert sum(bool(one["terms"]) for one in sent.values()) > len(sent) / 3
    for concept in BANK.concepts.values():
        found = mentioned(BANK.glossary, f"{concept.ask} {concept.hint} {concept.why}")
        assert {term.term for term in found} <= set(sent[concept.id]["terms"])

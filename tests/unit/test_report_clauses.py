"""Numbers of fields that are clauses of law: the law file says which, and whether they are settled."""

import dataclasses

import pytest

from answerable.bank.law import clauses_of
from answerable.bank.load import load_bank
from answerable.bank.model import Field
from answerable.reports.clauses import numbered

BANK = load_bank()
MARK = "(source not confirmed)"
PARTS = [
    pytest.param(part, id=f"{lens.id}.{part.id}")
    for lens in BANK.lenses.values()
    for section in lens.sections
    for part in (section, *section.fields)
    if part.law and not part.official
]


@pytest.mark.parametrize("part", PARTS)
def test_each_clause_reads_as_in_the_law_file_and_says_when_nobody_confirmed_it(part):
    told = numbered(BANK, part).casefold()
    unsettled = [
        BANK.law[source] for source in part.law if BANK.law[source].confidence != "confirmed"
    ]

    assert all(BANK.law[source].section.casefold() in told for source in part.law)
    assert told.count(MARK) == len(unsettled)
    assert all(f"{source.section} {MARK}".casefold() in told for source in unsettled)


def test_both_kinds_are_among_the_documents_that_ship():
    assert {MARK in numbered(BANK, part.values[0]) for part in PARTS} == {True, False}


def test_a_number_of_the_form_stands_alone_and_a_field_may_have_none():
    law = ("dpa2018-s38",)
    assert numbered(BANK, Field("a", "Kept right", law=law)) == "Section 38 · Kept right"
    assert numbered(BANK, Field("a", "Kept right", official="4", law=law)) == "4 · Kept right"
    assert numbered(BANK, Field("a", "Kept right")) == "Kept right"


def test_a_clause_is_marked_when_its_source_is_no_longer_confirmed():
    doubted = dataclasses.replace(BANK.law["dpa2018-s38"], confidence="unconfirmed")
    bank = dataclasses.replace(BANK, law={**BANK.law, "dpa2018-s38": doubted})
    field = Field("a", "Kept right", law=("dpa2018-s37", "dpa2018-s38"))
    assert numbered(bank, field) == f"Section 37; section 38 {MARK} · Kept right"


def test_no_document_is_numbered_after_sections_that_are_gone():
    for lens in BANK.lenses.values():
        cited = [BANK.law[source] for source in (*lens.source, *clauses_of(lens))]
        named = {f"{source.title}, {source.section}" for source in cited}
        assert not named & {f"Data Protection Act 2018, section {gone}" for gone in ("49", "50")}

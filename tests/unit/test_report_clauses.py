"""Numbers of fields that are clauses of law: which ones, and whether anybody confirmed them."""

import pytest

from answerable.bank.load import load_bank
from answerable.reports.clauses import clauses, numbered

BANK = load_bank()
MARK = "source not confirmed"


def clauses_of(lens, *, confirmed):
    sources = (BANK.law[source] for source in lens.source)
    return {
        clause
        for source in sources
        if (source.confidence == "confirmed") == confirmed
        for clause in clauses(source.section)
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Articles 9 to 11", {("article", "9"), ("article", "10"), ("article", "11")}),
        ("64(3)(d), 34(3)", {("section", "64"), ("section", "34")}),
        ("50A to 50C", {("section", "50A"), ("section", "50C")}),
        ("50C(3) to (5)", {("section", "50C")}),
        ("Schedule 1, Articles 2 and 3", {("schedule", "1"), ("article", "2"), ("article", "3")}),
        ("whole text", set()),
    ],
)
def test_clauses_are_read_with_their_ranges(text, found):
    assert set(clauses(text)) == found


@pytest.mark.parametrize("lens", BANK.lenses.values(), ids=lambda lens: lens.id)
def test_no_number_of_an_unconfirmed_clause_goes_unmarked(lens):
    unsettled = clauses_of(lens, confirmed=False)
    for section in lens.sections:
        for each in (section, *section.fields):
            marked = MARK in numbered(BANK, lens, each.official, each.title)
            assert marked == bool(unsettled & set(clauses(each.official))), each.id


def test_both_kinds_are_among_the_documents_that_ship():
    told = {
        MARK in numbered(BANK, lens, each.official, each.title)
        for lens in BANK.lenses.values()
        for section in lens.sections
        for each in section.fields
        if each.official
    }
    assert told == {True, False}
    rights = BANK.lenses["human_rights"]
    assert MARK in numbered(BANK, rights, "Articles 2 and 3", "Life")
    assert numbered(BANK, rights, "Article 8", "Private life") == "Article 8 · Private life"


def test_no_document_is_numbered_after_sections_that_are_gone():
    for lens in BANK.lenses.values():
        named = {
            clause
            for section in lens.sections
            for each in (section, *section.fields)
            for clause in clauses(each.official)
        }
        named |= clauses_of(lens, confirmed=True) | clauses_of(lens, confirmed=False)
        assert not named & {("section", "49"), ("section", "50")}

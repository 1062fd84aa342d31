"""What the records for police and government promise: each field of a form, and no number or word nobody read."""

import pytest

from answerable import places
from answerable.bank.load import load_bank

BANK = load_bank()
FRAMEWORKS = ("transparency", "algo_care", "ai_covenant", "government_framework", "college_stages")
READ = {
    "1.2", "2.1.4", "2.1.4.1", "2.1.4.2", "2.1.4.3", "2.1.4.4", "2.1.4.5", "2.2.1", "2.3.1",
    "2.4.1.2", "2.4.1.3", "2.4.2.1", "2.4.2.6", "2.4.2.8",
}  # fmt: skip


def fields(lens):
    return [field for section in BANK.lenses[lens].sections for field in section.fields]


def test_the_transparency_record_has_five_fields_of_title_and_52_more():
    sections = {section.id: len(section.fields) for section in BANK.lenses["transparency"].sections}

    assert sections.pop("heading") == 5
    assert sum(sections.values()) == 52


def test_only_numbers_that_were_read_in_the_standard_are_printed():
    assert {field.official for field in fields("transparency") if field.official} == READ


def test_a_model_that_is_used_as_it_comes_needs_no_model_sheet():
    sheets = {"model", "development"}
    found = {s.id: s.fields for s in BANK.lenses["transparency"].sections if s.id in sheets}

    assert all(field.when for each in found.values() for field in each)


@pytest.mark.parametrize(
    ("lens", "words"),
    [
        ("ai_covenant", "Lawful Transparent Explainable Responsible Accountable Robust"),
        ("government_framework", "Transparency Accountability Fairness Privacy Sustainability Societal-impact Safety"),
    ],
)  # fmt: skip
def test_a_framework_has_all_its_principles_and_no_other(lens, words):
    named = [section.official for section in BANK.lenses[lens].sections if section.official]

    assert named == [word.replace("-", " ") for word in words.split()]


def test_the_name_of_a_framework_that_is_a_mark_stands_in_the_credit_alone():
    lens = BANK.lenses["algo_care"]
    titles = [
        lens.title,
        *(s.title for s in lens.sections),
        *(f.title for f in fields("algo_care")),
    ]

    assert "ALGO-CARE" in lens.credit
    assert not [title for title in titles if "ALGO-CARE" in title.upper()]


def test_a_stage_whose_card_nobody_read_says_so_and_each_has_the_five_parts():
    sections = BANK.lenses["college_stages"].sections
    read = {section.id for section in sections if "unconfirmed" not in section.title}

    assert read == {"prioritise", "design", "purchase"}
    assert all(len(section.fields) == 5 for section in sections)


@pytest.mark.parametrize("lens", FRAMEWORKS)
def test_what_was_not_read_is_said_to_the_reader_or_at_the_top_of_the_file(lens):
    top = (places.content() / "lenses" / f"{lens}.yml").read_text("utf-8").split("\nid:")[0]

    assert any(word in top for word in ("inferred", "not read", "were not"))

"""The pages about the bank say what the bank says: every question, every field, every gap."""

from pathlib import Path

import pytest

from answerable.bank.burden_page import burden_page
from answerable.bank.burden_page import write as write_burden
from answerable.bank.coverage import fillings
from answerable.bank.examples import examples
from answerable.bank.load import load_bank
from answerable.bank.pace import load_pace
from answerable.bank.published import published_pages, write

BANK = load_bank()
PAGES = published_pages(BANK)
FOLDER = Path(__file__).parents[2] / "docs" / "catalogue"


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_about_the_bank_is_as_the_bank_says(name):
    assert (FOLDER / name).read_text("utf-8") == PAGES[name], "make catalogue"


def test_every_question_stands_in_the_catalogue_with_its_examples():
    page = PAGES["questions.md"]

    for concept in BANK.concepts.values():
        for said in (concept.ask, concept.hint, concept.why, concept.good, concept.weak):
            assert said in page
        for column in concept.answer.columns:
            assert column.ask in page


def test_every_field_stands_in_the_coverage_with_what_fills_it():
    page = PAGES["coverage.md"].splitlines()

    for filling in fillings(BANK):
        field = filling.field
        rows = [row for row in page if f"| {field.title}" in row and filling.section in row]
        assert rows, field.id
        assert all(any(f"`{address}`" in row for row in rows) for address in field.fills)
        assert not field.gap or any(field.gap in row for row in rows)


def test_no_cell_breaks_its_table():
    for text in PAGES.values():
        for block in text.split("\n\n"):
            if block.startswith("| "):
                assert len({line.count("|") for line in block.splitlines()}) == 1


def test_every_source_in_brackets_is_listed_below():
    for text in PAGES.values():
        body, _, listed = text.partition("## Sources")
        for source in BANK.law:
            assert (f"[{source}]" in body) <= (f"- [{source}]: " in listed), source


def test_the_pages_are_written_where_they_are_told(tmp_path):
    write(tmp_path / "new" / "pages")

    assert {file.name for file in (tmp_path / "new" / "pages").iterdir()} == set(PAGES)


def test_the_page_on_what_answering_takes_is_as_the_bank_says(tmp_path):
    page = burden_page(BANK, load_pace())
    write_burden(tmp_path)

    assert (FOLDER.parent / "burden.md").read_text("utf-8") == page, "make catalogue"
    assert (tmp_path / "burden.md").read_text("utf-8") == page
    assert all(f"## {example.title}" in page for example in examples())

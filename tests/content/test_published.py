"""The pages about the bank say what the bank says: every question, every field, every gap."""

from dataclasses import replace
from pathlib import Path

import pytest

from answerable.bank.burden_page import burden_page
from answerable.bank.burden_page import write as write_burden
from answerable.bank.coverage import fillings
from answerable.bank.examples import examples
from answerable.bank.load import load_bank
from answerable.bank.noticing import KINDS
from answerable.bank.organisation import Organisation
from answerable.bank.pace import load_pace
from answerable.bank.published import published_pages, write
from answerable.bank.rules import OPERATORS
from answerable.bank.rules_told import TOLD, rule_told
from answerable.bank.statement import page
from answerable.bank.statement import write as write_statement
from answerable.wording import say, words

BANK = load_bank()
PAGES = published_pages(BANK)
FOLDER = Path(__file__).parents[2] / "docs" / "catalogue"


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_about_the_bank_is_as_the_bank_says(name):
    assert (FOLDER / name).read_text("utf-8") == PAGES[name], "make catalogue"


def test_every_question_stands_in_the_catalogue_with_its_examples():
    page = PAGES["questions.md"]

    for concept in BANK.concepts.values():
        for said in (
            concept.ask,
            concept.hint,
            concept.why,
            concept.good,
            concept.weak,
            concept.enough,
        ):
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


def test_the_accessibility_statement_is_as_its_words_say(tmp_path):
    write_statement(tmp_path)

    written = (tmp_path / "accessibility.md").read_text("utf-8")
    assert (FOLDER.parent / "accessibility.md").read_text("utf-8") == written, "make catalogue"
    assert BANK.law["si2018-952"].title in written


def test_the_statement_says_how_to_reach_whoever_answers_or_that_nobody_is_named():
    told = Organisation(
        accessibility={"email": "access@example.police.uk", "phone": "", "days": "5"}
    )
    reached = page(replace(BANK, organisation=told))

    assert "access@example.police.uk" in reached
    assert "within 5 working days" in reached
    assert "Phone" not in reached
    assert say("accessibility", "report_none") not in reached
    assert say("accessibility", "report_none") in page(BANK)


def test_every_term_stands_in_the_glossary_and_each_question_leads_to_its_own():
    page, questions = PAGES["glossary.md"], PAGES["questions.md"]

    for term in BANK.glossary.values():
        assert f"### {term.term}\n\n{term.means}" in page
        assert all(f"“{form}”" in page for form in term.also)
    _, _, asked = questions.partition(f"### {BANK.concepts['policy_document'].ask}")
    own, _, _ = asked.partition("\n### ")
    assert "[appropriate policy document](glossary.md#appropriate-policy-document)" in own


def test_every_finding_stands_on_its_page_with_what_it_looks_at_and_what_to_do():
    blocks = PAGES["findings.md"].split("\n### ")[1:]

    assert len(blocks) == len(BANK.checks)
    for check, block in zip(BANK.checks, blocks, strict=True):
        assert f"`{check.id}` · `{check.kind}`" in block
        assert check.todo in block
        assert "**Made when:**" in block
        assert all(f"(`{place}`)" in block for place in check.where)
        assert all(f"[{source}]" in block for source in check.source)
        assert ("**On projects where:**" in block) == (check.when is not None)
        assert ("**In rows where:**" in block) == (check.rows is not None)


def test_there_are_words_for_every_kind_of_finding_and_every_rule():
    told = words("catalogue")

    assert {f"fires.{kind}" for kind in KINDS} <= set(told)
    assert set(TOLD) == set(OPERATORS)


def test_a_rule_is_told_in_the_words_of_its_questions():
    rule = {"all": [
        {"in": ["screen_policing", ["yes", "unsure"]]},
        {"any": [{"route": ["full"]}, {"not": {"is": ["change_type", "new"]}}]},
        {"at_least": [2, "harms"]},
    ]}  # fmt: skip

    assert rule_told(BANK, rule) == (
        "“Is it for police work?” is “Yes” or “Not sure”, and (the route is “Full”, or not (“Is this"
        " new, or a change to what you do now?” is “New”)), and “What could go wrong for people?” has"
        " at least 2"
    )

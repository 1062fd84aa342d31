"""Where people read what was noticed: on the command line, and in the team's own report."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from answerable.bank.load import load_bank
from answerable.cli.listing import print_standing, standing
from answerable.record import Person, Session, open_store
from answerable.reports.audience import disclose
from answerable.reports.document import Report
from answerable.reports.filling import fill
from answerable.reports.lens import sources_of
from answerable.reports.material import gather

BANK = load_bank()
TITLE = "<b>Stops</b> \x1b[31m{name}"


@pytest.fixture
def session(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    held = Session.begin(store, "Noticed", Person(id="a", role="author"), BANK)
    for question in BANK.screening.questions:
        held.answer(question, {"choice": "yes" if question == "screen_personal" else "no"})
    row = f"datasets/{held.add_row('datasets')}"
    held.answer(f"{row}/title", TITLE)
    held.answer(f"{row}/personal", {"choice": "yes"})
    held.answer(f"{row}/kept", "As long as it is needed")
    held.answer("review_date", dt.date(2026, 1, 1).isoformat())
    return held


def part(session, audience):
    html = Report(gather(session, audience)).details().html
    return BeautifulSoup(html, "html.parser").find(id="findings")


def test_the_teams_report_says_what_to_do_where_and_on_what_ground(session):
    told = part(session, "team").parent

    assert "Say how long it is kept" in told.get_text()
    assert "No time is given after which “<b>Stops</b>" in told.get_text()
    assert "section 39" in told.get_text()
    assert "not confirmed" in told.get_text()
    assert told.find("b") is None


def test_the_report_leaves_missing_answers_to_what_is_open(session):
    assert "This answer is due and not complete." not in part(session, "team").parent.get_text()


@pytest.mark.parametrize("audience", ["panel", "public"])
def test_no_other_audience_is_told(session, audience):
    assert part(session, audience) is None


def test_the_command_line_says_it_in_words_that_cannot_colour_a_terminal(session, capsys):
    print_standing(session)
    said = capsys.readouterr().out

    assert "Noticed in the answers: 2" in said
    assert "To do: Say how long it is kept." in said
    assert "The day to look at this again has passed." in said
    assert "\x1b[31m" not in said


def test_programs_get_every_finding_those_about_missing_answers_too(session):
    found = json.loads(json.dumps(standing(session)))["findings"]

    assert {f["id"] for f in found} == {"no_time_limit", "past_review", "mandatory_missing"}
    assert set(found[0]) == {"id", "address", "says", "todo", "source"}


def listed(session, audience):
    """Return the sources of a report whose finding of a past review cites what nothing else does."""
    material = gather(session, audience)
    checks = tuple(
        replace(check, source=("inquiries2005-s35",)) if check.id == "past_review" else check
        for check in BANK.checks
    )
    html = Report(replace(material, bank=replace(BANK, checks=checks))).details().html
    return BeautifulSoup(html, "html.parser").find(id="sources").parent.get_text(" ")


def test_a_source_that_only_a_finding_cites_is_listed_where_the_finding_is_printed(session):
    assert "Inquiries Act 2005" in listed(session, "team")
    assert "Inquiries Act 2005" not in listed(session, "panel")
    assert "Equality Act 2010" in listed(session, "panel")


def noticed(session, audience, visible="public"):
    """Return the field of the panel's pack about what was noticed, with one question for few readers."""
    concepts = {**BANK.concepts, "datasets": replace(BANK.concepts["datasets"], audience=visible)}
    bank = replace(BANK, concepts=concepts)
    material = replace(
        gather(session, audience),
        bank=bank,
        disclosure=disclose(bank, session.visible_answers, audience),
    )
    lens = bank.lenses["panel_pack"]
    field = next(f for section in lens.sections for f in section.fields if f.id == "noticed")
    filled = fill(material, lens, field)
    told = " ".join(f"{piece.title} {piece.reading.line}" for piece in filled.pieces)
    return filled.state, told


@pytest.mark.parametrize("audience", ["team", "panel"])
def test_the_panels_pack_says_what_was_noticed_and_what_to_do(session, audience):
    state, told = noticed(session, audience)

    assert state == "derived"
    assert "Say how long it is kept." in told
    assert "section 39" in told
    assert "The day to look at this again has passed." in told


def test_a_panel_is_not_told_what_was_noticed_in_an_answer_that_it_may_not_read(session):
    _, told = noticed(session, "panel", "team")

    assert "Say how long it is kept." not in told
    assert "The day to look at this again has passed." in told
    assert "Say how long it is kept." in noticed(session, "team", "team")[1]


def test_the_public_is_not_told_what_was_noticed(session):
    assert noticed(session, "public") == ("withheld", "")


def test_a_source_that_only_a_finding_cites_is_listed_in_a_document_that_prints_it(session):
    checks = tuple(replace(check, source=("inquiries2005-s35",)) for check in BANK.checks)
    bank = replace(BANK, checks=checks)

    def titles(audience, lens):
        material = replace(gather(session, audience), bank=bank)
        return {source.title for source in sources_of(material, bank.lenses[lens])}

    assert "Inquiries Act 2005" in titles("team", "panel_pack")
    assert "Inquiries Act 2005" not in titles("public", "panel_pack")
    assert "Inquiries Act 2005" not in titles("team", "surveillance_note")

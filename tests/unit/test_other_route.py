"""A route that the team chose, and stops that were lifted: as they are told outside the page."""

import json

import pytest
from bs4 import BeautifulSoup
from typer.testing import CliRunner

from answerable.bank.load import load_bank
from answerable.cli import app
from answerable.record import Person, Session, open_store
from answerable.reports import summary
from answerable.reports.lens import read_lens
from answerable.reports.material import gather
from answerable.reports.sections import document_section

BANK = load_bank()
YES = {"personal", "policing", "effect", "software", "no_human", "barrier"}
REASON = "The same tool was checked in full last May. <script>"


@pytest.fixture
def session(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/records.db"
    monkeypatch.setenv("ANSWERABLE_STORE", url)
    begun = Session.begin(open_store(url), "Chosen", Person("ana", "A. Reed"), BANK)
    for question in BANK.screening.questions:
        choice = "yes" if question.removeprefix("screen_") in YES else "no"
        begun.answer(question, {"choice": choice})
    return begun


@pytest.fixture
def lower(session):
    """The same, with a lower route that counts and a stop that is lifted."""
    session.answer("route_choice", "standard")
    session.answer("route_left", session.path.routing.verdict.id)
    session.answer("route_reason", REASON)
    session.answer("route_reviewer", {"role": "Data protection officer", "name": "M. Hale"})
    session.answer("auto_safeguards", "A letter says so and names a clerk who can undo the result.")
    session.answer("auto_exemption", ["none"])
    return session


def told(session, audience="team"):
    return summary.route(gather(session, audience))


def shown(session):
    return CliRunner().invoke(app, ["show", session.assessment]).stdout


def test_a_report_says_verdict_choice_reason_and_reviewer(lower):
    said = " ".join(told(lower).choice)

    assert told(lower).title == "Standard"
    assert "ask for the route Full with panel" in said
    assert REASON in said
    assert "Data protection officer (M. Hale)" in said


def test_the_public_is_not_told_who_agreed_by_name(lower):
    said = " ".join(told(lower, "public").choice)

    assert "Data protection officer" in said
    assert "Hale" not in said


def test_what_lifted_a_stop_is_told_with_its_source_to_those_who_may_know(lower):
    team, public = told(lower).lifted, told(lower, "public").lifted

    assert team[0].because.startswith("Lifted, because you have written down")
    assert any("section 50C" in source for source in team[0].sources)
    assert public[0].because.startswith("Lifted. What lifted it is withheld")
    assert public[0].sources == ()


def test_a_stop_that_stands_heads_every_document_and_rises_again(lower):
    lens = BANK.lenses["dpia_policing"]
    assert read_lens(gather(lower, "team"), lens).stops == ()

    lower.answer("auto_exemption", ["none", "crime"])

    paper = read_lens(gather(lower, "team"), lens)
    assert [stop.because for stop in paper.stops] == [BANK.screening.stops[2].because]
    part = document_section(gather(lower, "team"), lens)._repr_mimebundle_()["text/html"]
    assert BeautifulSoup(part, "html.parser").find(class_="warning")


def test_a_document_due_by_the_verdict_names_its_signs(lower):
    paper = read_lens(gather(lower, "team"), BANK.lenses["dpia_policing"])
    said = [reason.because for reason in paper.reasons]

    assert "signs of high risk" in said[0]
    assert said[1:] == [reason.because for reason in lower.path.routing.reasons]


def test_show_says_the_route_the_stop_and_where_it_is_lifted(session, lower):
    lower.answer("auto_exemption", None)
    found = shown(lower)

    assert "Route: Standard" in found
    assert "Agreed by: Data protection officer (M. Hale)" in found
    assert "To lift it, answer auto_exemption" in found
    lower.answer("auto_exemption", ["none"])
    assert "Lifted, because you have written down" in shown(lower)


def test_show_says_why_a_choice_does_not_count(lower):
    lower.answer("owner", {"role": "Head", "name": "m. hale"})
    found = shown(lower)

    assert "Route: Full with panel" in found
    assert "The reviewer is the one who answers for the work." in found
    assert "route_reviewer: A lower route was chosen" in found


def test_for_programs_the_verdict_stands_beside_the_route(lower):
    done = CliRunner().invoke(app, ["--json", "show", lower.assessment])
    found = json.loads(done.stdout)

    assert (found["route"], found["verdict"]) == ("standard", "panel")
    assert found["lifted"] == [BANK.screening.stops[2].because]

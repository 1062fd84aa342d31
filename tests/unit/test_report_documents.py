"""Every document, printed from the example and from records made to find a fault."""

import dataclasses
import re
from types import MappingProxyType

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook, new_output

from answerable.bank.load import load_bank
from answerable.bank.model import AUDIENCES
from answerable.errors import ReportError
from answerable.record import Person, Session, open_store
from answerable.record.events import NewEvent
from answerable.record.example import load_example
from answerable.record.store import Batch, Stamp
from answerable.reports import documents_due, open_document
from answerable.reports.html import ReportExporter
from answerable.reports.lint import lint
from answerable.reports.material import gather
from answerable.reports.sections import document_section

BANK = load_bank()
LENSES = tuple(BANK.lenses)
ANA = Person("ana", "A. Reed")
HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} <b>bold</b> </section>"


def printed(session, lens, audience="team"):
    part = document_section(gather(session, audience), session.bank.lenses[lens])
    shown = new_output("execute_result", data=part._repr_mimebundle_())
    cells = [new_code_cell("", outputs=[shown])]
    html, _ = ReportExporter().from_notebook_node(new_notebook(cells=cells))
    return html


def read(session, lens, audience="team"):
    return BeautifulSoup(printed(session, lens, audience), "html.parser")


def field(page, name):
    """Return all the words under one field, its heading aside."""
    heading = page.find(id=f"field-{name}")
    text = heading.parent.get_text(" ", strip=True)
    return text.removeprefix(heading.get_text(" ", strip=True)).strip()


def missed(page):
    rows = page.find(id="missed").parent.find_all("a")
    return {link["href"].removeprefix("#field-") for link in rows}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return open_store(f"sqlite:///{tmp_path_factory.mktemp('store')}/records.db")


@pytest.fixture(scope="module")
def example(store):
    return Session.open(store, load_example(store, BANK), ANA, BANK)


def begin(store, name, bank=BANK, **choices):
    """Begin a record in which the screening is answered with no, but for `choices`."""
    session = Session.begin(store, name, ANA, bank)
    for question in bank.screening.questions:
        session.answer(question, {"choice": choices.get(question, "no"), "why": "Because."})
    return session


def test_there_are_fourteen_documents():
    assert len(LENSES) == 14


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("lens", LENSES)
def test_every_document_of_the_example_is_whole_and_fit_to_hand_out(example, lens, audience):
    html = printed(example, lens, audience)
    page, asked = BeautifulSoup(html, "html.parser"), BANK.lenses[lens]

    assert lint(html) == ()
    assert [h.get("id") for h in page.find_all("h3", id=re.compile("^field-"))] == [
        f"field-{each.id}" for section in asked.sections for each in section.fields
    ]
    assert all(field(page, each.id) for section in asked.sections for each in section.fields), (
        "a field that says nothing, not even why"
    )
    opening = page.find(id="document").get_text(" ", strip=True)
    assert asked.title in page.h1.get_text()
    assert asked.version in opening
    assert asked.credit in opening
    assert page.find("meta", attrs={"name": "answerable-document"})["content"] == lens
    targets = [link["href"][1:] for link in page.nav.find_all("a")]
    assert targets[0] == "due"
    assert all(page.find(id=target) for target in targets)


@pytest.mark.parametrize("lens", LENSES)
def test_words_that_are_withheld_are_in_no_public_document(store, example, lens):
    held = MappingProxyType({
        name: dataclasses.replace(concept, audience="team")
        for name, concept in BANK.concepts.items()
    })  # fmt: skip
    closed = dataclasses.replace(BANK, concepts=held)
    session = Session.open(store, example.assessment, ANA, closed)
    said = set(texts(session.visible_answers))
    assert len(said) > 120

    public = BeautifulSoup(printed(session, lens, "public"), "html.parser").get_text(" ")
    team = BeautifulSoup(printed(session, lens, "team"), "html.parser").get_text(" ")

    assert [words for words in said if words in public] == []
    assert [words for words in said if words in team]


def texts(value):
    """Yield what a person typed anywhere in `value`, if it is long enough to be told apart."""
    if isinstance(value, str) and len(value) > 30 and "\n" not in value:
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)
    elif hasattr(value, "values"):
        yield from texts(list(value.values()))


@pytest.mark.parametrize("lens", LENSES)
def test_what_is_for_the_panel_and_who_is_named_stay_out_of_the_public_document(store, lens):
    session = Session.open(store, load_example(store, BANK), ANA, BANK)
    if "NAMED" not in str(session.answers["owner"]):
        session.answer("owner", {"role": "Head of insight", "name": "NAMED"})
        session.answer("data_flow", "CANARY flows.")
        session.answer("strict_necessity", "CANARY necessity.")
        session.answer("misuse", {"choice": "yes", "why": "CANARY misuse."})

    public = printed(session, lens, "public")

    for told in ("CANARY", "NAMED", "A. Reed", 'marking">OFFICIAL'):
        assert told not in public
    inside = [f for section in BANK.lenses[lens].sections for f in section.fields]
    if any("misuse" in each.fills for each in inside):
        assert "CANARY misuse" in printed(session, lens, "panel")
        assert (
            BANK.concepts["misuse"].ask
            in read(session, lens, "public").find(id="withheld").parent.get_text()
        )


def test_what_rests_on_a_withheld_answer_is_withheld_and_not_called_unasked(example):
    assert "Withheld from this version" in field(
        read(example, "dpia_policing", "public"), "handling"
    )
    assert "Not asked on this project" in field(read(example, "dpia_policing", "team"), "handling")


def test_a_mandatory_field_that_is_empty_is_marked_and_listed_until_it_is_filled(store):
    session = begin(store, "Empty", screen_effect="yes")
    page = read(session, "eia")
    assert field(page, "proposal") == "No answer yet. This must be filled."
    assert field(page, "problem") == "No answer yet."
    assert {"proposal", "choice"} <= missed(page)
    assert "problem" not in missed(page)

    session.answer("project_summary", "We count.")
    page = read(session, "eia")
    assert field(page, "proposal") == "We count."
    assert "proposal" not in missed(page)
    assert "This must be filled" in field(page, "choice")


def test_what_does_not_apply_and_what_is_not_known_yet_are_told_apart(store):
    light = begin(store, "Light", screen_effect="no", screen_personal="yes")
    assert field(read(light, "eia"), "age") == "Not asked on this project."
    assert "age" not in missed(read(light, "eia"))
    fresh = Session.begin(store, "Fresh", ANA, BANK)
    assert field(read(fresh, "eia"), "age").startswith("Not known yet")
    assert "screening questions" in read(fresh, "eia").find(id="document").get_text()


def test_a_column_that_is_asked_of_no_row_is_not_asked(store):
    session = begin(store, "Columns", screen_personal="yes", screen_policing="yes")
    row = f"harms/{session.add_row('harms')}"
    session.answer(f"{row}/title", "A harm")
    session.answer(f"{row}/disposition", "act")
    assert field(read(session, "dpia_policing"), "accepted") == "Not asked on this project."


def test_each_characteristic_has_its_own_rows_and_no_other(example):
    page = read(example, "eia")
    age, race, sex = (field(page, name) for name in ("age", "race", "sex"))
    assert "Children who were searched" in age
    assert "Londoners in small ethnic groups" in race
    for words in (age, sex):
        assert "Black Londoners" not in words
    assert "Men and boys" in sex
    assert len(page.find(id="field-race").parent.find_all("h4")) == 2


def test_each_right_says_whether_it_is_touched(example):
    page = read(example, "human_rights")
    assert field(page, "private_life").startswith("Yes.")
    assert field(page, "life").startswith("No.")


def test_a_clause_that_nobody_confirmed_is_marked_in_the_heading(example):
    page = read(example, "human_rights")
    assert "Articles 2 and 3 (source not confirmed)" in page.find(id="field-life").get_text()
    assert "not confirmed" not in page.find(id="field-private_life").get_text()


def test_what_is_worked_out_comes_from_the_record(example):
    page = read(example, "dpia_policing")
    head = gather(example, "team").head
    assert f"Entries of the record: 1 to {head.seq}." in field(page, "versions")
    assert "Began the assessment." in field(page, "versions")
    assert f"by event {head.seq}" in field(page, "dates")
    assert "Author" in field(page, "authors")
    assert "Nobody is named" in field(page, "officer")
    assert "Route: Full" in field(page, "verdict")
    assert "Equality impact assessment" in field(page, "equality")
    assert "Human rights note" not in field(page, "equality")
    assert "Overall, before the steps: high risk" in field(page, "inherent")
    assert head.hash in field(read(example, "eia"), "reference")
    assert f"after event {head.seq}" in field(read(example, "eia"), "printed")
    assert "Answered with “not sure”" in field(read(example, "eia"), "open_answers")


def test_what_comes_later_says_so_until_the_record_holds_it(store):
    session = begin(store, "Later", screen_effect="yes")
    assert field(read(session, "eia"), "choice").startswith("The decision is recorded later")
    assert field(read(session, "eia"), "adviser").startswith("Advice is recorded later")
    assert field(read(session, "eia"), "enquiry").startswith("The review is recorded later")

    store.write(
        session.assessment, Batch(Stamp("page", 2), session.actor, [NewEvent("decided", "", {})])
    )
    session.refresh()
    assert f"Event {session.head.seq} of the record" in field(read(session, "eia"), "choice")


def test_a_gap_gives_its_reason(example):
    told = field(read(example, "eia"), "source_dates")
    assert "Nothing fills this yet." in told
    assert "how old each source is" in told


def test_a_field_with_several_answers_says_which_is_which_and_what_is_open(store):
    session = begin(store, "Several", screen_effect="yes", screen_software="yes")
    session.answer("current_process", "By hand.")
    told = field(read(session, "eia"), "difference")
    assert f"{BANK.concepts['current_process'].ask} By hand." in told
    assert f"No answer yet to: {BANK.concepts['use_cases'].ask}" in told


def test_a_document_says_why_it_is_due_or_that_it_is_not(store, example):
    due = read(example, "eia").find(id="document").get_text(" ", strip=True)
    assert "The law asks decision makers to think about equality" in due
    assert "Equality Act 2010, section 149" in due
    nothing = begin(store, "Nothing")
    assert "not due on this project" in read(nothing, "eia").find(id="document").get_text()
    assert "No rule makes it due" in read(nothing, "algo_care").find(id="document").get_text()


def test_members_are_named_to_the_team_and_not_to_the_public(store):
    session = begin(store, "Members", screen_effect="yes")
    names = {a: field(read(session, "eia", a), "authors") for a in AUDIENCES}
    assert names == {"team": "Author (A. Reed)", "panel": "Author (A. Reed)", "public": "Author"}

    told = {"person": "bo", "role": "asset_owner"}
    member = Batch(Stamp("page", 1), session.actor, [NewEvent("member_changed", "", told)])
    store.write(session.assessment, member)
    session.refresh()
    assert "asset owner" in field(read(session, "dpia_policing"), "risk_owner")
    assert "Author" not in field(read(session, "dpia_policing"), "risk_owner")


def test_hostile_words_show_as_words(store):
    session = begin(store, HOSTILE, screen_effect="yes")
    session.answer("project_summary", HOSTILE)
    html = printed(session, "eia")
    assert lint(html) == ()
    assert field(BeautifulSoup(html, "html.parser"), "proposal") == HOSTILE
    assert BeautifulSoup(html, "html.parser").find("b") is None


def test_the_documents_due_are_named_and_each_can_be_made(tmp_path):
    url = f"sqlite:///{tmp_path}/records.db"
    session = begin(open_store(url), "Due", screen_policing="yes", screen_unseen="yes")
    made, others = documents_due(session.assessment, url)
    assert {"canvas", "human_rights"} <= set(made) <= set(LENSES)
    assert "surveillance_note" in made
    assert others == ()
    with pytest.raises(ReportError, match="choose one of"):
        open_document(session.assessment, url, lens="nothing")
    assert "canvas" in open_document(session.assessment, url, lens="canvas").about["lens"]

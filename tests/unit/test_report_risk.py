"""How high the risk is, as documents print it: harm by harm, overall, and what it obliges to."""

import dataclasses

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook, new_output

from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.reports.html import ReportExporter
from answerable.reports.lint import lint
from answerable.reports.material import gather
from answerable.reports.sections import document_section
from answerable.reports.summary import summarise

BANK = load_bank()
ANA = Person("ana", "A. Reed")
GRAVE = {"likelihood": "probable", "severity": "severe", "why": "It was so twice."}
RARE = {"likelihood": "remote", "severity": "minimal"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return open_store(f"sqlite:///{tmp_path_factory.mktemp('store')}/records.db")


def read(session, lens, audience="team"):
    part = document_section(gather(session, audience), session.bank.lenses[lens])
    shown = new_output("execute_result", data=part._repr_mimebundle_())
    nb = new_notebook(cells=[new_code_cell("", outputs=[shown])])
    html, _ = ReportExporter().from_notebook_node(nb)
    assert lint(html) == ()
    return BeautifulSoup(html, "html.parser")


def field(page, name):
    heading = page.find(id=f"field-{name}")
    text = heading.parent.get_text(" ", strip=True)
    return text.removeprefix(heading.get_text(" ", strip=True)).strip()


def missed(page):
    rows = page.find(id="missed").parent.find_all("a")
    return {link["href"].removeprefix("#field-") for link in rows}


def begin(store, name, bank=BANK, **choices):
    session = Session.begin(store, name, ANA, bank)
    for question in bank.screening.questions:
        session.answer(question, {"choice": choices.get(question, "no"), "why": "Because."})
    return session


def risky(store, name, after, bank=BANK):
    """Begin a record of police work with two harms: one high before the steps, one left alone."""
    session = begin(
        store, name, bank, screen_personal="yes", screen_policing="yes", screen_sensitive="yes"
    )
    row = f"harms/{session.add_row('harms')}"
    said = {"title": "A wrong match", "disposition": "act", "risk": GRAVE, "residual": after}
    for column, value in said.items():
        session.answer(f"{row}/{column}", value)
    step = f"measures/{session.add_row('measures')}"
    session.answer(f"{step}/title", "Two people look")
    session.answer(f"{step}/harms", [row.removeprefix("harms/")])
    return session


def test_the_risk_of_each_harm_is_told_in_words_with_its_reason_and_its_steps(store):
    page = read(risky(store, "Told", RARE), "decision_model")

    told = field(page, "risk")
    for words in (
        "A wrong match", "Likely, grave: high risk", "it could cost somebody freedom, safety or a life",
        "It was so twice.", "Two people look", "Not likely, small: low risk", "a person gets over it soon",
        "Overall, before the steps: high risk. It comes from: A wrong match.",
        "Overall, once the steps are in place: low risk. It comes from: A wrong match.",
    ):  # fmt: skip
        assert words in told
    assert "Likely" in field(read(risky(store, "Axis", RARE), "dpia_general"), "likelihood")
    assert "high risk" not in field(read(risky(store, "Axes", RARE), "dpia_general"), "severity")


@pytest.mark.parametrize(
    ("lens", "law"),
    [("dpia_policing", "Data Protection Act 2018, section 65"), ("dpia_general", "UK General Data Protection Regulation, Article 36")],
)  # fmt: skip
def test_a_high_risk_that_is_left_says_that_the_regulator_must_be_asked_and_by_which_law(
    store, lens, law
):
    page = read(risky(store, f"High {lens}", GRAVE), lens)

    for name in ("residual", "commissioner"):
        assert "The Information Commissioner must be asked before any data is used" in field(
            page, name
        )
        assert law in field(page, name)
    assert "commissioner" not in missed(page)


def test_where_no_high_risk_is_left_it_depends_on_the_law_whether_that_ends_it(store):
    session = risky(store, "Cut", RARE)

    police, general = (read(session, lens) for lens in ("dpia_policing", "dpia_general"))

    assert field(general, "commissioner").startswith("No.")
    assert "Let the data protection officer say" in field(police, "commissioner")
    assert "A high risk is left" not in field(police, "residual")


def test_where_a_harm_is_not_graded_nobody_is_told_that_the_regulator_need_not_be_asked(store):
    session = risky(store, "Half", None)

    assert field(read(session, "dpia_general"), "commissioner").startswith("Not known yet.")

    row = f"harms/{session.add_row('harms')}"
    said = {"title": "A bother", "disposition": "act", "risk": RARE, "residual": RARE}
    for column, value in said.items():
        session.answer(f"{row}/{column}", value)
    page = read(session, "dpia_general")

    assert field(page, "commissioner").startswith("Not known yet.")
    assert "Risk once the steps are in place: not said yet of 1 of the harms." in field(
        page, "residual"
    )


def test_without_a_harm_the_risk_is_an_open_field(store):
    page = read(
        begin(store, "No harm", screen_policing="yes", screen_personal="yes"), "dpia_general"
    )

    assert field(page, "overall").startswith("No answer yet")
    assert {"overall", "residual", "commissioner"} <= missed(page)


def test_a_risk_that_may_not_be_read_is_withheld_with_its_level_and_its_duty(store):
    harms = dataclasses.replace(BANK.concepts["harms"], audience="team")
    closed = dataclasses.replace(BANK, concepts={**BANK.concepts, "harms": harms})
    session = risky(store, "Closed", GRAVE, closed)

    public = read(session, "dpia_policing", "public")

    for name in ("inherent", "residual", "commissioner"):
        assert field(public, name).startswith("Withheld from this version.")
    assert "high risk" not in public.find(id="field-residual").parent.get_text().lower().replace(
        "risk after all", ""
    )


def test_the_first_page_says_how_high_a_risk_is_left_and_names_the_worst_harm_first(store):
    session = risky(store, "First page", GRAVE)
    session.answer(f"harms/{session.add_row('harms')}/title", "Not graded")

    shown = summarise(gather(session, "team"))

    facts = dict(shown.facts)
    assert facts["Risk that is left"].startswith("Overall, once the steps are in place: high risk.")
    assert "not said yet of 1 of the harms" in facts["Risk that is left"]
    harms = next(top for top in shown.tops if top.title == "Main harms")
    assert harms.items == ("A wrong match (high risk before the steps)", "Not graded")

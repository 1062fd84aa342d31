"""Reports and documents under overlays: who it is, which board, which language, and what its words are worth."""

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook, new_output

from answerable import places
from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.record.events import NewEvent
from answerable.record.example import load_example
from answerable.record.store import Batch, Stamp
from answerable.reports.html import ReportExporter
from answerable.reports.lint import lint
from answerable.reports.material import gather
from answerable.reports.sections import document_section, route_section, summary_section

ANA = Person("ana", "A. Reed")


def bank_under(*names):
    return load_bank(places.content(), tuple(places.overlay(name) for name in names))


def opened(tmp_path, name, *overlays):
    bank, store = bank_under(*overlays), open_store(f"sqlite:///{tmp_path}/records.db")
    return Session.open(store, load_example(store, bank, name), ANA, bank)


def page(*parts):
    shown = [new_output("execute_result", data=part._repr_mimebundle_()) for part in parts]
    cells = [new_code_cell("", outputs=[each]) for each in shown]
    html, _ = ReportExporter().from_notebook_node(new_notebook(cells=cells))
    return html


def document(session, lens):
    return page(document_section(gather(session, "team"), session.bank.lenses[lens]))


def field(html, name):
    found = BeautifulSoup(html, "html.parser").find(id=f"field-{name}")
    return found.parent.get_text(" ", strip=True)


def test_the_controller_is_named_where_the_organisation_is(tmp_path):
    session = opened(tmp_path, "live-faces", "northvale")

    assert "Chief Constable of Northvale Police" in field(document(session, "dpia_policing"), "controller")  # fmt: skip
    assert "Chief Constable of Northvale Police" in field(document(session, "dpia_general"), "controller_name")  # fmt: skip


def test_without_an_organisation_the_field_says_what_to_do(tmp_path):
    session = opened(tmp_path, "live-faces")

    said = field(document(session, "dpia_policing"), "controller")
    assert "has not been named in organisation.yml yet. Write its name here by hand." in said


def test_the_board_of_the_route_is_named_and_no_other(tmp_path):
    session = opened(tmp_path, "live-faces", "northvale")
    material = gather(session, "team")

    for html in (document(session, "dpia_policing"), page(summary_section(material), route_section(material))):  # fmt: skip
        assert "Northvale Data Ethics Panel. Nine people from outside the force." in html
        assert "Force Change Board. The deputy" not in html


def test_a_role_has_the_organisations_name(tmp_path):
    session = opened(tmp_path, "absence-board", "northvale")
    said = {"person": "bo", "role": "sro"}
    events = [NewEvent("member_changed", "", said)]
    batch = Batch(stamp=Stamp("test", 1), actor=session.actor, events=events)
    session.store.write(session.assessment, batch)
    session.refresh()

    html = document(session, "dpia_policing")

    assert "Chief officer lead" in html
    assert "Senior responsible owner" not in field(html, "distribution")


@pytest.mark.parametrize("lens", ["canvas", "eia"])
def test_a_welsh_document_says_its_language_and_that_nobody_checked_it(tmp_path, lens):
    session = opened(tmp_path, "absence-board", "cymraeg")

    html = document(session, lens)

    soup = BeautifulSoup(html, "html.parser")
    assert soup.html["lang"] == "cy"
    assert "machine draft, not checked" in soup.find(class_="notes").get_text()
    assert lint(html) == ()
    assert "cymraeg 0.1" in soup.find(class_="about").get_text()


def test_what_stays_english_in_a_welsh_document_is_marked(tmp_path):
    session = opened(tmp_path, "absence-board", "cymraeg")
    soup = BeautifulSoup(document(session, "eia"), "html.parser")

    english = {part.get_text() for part in soup.find_all("span", lang="en-GB")}
    lens = session.bank.lenses["eia"]
    titles = {f.title for s in lens.sections for f in s.fields} | {s.title for s in lens.sections}
    assert titles <= english
    assert lens.credit in english
    assert "Equality Act 2010, section 149" in english
    assert not english & session.bank.translated
    heads = {link.get_text() for link in soup.nav.find_all("a", lang="en-GB")}
    assert {section.title for section in lens.sections} <= heads


def test_an_english_document_marks_nothing(tmp_path):
    html = document(opened(tmp_path, "absence-board", "northvale"), "eia")

    assert '<html lang="en-GB">' in html
    assert "<span lang" not in html
    assert 'class="notes"' not in html


def test_a_document_printed_under_other_overlays_says_so(tmp_path):
    session = opened(tmp_path, "absence-board")
    other = Session.open(session.store, session.assessment, ANA, bank_under("northvale"))

    html = document(other, "eia")

    assert "other overlays than those loaded now (record: none; loaded: northvale 1.0)" in html


def test_a_name_of_an_organisation_is_text_and_no_markup(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    about = 'id: own\ntitle: "<b>Own</b>"\nversion: "1"\nstatus: "<i>x</i>"\nlays_over: {id: answerable, version: "1"}\n'
    (own / "overlay.yml").write_text(about, "utf-8")
    (own / "organisation.yml").write_text('name: "<script>alert(1)</script>"\n', "utf-8")
    bank, store = load_bank(places.content(), (own,)), open_store(f"sqlite:///{tmp_path}/r.db")
    session = Session.open(store, load_example(store, bank, "absence-board"), ANA, bank)

    html = document(session, "dpia_policing")

    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<b>Own" not in html
    assert "<i>x" not in html

"""What of an answer gets into a field: its part, its rows, the words of the form, and nothing twice."""

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook, new_output

from answerable.bank.load import load_bank
from answerable.bank.model import PARTS, Field, Lens, Section
from answerable.record import Person, Session, open_store
from answerable.record.example import load_example, names
from answerable.reports.html import ReportExporter
from answerable.reports.material import gather
from answerable.reports.parting import CUTS, cut
from answerable.reports.sections import document_section
from answerable.reports.values import Reading

BANK = load_bank()
ANA = Person("ana", "A. Reed")
HEAVIEST = 60_000  # bytes of style and markup: docs/decisions/0013


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return open_store(f"sqlite:///{tmp_path_factory.mktemp('store')}/records.db")


def begin(store, *said_yes, **answers):
    """Begin a record in which the screening is answered with no, but for `said_yes`."""
    session = Session.begin(store, "A record", ANA, BANK)
    for question in BANK.screening.questions:
        choice = "yes" if question.removeprefix("screen_") in said_yes else "no"
        session.answer(question, {"choice": choice, "why": "Because."})
    for concept, value in answers.items():
        session.answer(concept, value)
    return session


def add(session, register, **values):
    row = session.add_row(register)
    for column, value in values.items():
        session.answer(f"{register}/{row}/{column}", value)
    return row


def html_of(session, lens, audience="team"):
    part = document_section(gather(session, audience), lens)
    shown = new_output("execute_result", data=part._repr_mimebundle_())
    cells = [new_code_cell("", outputs=[shown])]
    return ReportExporter().from_notebook_node(new_notebook(cells=cells))[0]


def page_of(session, *fields, audience="team", **lens):
    """Return the page of a document with these fields alone."""
    section = Section("all", "All", fields)
    made = Lens("made", "A form", "Ours.", (section,), **lens)
    return BeautifulSoup(html_of(session, made, audience), "html.parser")


def text(page, name):
    heading = page.find(id=f"field-{name}")
    told = " ".join(heading.parent.get_text(" ", strip=True).split())
    return told.removeprefix(heading.get_text(" ", strip=True)).strip()


def told(session, audience="team", **field):
    """Return the words of one field."""
    field = {"title": "A field", **field}
    return text(page_of(session, Field("a", **field), audience=audience), "a")


@pytest.mark.parametrize(
    ("part", "said", "left"),
    [
        ("first_sentence", "It counts calls. It is for us.", "It counts calls."),
        ("first_sentence", "Does it? It does.", "Does it?"),
        ("first_sentence", "It costs 1.5 million a year", "It costs 1.5 million a year"),
        ("before_comma", "Northvale Police, call team", "Northvale Police"),
        ("after_comma", "Northvale Police, call team, north", "Call team, north"),
        ("before_comma", "Northvale Police", "Northvale Police"),
        ("after_comma", "Northvale Police", "Northvale Police"),
        ("after_comma", "Northvale Police,", "Northvale Police,"),
        ("web_address", "northvale.example/calls, and calls@northvale.example.", "northvale.example/calls"),
        ("mailbox", "northvale.example/calls, and calls@northvale.example.", "calls@northvale.example"),
        ("web_address", "See https://a.example/b?c=1 (or www.d.example).", "https://a.example/b?c=1, www.d.example"),
        ("web_address", "From 8 a.m. on 1.2.2027 at No. 4.", "From 8 a.m. on 1.2.2027 at No. 4."),
        ("web_address", "There is no page yet.", "There is no page yet."),
        ("mailbox", "Ask @northvale on 1.5.2027", "Ask @northvale on 1.5.2027"),
    ],
)  # fmt: skip
def test_a_part_is_cut_out_and_what_has_no_such_part_stays_whole(part, said, left):
    assert cut(part, Reading((said,))).line == left


@pytest.mark.parametrize("part", [part for part in PARTS if part != "role"])
@pytest.mark.parametrize("said", ["", ",", "@", ".", "a@", "://", "…", "<b>.</b>", "\u202e,a.b"])
def test_no_words_trip_a_part_up(part, said):
    assert (
        cut(part, Reading((said,) if said else ())).line.strip(" .") in said
        or part == "after_comma"
    )


def test_every_part_has_a_way_to_be_cut():
    assert {*CUTS, "role"} == set(PARTS)


def test_a_field_gets_its_part_of_the_answer(store):
    session = begin(
        store, "software", "effect",
        project_summary="It counts calls.\nIt is for us.",
        owner={"role": "Head of calls", "name": "B. Hill"},
        change_type="pilot",
    )  # fmt: skip
    assert told(session, fills=("project_summary",), part="first_sentence") == "It counts calls."
    assert told(session, fills=("owner",)) == "Head of calls (B. Hill)"
    assert told(session, fills=("owner",), part="role") == "Head of calls"
    assert told(session, fills=("change_type",), words={"pilot": "Beta"}) == "Beta"
    both = told(session, fills=("change_type", "project_summary"), words={"pilot": "Beta"})
    assert both.startswith(f"Beta {BANK.concepts['project_summary'].ask}")


def test_yes_or_no_comes_before_the_answers_it_rests_on_and_is_not_told_to_those_who_may_not_know(
    store,
):
    session = begin(store, "software", "effect", marking="official", project_title="Calls")
    field = {"fills": ("project_title",), "yes_if": {"is": ["marking", "official"]}}
    assert told(session, **field) == "Yes. Calls"
    assert told(session, audience="public", **field) == "Calls"
    session.answer("marking", "official_sensitive")
    assert told(session, **field) == "No, by the answers given. Calls"


def test_a_field_is_about_the_rows_that_another_register_points_at(store):
    session = begin(store, "software", "effect", "personal")
    field = {"fills": ("datasets.limits",), "named_by": "models.trained_on"}
    add(session, "datasets", title="Calls", limits="Old.")
    behind = add(session, "datasets", title="Test calls", limits="Few.")
    model = add(session, "models", title="Sorter", made_by="us")
    assert told(session, **field) == "No row is about this."
    session.answer(f"models/{model}/trained_on", [behind])
    assert "Few." in told(session, **field)
    assert "Old." not in told(session, **field)


def test_a_choice_among_several_counts_where_rows_are_picked(store):
    session = begin(store, "software", "effect")
    add(session, "groups", title="Callers", kinds=["public", "child"])
    add(session, "groups", title="Staff", kinds=["staff"])
    assert told(session, fills=("groups",), rows={"kinds": "child"}) == "Callers"
    assert told(session, fills=("groups",), rows={"kinds": "victim"}) == "No row is about this."


def test_a_register_without_a_row_of_the_kind_is_not_called_unanswered(store):
    session = begin(store, "software", "effect", "personal", project_title="Calls")
    field = {"fills": ("project_title", "impacts"), "rows": {"characteristic": "combined"}}
    ask = BANK.concepts["impacts"].ask
    assert (
        told(session, **field)
        == f"{BANK.concepts['project_title'].ask} Calls No answer yet to: {ask}"
    )
    add(session, "impacts", title="Women", characteristic="sex")
    assert told(session, **field).endswith(f"Calls No row is about this under: {ask}")


def test_rows_to_which_nothing_in_the_field_applies_are_counted_and_left_out(store):
    session = begin(store, "software", "effect")
    add(session, "harms", title="A slip", disposition="act")
    none = told(session, fills=("harms.instead",))
    assert none == "It applies to none of the rows listed."
    add(session, "harms", title="A leak", disposition="accept", instead="It is small.")
    said = told(session, fills=("harms.instead",))
    assert "It is small." in said
    assert "A slip" not in said
    assert said.endswith("Left out, as it does not apply to them: 1.")
    assert "A slip" in told(session, fills=("harms", "harms.instead"))


def test_what_may_be_left_out_shows_a_dash_and_what_is_due_says_that_it_is_missing(store):
    session = begin(store, "software", "effect", "personal", "policing")
    add(session, "groups", title="Callers")
    add(session, "groups", title="Drivers", size=40, kinds=["public"])
    said = told(session, fills=("groups", "groups.size", "groups.kinds", "groups.shared"))
    assert (said.count("– not given"), said.count("No answer yet")) == (1, 1)
    assert "mark out" not in said  # nobody said anything in that column
    page = page_of(session, Field("a", "A", fills=("groups", "groups.size")))
    assert page.find("span", attrs={"aria-hidden": "true"}).get_text() == "–"
    assert page.find("span", class_="unseen").get_text() == "not given"


def test_an_empty_field_says_whether_an_answer_is_due(store):
    session = begin(store, "effect")
    assert session.path.routing.id == "light"
    assert told(session, fills=("communication",)) == "Not given. No answer is due here."
    assert told(session, fills=("problem_statement",)) == "No answer yet."
    add(session, "groups", title="Callers")
    assert told(session, fills=("groups.size",)) == "Not given. No answer is due here."
    assert told(session, fills=("groups.speak_up",), mandatory=True).startswith("No answer yet.")


def test_a_register_with_nothing_but_open_cells_does_not_fill_a_field(store):
    session = begin(store, "software", "effect", "personal", "policing")
    add(session, "datasets", title="Calls")
    field = Field("a", "A", fills=("datasets.limits",), mandatory=True)
    page = page_of(session, field)
    assert text(page, "a") == "No answer yet. This must be filled."
    assert page.find(id="missed").parent.find("a")["href"] == "#field-a"


def test_what_is_long_is_said_once_and_then_pointed_at_unless_each_field_stands_alone(store):
    long, short = "We count all calls by hand. " * 9, "By hand."
    session = begin(store, "software", "effect", problem_statement=long, current_process=short)
    fields = [
        Field("first", "First", fills=("problem_statement", "current_process")),
        Field("second", "Second", fills=("problem_statement",)),
        Field("third", "Third", fills=("current_process",)),
    ]
    page = page_of(session, *fields)
    ask = BANK.concepts["problem_statement"].ask
    assert text(page, "second") == f"The same as under First : {ask}"
    assert page.find(id="field-second").parent.a["href"] == "#field-first"
    assert text(page, "third") == short
    alone = page_of(session, *fields, alone=True)
    assert text(alone, "second") == long.strip()


def test_one_axis_of_a_risk_stands_under_its_own_name(store):
    session = begin(store, "software", "effect", "personal", "policing")
    risk = {"likelihood": "probable", "severity": "severe"}
    add(session, "harms", title="A leak", risk=risk)
    assert told(session, fills=("harms.risk",), option="likelihood") == "How likely A leak Likely"
    assert told(session, fills=("harms.risk",), option="severity") == "How bad A leak Grave"


def test_the_risk_after_the_steps_is_never_said_to_be_the_one_before(store):
    session = begin(store, "software", "effect", "personal", "policing")
    risk = {"likelihood": "probable", "severity": "severe"}
    for title in ("A leak", "A list that grows", "A wrong match", "Officers who just agree"):
        add(session, "harms", title=title, risk=risk, residual=risk)
    page = page_of(session, Field("a", "A", derived="risk"), Field("b", "B", derived="risk"))
    assert text(page, "a") == text(page, "b")
    assert len(text(page, "a")) > 400
    assert page.find(id="field-b").parent.a is None


def test_other_papers_leave_out_the_document_itself_and_some_can_be_named(store):
    session = begin(store, "software", "effect", "personal")
    eia = BANK.lenses["eia"]
    page = BeautifulSoup(html_of(session, eia), "html.parser")
    assert "Data ethics canvas" in text(page, "links")
    assert "Equality impact assessment" not in text(page, "links")
    named = told(session, derived="documents", among=("eia", "dpia_policing"))
    assert named.startswith("Equality impact assessment As it stands on")
    assert "canvas" not in named
    none = told(session, derived="documents", among=("dpia_policing",))
    assert none == "None of these is due on this project."


@pytest.mark.parametrize("audience", ["team", "panel", "public"])
def test_what_is_held_back_from_the_public_is_named_and_never_quoted(store, audience):
    session = begin(store, "software", "effect", "personal", "policing")
    session.answer("misuse", {"choice": "yes", "why": "CANARY misuse."})
    session.answer("project_title", "Calls")
    said = told(session, audience, derived="withheld")
    assert BANK.concepts["misuse"].ask in said
    assert BANK.concepts["project_title"].ask not in said
    assert "CANARY" not in said


def test_a_field_that_is_filled_in_part_says_what_is_wanting(store):
    session = begin(store, "software", "effect", project_title="Calls")
    said = told(session, fills=("project_title",), gap="Nobody asks for more.")
    assert said == "Calls Not all of it is filled. Nobody asks for more."


@pytest.mark.parametrize("name", names())
def test_no_document_of_an_example_weighs_more_than_its_words_and_the_bound(store, name):
    session = Session.open(store, load_example(store, BANK, name), ANA, BANK)
    due = {due.document.id for due in session.path.routing.documents} & set(BANK.lenses)
    weights = {}
    for lens in due:
        html = html_of(session, BANK.lenses[lens])
        words = BeautifulSoup(html, "html.parser").body.get_text()
        weights[lens] = len(html.encode()) - len(words.encode())
    assert {lens: w for lens, w in weights.items() if w >= HEAVIEST} == {}


def test_no_reason_for_an_empty_field_names_an_answer_by_its_address():
    for lens in BANK.lenses.values():
        for section in lens.sections:
            for field in section.fields:
                assert not {name for name in BANK.concepts if "_" in name and name in field.gap}
                assert "." not in field.gap.rstrip(".").replace(". ", " "), field.id


def test_the_lenses_use_each_way_of_composing():
    fields = [f for lens in BANK.lenses.values() for s in lens.sections for f in s.fields]
    ways = ("rows", "named_by", "option", "among", "part", "words", "yes_if", "law", "gap")
    assert {way: any(getattr(f, way) for f in fields) for way in ways} == dict.fromkeys(ways, True)
    assert {field.part for field in fields} - {""} == set(PARTS)
    assert BANK.lenses["transparency"].alone

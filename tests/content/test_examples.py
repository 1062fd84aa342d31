"""Every example loads, is on the route it is meant for, and is marked as an example wherever read."""

import pytest

from answerable import places
from answerable.bank.files import read_yaml
from answerable.bank.journey import path, visible_columns
from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.record.example import load_example, load_examples, names
from answerable.reports import Report
from answerable.reports.material import gather
from answerable.wording import say

BANK = load_bank()
ROUTES = {
    "absence-board": "light",
    "shift-wishes": "standard",
    "gang-list": "full",
    "live-faces": "panel",
    "who-is-stopped": "full",
}
# What an example leaves out on purpose; its README says why.
LEFT_OUT = {
    "gang-list": {
        "access_needs",
        "closing_gaps",
        "consultations",
        "data_accuracy",
        "impacts/r-fxpregnancy/shows",
        "place_limits",
        "processing_record",
    }
}


def told(name):
    return read_yaml(places.content() / "examples" / name / "answers.yml")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return open_store(f"sqlite:///{tmp_path_factory.mktemp('store') / 'records.db'}")


@pytest.fixture(params=names())
def name(request):
    return request.param


@pytest.fixture
def session(store, name):
    return Session.open(store, load_example(store, BANK, name), Person("ben", "Ben"), BANK)


def test_it_loads_whole(session, name):
    assert session.assessment == f"example-{name}"
    assert session.answers.keys() == told(name)["answers"].keys()


def test_it_is_on_the_route_that_it_is_meant_to_show(session, name):
    assert path(BANK, session.answers).routing.id == ROUTES[name]


def test_nothing_due_is_missing_but_what_its_read_me_names(session, name):
    missing = {place.address for place in path(BANK, session.answers).missing}

    assert missing == LEFT_OUT.get(name, set())
    if missing:
        read_me = (places.content() / "examples" / name / "README.md").read_text("utf-8")
        assert {address for address in missing if f"`{address}`" not in read_me} == set()


def test_it_holds_no_answer_to_a_question_that_is_not_asked(session):
    there = path(BANK, session.answers)

    assert session.answers.keys() <= set(there.visible)
    for concept in map(BANK.concepts.get, session.answers):
        for row in session.answers[concept.id] if concept.answer.kind == "rows" else ():
            asked = visible_columns(concept, row["values"], there.shown, there.routing)
            assert row["values"].keys() <= {column.id for column in asked}, row["id"]


def test_a_row_that_an_answer_names_is_there(session):
    held = session.answers
    for concept in map(BANK.concepts.get, held):
        places_held = [(concept.answer, held[concept.id])]
        if concept.answer.kind == "rows":
            places_held = [
                (column.answer, row["values"].get(column.id, []))
                for row in held[concept.id]
                for column in concept.answer.columns
            ]
        for answer, value in places_held:
            if answer.kind == "refer":
                assert set(value) <= {row["id"] for row in held[answer.to]}, concept.id


def test_it_says_in_its_own_words_that_it_is_an_example_of_a_made_up_force(session):
    assert session.example
    assert "This is an example: Northvale Police is a made-up" in session.answers["project_summary"]


@pytest.mark.parametrize("audience", ["team", "panel", "public"])
def test_its_report_says_to_every_audience_that_it_is_an_example(session, audience):
    shown = Report(gather(session, audience)).summary()._repr_mimebundle_()

    assert any(say("report", "example") in str(part) for part in shown.values())


def test_all_are_loaded_together_each_marked_and_a_second_time_changes_nothing(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/records.db")

    made = load_examples(store, BANK)
    before = store.list()

    assert made == tuple(f"example-{name}" for name in names())
    assert {line.id for line in before} == set(made)
    assert all(line.example for line in before)
    assert load_examples(store, BANK) == made
    assert store.list() == before


def test_the_one_to_start_with_stands_first_in_the_list_and_is_loaded_when_none_is_named(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/records.db")
    load_examples(store, BANK)

    assert store.list()[0].id == load_example(store, BANK) == "example-who-is-stopped"


def test_the_gang_list_has_the_faults_that_it_is_there_to_show():
    held = told("gang-list")["answers"]
    shows = {row["values"].get("shows") for row in held["impacts"]}

    assert held["strict_necessity"] == held["necessity"]
    assert shows == {"The list is based on what people do and not on who they are.", None}
    assert {row["values"]["direction"] for row in held["impacts"]} == {"none"}
    assert held["actions"][0]["values"]["title"] == "Review"
    assert len(held["actions"]) == 1
    assert [
        row["values"]["title"] for row in held["measures"] if "r-bias" in row["values"]["harms"]
    ] == ["An officer checks each score"]


def test_live_faces_says_not_sure_where_nobody_can_know_yet(store):
    name = load_example(store, BANK, "live-faces")
    session = Session.open(store, name, Person("ben", "Ben"), BANK)

    assert path(BANK, session.answers).unsure == (
        "society_benefit",
        "balance",
        "environment",
        "unfair_treatment",
        "routes_understood",
        "purpose_understood",
        "expectation",
        "access_needs",
        "covert_sign_off",
        "issue_resources",
    )

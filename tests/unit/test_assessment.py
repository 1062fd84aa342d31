"""An assessment in code: read by question, answered through the checks of the page."""

import datetime as dt

import pytest

from answerable.bank.load import load_bank
from answerable.errors import AnswerConflict, AnswerRefused, QuestionNotFound
from answerable.record import Person, Session, open_store
from answerable.record.assessment import Assessment

ANA, SAM = Person("ana", "Ana"), Person("sam", "Sam")


@pytest.fixture
def bank():
    return load_bank()


@pytest.fixture
def store(tmp_path):
    return open_store(f"sqlite:///{tmp_path}/records.db")


@pytest.fixture
def begun(store, bank):
    return Session.begin(store, "Missing people", ANA, bank).assessment


@pytest.fixture
def assessment(store, bank, begun):
    return Assessment.open(store, begun, ANA, bank)


@pytest.fixture
def theirs(store, bank, begun):
    return Assessment.open(store, begun, SAM, bank)


def test_an_answer_is_read_and_what_has_none_is_none(assessment):
    assert assessment["project_title"] == "Missing people"
    assert assessment["review_date"] is None
    assert assessment.title == "Missing people"


def test_an_answer_is_written_through_the_record(assessment, theirs):
    assessment.answer("screen_personal", value=True, why="Names of people.")
    assessment.answer("review_date", dt.date(2027, 1, 2))

    assert theirs["screen_personal"] == {"choice": "yes", "why": "Names of people."}
    assert theirs["review_date"] == "2027-01-02"


def test_what_others_wrote_is_seen_at_the_next_reading(assessment, theirs):
    assert assessment["project_title"] == "Missing people"
    theirs.answer("project_title", "Found people")

    assert assessment["project_title"] == "Found people"


def test_nobody_is_overwritten_in_silence(assessment, theirs):
    theirs.answer("project_title", "Theirs")
    with pytest.raises(AnswerConflict) as met:
        assessment.answer("project_title", "Mine")

    assert met.value.yours == "Mine"
    assert met.value.theirs == "Theirs"
    assert assessment["project_title"] == "Theirs"
    assessment.answer("project_title", "Mine after all")
    assert theirs["project_title"] == "Mine after all"


def test_a_row_comes_whole_and_names_rows_by_title(assessment):
    drivers = assessment.add_row("groups", title="Drivers")
    row = assessment.add_row(
        "harms", title="A wrong match", groups="drivers", disposition="Watch it"
    )

    assert assessment["harms"] == [
        {"id": row, "title": "A wrong match", "groups": [drivers], "disposition": "monitor"}
    ]
    assert assessment[f"harms/{row}"]["title"] == assessment[f"harms/{row}/title"]
    assessment.remove_row("harms", row)
    assert assessment["harms"] == []


def test_a_row_with_a_wrong_part_is_not_added_at_all(assessment):
    for columns in ({"title": "x", "disposition": "perhaps"}, {"title": "x", "colour": "red"}):
        with pytest.raises(AnswerRefused):
            assessment.add_row("harms", **columns)

    assert assessment["harms"] == []


def test_rows_come_in_the_order_they_were_added(assessment, theirs):
    for title in ("one", "two"):
        assessment.add_row("groups", title=title)
    theirs.add_row("groups", title="three")

    assert [row["title"] for row in assessment["groups"]] == ["one", "two", "three"]


def test_what_is_read_can_be_changed_without_changing_the_record(assessment):
    assessment.answer("screen_personal", "no")
    assessment.add_row("groups", title="Drivers")
    assessment["screen_personal"]["choice"] = "yes"
    assessment["groups"][0]["title"] = "Nobody"

    assert assessment["screen_personal"]["choice"] == "no"
    assert assessment["groups"][0]["title"] == "Drivers"


def test_it_is_a_mapping_of_the_questions_that_are_asked(assessment):
    assert "screen_personal" in assessment
    assert "no_such_question" not in assessment
    assert assessment.get("no_such_question", "none") == "none"
    assert next(iter(assessment)) == "screen_personal"
    assert len(assessment) == len(list(assessment))


def test_what_is_missing_is_said_in_words_with_the_name_of_the_row(assessment, bank):
    assert assessment.missing["screen_personal"] == bank.concepts["screen_personal"].ask
    for question in bank.screening.questions:
        assessment.answer(question, "yes", why="It does.")
    row = assessment.add_row("harms", title="A wrong match")

    assert assessment.route
    assert "this harm" in assessment.missing[f"harms/{row}/how"]
    assert f"harms/{row}/title" not in assessment.missing


def test_a_mistyped_question_is_told_what_may_be_meant(assessment):
    with pytest.raises(QuestionNotFound, match="data_limits"):
        assessment["data_limit"]
    with pytest.raises(KeyError):
        assessment.answer("data_limit", "x")


@pytest.mark.parametrize(
    "address", ["harms/r-nothere", "harms/x/title", "project_title/r-abcd1234"]
)
def test_a_row_that_is_not_there_is_no_question(assessment, address):
    with pytest.raises(QuestionNotFound):
        assessment[address]


def test_a_column_that_is_not_there_is_told_which_there_are(assessment):
    row = assessment.add_row("harms", title="A wrong match")
    with pytest.raises(QuestionNotFound, match="disposition"):
        assessment[f"harms/{row}/colour"]


REFUSED = {
    "a choice": ("screen_personal", "perhaps", "unsure"),
    "not text": ("project_title", 5, "Give text"),
    "too long": ("project_title", "x" * 5000, "5000"),
    "a date": ("review_date", "soon", "datetime.date"),
    "a register": ("harms", [], "add_row"),
}


@pytest.mark.parametrize(("address", "said", "cure"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_an_answer_is_told_what_can(assessment, address, said, cure):
    with pytest.raises(AnswerRefused, match=cure):
        assessment.answer(address, said)


def test_a_reason_where_none_belongs_is_not_dropped_in_silence(assessment):
    with pytest.raises(AnswerRefused, match="no reason"):
        assessment.answer("project_title", "A title", why="because")


def test_in_words_it_says_what_it_is_and_what_is_left(assessment):
    assert "Missing people" in repr(assessment)
    assert f"{len(assessment.missing)} still" in repr(assessment)

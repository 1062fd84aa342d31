"""What the form says about earlier answers, without a browser."""

import json

import pytest

from answerable.bank.load import load_bank
from answerable.errors import StoreLocked
from answerable.record import Person, Session, open_store
from answerable_widgets import Form, earlier


@pytest.fixture
def session(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/records.db")
    begun = Session.begin(store, "Missing people", Person("ana", "Ana", "author"), load_bank())
    for words in ("One", "Two", "Three"):
        begun.answer("problem_statement", words)
    return begun


@pytest.fixture
def says(session):
    """Say something to a form of the session, and return what it answers."""
    form, got = Form(session, {}), []
    form.send = lambda content: got.append(json.loads(json.dumps(content)))

    def say(message):
        got.clear()
        form._handle_custom_msg(message, [])
        return list(got)

    say.form = form
    return say


def asked(address, **more):
    return {"op": "history", "address": address, **more}


def given(replies):
    (reply,) = replies
    return [(version["seq"], version["value"]) for version in reply["versions"]]


def test_the_latest_answer_comes_first_with_who_and_when(says, session):
    (reply,) = says(asked("problem_statement", before=None))

    assert (reply["op"], reply["address"], reply["more"]) == ("history", "problem_statement", False)
    assert given([reply]) == [(5, "Three"), (4, "Two"), (3, "One")]
    assert reply["versions"][0] == {
        "seq": 5, "at": session.head.at, "by": "ana", "name": "Ana", "role": "author", "value": "Three",
        "erased": False,
    }  # fmt: skip


def test_many_come_in_parts(says, monkeypatch):
    monkeypatch.setattr(earlier, "AT_ONCE", 2)

    (first,) = says(asked("problem_statement"))
    (rest,) = says(asked("problem_statement", before=4))

    assert (given([first]), first["more"]) == ([(5, "Three"), (4, "Two")], True)
    assert (given([rest]), rest["more"]) == ([(3, "One")], False)


@pytest.mark.parametrize(
    "message",
    [
        asked("owner"), asked("nothing/at/all"), asked("x" * 201), asked(None), asked(["a"]),
        asked({}), {"op": "history"}, asked("problem_statement", before=0),
        asked("problem_statement", before=-5),
    ],
)  # fmt: skip
def test_where_nothing_was_answered_there_is_nothing(says, message):
    assert given(says(message)) == []


@pytest.mark.parametrize("before", ["4", 4.0, True, [4], {}])
def test_what_is_no_number_of_an_event_is_passed_over(says, before):
    assert len(given(says(asked("problem_statement", before=before)))) == 3


def test_erased_words_are_not_there_and_are_said_to_be_erased(says, session, tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "records.db") as database:
        database.execute("DELETE FROM payloads WHERE seq = 4")
    database.close()

    (reply,) = says(asked("problem_statement"))

    assert [(v["value"], v["erased"]) for v in reply["versions"]][1] == (None, True)


def test_trouble_with_the_store_is_a_sentence(says, session, monkeypatch):
    def locked(*_):
        raise StoreLocked(store="x")

    monkeypatch.setattr(session.store, "events", locked)

    (reply,) = says(asked("problem_statement"))

    assert reply["problem"]["key"] == "store_locked"
    assert "Nothing is lost" in reply["problem"]["sentence"]
    assert "versions" not in reply


def test_the_page_knows_from_the_start_which_questions_have_earlier_answers(session):
    session.answer("owner", {"role": "Head"})

    assert Form(session, {}).page_state()["earlier"] == ["problem_statement"]


def test_it_learns_of_others_as_the_session_reads_them(says, session):
    other = Session.open(session.store, session.assessment, Person("ben"), session.bank)
    other.answer("project_title", "Found people")
    other.answer("project_summary", "New")

    (state,) = says({"op": "hello"})

    assert state["earlier"] == ["problem_statement", "project_title"]
    assert says.form.earlier == ["problem_statement", "project_title"]


def test_a_restored_answer_is_one_more_version(says, session):
    change = {"do": "answer", "address": "problem_statement", "value": "One", "based_on": 5}
    (ack,) = says({"op": "patch", "client": "page", "seq": 1, "changes": [change]})

    assert ack["results"][0]["seq"] == 6
    assert given(says(asked("problem_statement")))[0] == (6, "One")
    assert len(session.events()) == 6

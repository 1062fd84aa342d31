"""What the form says and takes of comments, without a browser."""

import json

import pytest

from answerable.bank.load import load_bank
from answerable.errors import StoreLocked
from answerable.record import Person, Session, open_store
from answerable.record.store import Erasure
from answerable_widgets import Form

PROBLEM = "problem_statement"


@pytest.fixture
def ana(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/records.db")
    return Session.begin(store, "Missing people", Person("ana", "Ana", "author"), load_bank())


@pytest.fixture
def ben(ana):
    person = Person("ben", "Ben", "peer_reviewer")
    return Session.open(ana.store, ana.assessment, person, ana.bank)


@pytest.fixture
def says(ana):
    """Say something to a form of the session, and return what it answers."""
    form, got = Form(ana, {}), []
    form.send = lambda content: got.append(json.loads(json.dumps(content)))

    def say(message):
        got.clear()
        form._handle_custom_msg(message, [])
        return list(got)

    say.form, say.got = form, got
    return say


def new(text="Why?", mark="c-abcd1234", **more):
    return {"op": "comment", "do": "comment", "id": mark, "address": PROBLEM, "text": text, **more}


def told(said, op):
    return [each for each in said if each["op"] == op]


def test_a_comment_is_acknowledged_and_counted(says, ana):
    done, counted = says(new())

    assert done == {"op": "commented", "id": "c-abcd1234", "problem": None}
    assert counted == {"op": "comments", "counts": {PROBLEM: [1, 1]}, "news": []}
    assert [each.text for each in ana.comments()] == ["Why?"]


def test_a_message_that_arrives_twice_is_one_comment(says, ana):
    says(new())
    assert says(new()) == [{"op": "commented", "id": "c-abcd1234", "problem": None}]
    assert len(ana.comments()) == 1


def test_a_page_that_starts_later_knows_how_many_are_open(says, ana):
    says(new())
    says(new("Settled", "c-efgh5678"))
    says({"op": "comment", "do": "resolve", "id": "c-aaaa", "to": ana.comments()[0].id})

    assert Form(ana, {}).comments == {PROBLEM: [1, 2]}
    assert says.form.page_state()["comments"] == {PROBLEM: [1, 2]}
    assert told(says({"op": "hello"}), "state")[0]["comments"] == {PROBLEM: [1, 2]}


def test_threads_come_with_names_and_roles_as_people_call_them(says, ana, ben):
    thread = ben.comment(PROBLEM, "Why?")
    says({"op": "hello"})
    says({"op": "comment", "do": "reply", "id": "c-bbbb", "to": thread, "text": "So"})
    says({"op": "comment", "do": "resolve", "id": "c-cccc", "to": thread})

    (reply,) = says({"op": "threads", "address": PROBLEM})
    (shown,) = reply["threads"]
    assert (shown["id"], shown["by"], shown["role"], shown["text"]) == (
        thread, "ben", "Peer reviewer", "Why?",
    )  # fmt: skip
    assert [(each["name"], each["text"]) for each in shown["replies"]] == [("Ana", "So")]
    assert shown["settled"]["by"] == "ana"


def test_what_others_say_is_told_without_being_asked(says, ben):
    ben.comment(PROBLEM, "Why?")
    says.got.clear()
    says.form.others_wrote()

    (news,) = told(says.got, "comments")
    assert news["counts"] == {PROBLEM: [1, 1]}
    assert news["news"] == [{"address": PROBLEM, "by": "ben", "name": ""}]
    says.got.clear()
    says.form.others_wrote()
    assert says.got == []


def test_an_answer_that_comes_with_a_comment_is_told_too(says, ben):
    ben.answer(PROBLEM, "Theirs")
    (changed,) = told(says(new()), "changed")
    assert changed["answers"][PROBLEM] == "Theirs"


def test_what_was_said_on_a_row_that_is_gone_stands_at_its_register(says, ana):
    row = ana.add_row("datasets")
    ana.answer(f"datasets/{row}/title", "Stops")
    ana.comment(f"datasets/{row}/title", "Why this one?")
    assert says({"op": "threads", "address": "datasets"})[0]["threads"] == []

    ana.remove_row("datasets", row)

    (shown,) = says({"op": "threads", "address": "datasets"})[0]["threads"]
    assert (shown["text"], shown["about"]) == ("Why this one?", "Stops")


def test_erased_words_come_as_none(says, ana):
    says(new("Sam Smith did it"))
    (thread,) = ana.comments()
    ana.store.erase(ana.assessment, Erasure((thread.id,), "art17", "Asked"), ana.actor)
    says.form.others_wrote()

    assert says({"op": "threads", "address": PROBLEM})[0]["threads"][0]["text"] is None
    assert "Smith" not in json.dumps(says.form.page_state())


@pytest.mark.parametrize(
    "message",
    [
        new(text=None), new(text=5), new(text=" "), new(text="x" * 5001), new(text="\ud800"),
        new(address="nothing"), new(address=None), new(address="x" * 10_000), new(mark="c-"), new(mark="c-x\x00yz"),
        {"op": "comment", "do": "reply", "id": "c-abcd", "to": 99, "text": "Hello"},
        {"op": "comment", "do": "resolve", "id": "c-abcd", "to": 2},
        {"op": "comment", "do": "reply", "id": "c-abcd", "to": True, "text": "Hello"}, new(do="erase"), new(do=None),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence_and_the_page_keeps_its_words(says, ana, message):
    (done,) = says(message)

    assert done["id"] == message["id"]
    assert len(done["problem"]["sentence"]) > 20
    assert done["problem"]["again"] is False
    assert ana.comments() == ()


@pytest.mark.parametrize(
    "message",
    [
        new(mark=None), new(mark="c-" + "x" * 100), {"op": "comment"},
        {"op": "threads"}, {"op": "threads", "address": ""}, {"op": "threads", "address": ["a"]},
    ],
)  # fmt: skip
def test_nonsense_does_nothing_and_breaks_nothing(says, ana, message):
    says(message)
    assert len(ana.events()) == 2


def test_a_store_in_trouble_is_to_be_tried_again(says, ana, monkeypatch):
    def busy(*_):
        raise StoreLocked(store="here")

    monkeypatch.setattr(ana.store, "write", busy)
    assert says(new())[0]["problem"]["again"] is True
    monkeypatch.undo()
    assert says(new())[0]["problem"] is None

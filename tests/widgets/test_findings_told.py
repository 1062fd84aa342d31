"""What the program notices reaches the page: whole at first, then only what changes, after each save."""

import asyncio
import json

import pytest

from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.record.example import load_example
from answerable_widgets import Form
from answerable_widgets.findings_told import FindingsTold

PAST = {"id": "past_end", "address": "end_date"}
CHECK = next(check for check in load_bank().checks if check.id == PAST["id"])
SHORT = ("says_nothing", "problem_statement")


@pytest.fixture(autouse=True)
def kernel_of_its_own():
    """Run without the loop that a browser of other tests keeps running in this thread."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


@pytest.fixture
def store(tmp_path):
    return open_store(f"sqlite:///{tmp_path}/records.db")


@pytest.fixture
def session(store):
    return Session.begin(store, "Missing people", Person("ana", "Ana"), load_bank())


def answer(value, address="problem_statement"):
    return {"do": "answer", "address": address, "value": value, "based_on": 0}


def say(form, seq, *changes):
    form._handle_custom_msg(
        {"op": "patch", "client": "page", "seq": seq, "changes": list(changes)}, []
    )


def listening(form):
    got = []
    form.send = lambda content: got.append(json.loads(json.dumps(content)))
    return got


def keys(lines):
    return {(line["id"], line["address"]) for line in lines}


def test_a_page_starts_with_all_that_was_noticed_and_what_to_do_once_for_each_kind(store):
    bank = load_bank()
    session = Session.open(store, load_example(store, bank, "gang-list"), Person("ana"), bank)
    lines = Form(session, {}).page_state()["findings"]
    explained = [line["id"] for line in lines if "todo" in line]

    assert len(lines) > 20
    assert sorted(explained) == sorted({line["id"] for line in lines})
    assert all(line["todo"] for line in lines if "todo" in line)
    assert "mandatory_missing" not in {line["id"] for line in lines}


def test_after_an_answer_only_what_changed_is_told_and_after_the_acknowledgement(session):
    form = Form(session, {})
    got = listening(form)

    say(form, 1, answer("Too short."))
    say(form, 2, answer("b", "project_summary"))
    say(form, 3, answer(None))

    assert [one["op"] for one in got] == ["ack", "findings", "ack", "findings", "ack", "findings"]
    assert keys(got[1]["add"]) == {SHORT}
    assert keys(got[3]["add"]) == {("says_nothing", "project_summary")}
    assert (got[5]["add"], got[5]["gone"]) == ([], [list(SHORT)])
    assert keys(form.findings) == {("says_nothing", "project_summary")}


def test_nothing_is_told_where_nothing_changed(session):
    form = Form(session, {})
    got = listening(form)

    say(form, 1, {"do": "draft", "address": "problem_statement", "value": "T", "based_on": 0})

    assert [one["op"] for one in got] == ["ack"]


def test_a_page_that_comes_back_hears_all_of_it(session):
    form = Form(session, {})
    got = listening(form)
    say(form, 1, answer("Too short."))

    form._handle_custom_msg({"op": "hello"}, [])

    assert got[-1]["op"] == "state"
    assert keys(got[-1]["findings"]) == {SHORT}


def test_in_a_kernel_several_saves_are_looked_at_once_and_none_waits_for_it(session):
    form = Form(session, {})
    got = listening(form)
    looked = []
    news = form.told.news
    form.told.news = lambda: looked.append(len(got)) or news()

    async def kernel():
        say(form, 1, answer("Too short."))
        say(form, 2, answer("b", "project_summary"))
        assert [one["op"] for one in got] == ["ack", "ack"]
        await asyncio.sleep(0.2)

    asyncio.run(kernel())

    assert looked == [2]
    assert keys(got[2]["add"]) == {SHORT, ("says_nothing", "project_summary")}


def test_somebody_elses_answer_is_looked_at_too(session, store):
    form = Form(session, {})
    got = listening(form)
    other = Session.open(store, session.assessment, Person("ben"), session.bank)
    other.answer("problem_statement", "Too short.")

    form.others_wrote()

    assert [one["op"] for one in got] == ["changed", "findings"]


def test_a_finding_whose_words_changed_is_told_again(session):
    told = FindingsTold(session)
    told.all()
    told._told = {tuple(PAST.values()): "Before."}
    told._found = lambda: {tuple(PAST.values()): "After."}

    assert told.news() == {
        "add": [{**PAST, "says": "After.", "todo": CHECK.todo, "source": []}],
        "gone": [],
    }

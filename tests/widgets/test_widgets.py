"""The widgets without a browser: what they carry, and how they answer what a page sends."""

import json
import sqlite3

import pytest

from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.record.database import engine
from answerable_widgets import Form, Home, Notice, assess, home
from answerable_widgets.hosted import STATE_TYPE

STATIC = {
    "home": "/",
    "assess": "/assess",
    "report": "/report",
    "bank": "/static/bank-1.json",
    "late": "/static/late-1.js",
    "host": "/h",
}


class Page:
    """Catches what a widget sends to its page."""

    def __init__(self, widget):
        self.widget, self.got = widget, []
        widget.send = lambda content: self.got.append(json.loads(json.dumps(content)))

    def says(self, message):
        self.got.clear()
        self.widget._handle_custom_msg(message, [])
        return self.got

    def patch(self, seq, *changes, client="page"):
        return self.says({"op": "patch", "client": client, "seq": seq, "changes": list(changes)})


@pytest.fixture
def url(tmp_path, monkeypatch):
    address = f"sqlite:///{tmp_path}/records.db"
    monkeypatch.setenv("ANSWERABLE_STORE", address)
    monkeypatch.delenv("ANSWERABLE_STATIC", raising=False)
    monkeypatch.delenv("QUERY_STRING", raising=False)
    return address


@pytest.fixture
def session(url):
    return Session.begin(open_store(url), "Missing people", Person("ana", "Ana"), load_bank())


@pytest.fixture
def page(session):
    return Page(Form(session, {}))


def title(text, based_on=2):
    return {"do": "answer", "address": "project_title", "value": text, "based_on": based_on}


def test_the_start_state_is_plain_json_and_says_who_and_what(session):
    state = Form(session, {}).page_state()

    assert json.loads(json.dumps(state)) == state
    assert state["assessment"] == session.assessment
    assert state["person"] == {"id": "ana", "name": "Ana", "role": "author"}
    assert state["answers"]["project_title"] == "Missing people"
    assert state["bank_url"] == ""


def test_the_marking_is_shown_in_words(session):
    session.answer("marking", "official_sensitive")

    assert Form(session, {}).marking == "OFFICIAL-SENSITIVE"


def test_a_patch_is_acknowledged_with_its_results_after_it_is_kept(page, session, url):
    (ack,) = page.patch(1, title("Found people"))

    assert ack["op"] == "ack"
    assert (ack["client"], ack["seq"]) == ("page", 1)
    assert ack["results"][0]["seq"] == 3
    assert open_store(url).list()[0].title == "Found people"
    assert page.widget.answers["project_title"] == "Found people"


def test_a_patch_sent_again_gets_the_same_results_and_is_written_once(page, session):
    (first,) = page.patch(1, title("Found people"))
    (second,) = page.patch(1, title("Found people"))

    assert second["results"] == first["results"]
    assert session.head.seq == 3


def test_what_cannot_be_stored_is_refused_in_a_sentence_and_goes_through_later(
    page, tmp_path, monkeypatch
):
    monkeypatch.setattr(engine, "PATIENCE_MS", 20)
    other = sqlite3.connect(tmp_path / "records.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    (refused,) = page.patch(1, title("Found people"))
    other.execute("ROLLBACK")
    other.close()
    (ack,) = page.patch(1, title("Found people"))

    assert refused["op"] == "refused"
    assert refused["problem"]["key"] == "store_locked"
    assert "Nothing is lost" in refused["problem"]["sentence"]
    assert ack["op"] == "ack"


def test_somebody_elses_answer_is_told_and_conflicts_show_both(page, session, url):
    other = Session.open(open_store(url), session.assessment, Person("ben", "Ben"), session.bank)
    other.answer("project_title", "Ben's title")

    changed, ack = page.patch(1, title("Ana's title"))

    assert changed["op"] == "changed"
    assert changed["answers"]["project_title"] == "Ben's title"
    assert ack["results"][0]["conflict"] == {
        "theirs": "Ben's title",
        "by": "ben",
        "name": "",
        "seq": 3,
    }


def test_what_somebody_answered_between_a_look_and_a_write_is_told_too(page, session, url):
    ben = Session.open(open_store(url), session.assessment, Person("ben"), load_bank())
    ben.answer("problem_statement", "Bikes go missing.")
    page.widget.session.refresh = lambda: False  # Ben was quicker than the look

    ack, changed, *_ = page.patch(1, title("Found people"))

    assert ack["results"][0]["seq"]
    assert changed["op"] == "changed"
    assert changed["answers"]["problem_statement"] == "Bikes go missing."
    assert changed["by"]["problem_statement"]["by"] == "ben"


def test_one_who_is_alone_is_told_nothing_but_the_acknowledgement(page):
    assert [each["op"] for each in page.patch(1, title("Found people"), title("Again"))] == ["ack"]


def test_a_page_that_comes_back_gets_the_state_as_it_is(page, session, url):
    other = Session.open(open_store(url), session.assessment, Person("ben", "Ben"), session.bank)
    other.answer("project_summary", "By Ben")
    page.patch(1, {"do": "draft", "address": "problem_statement", "value": "Half", "based_on": 0})

    (state,) = page.says({"op": "hello"})

    assert state["op"] == "state"
    assert state["answers"]["project_summary"] == "By Ben"
    assert state["drafts"][0]["value"] == "Half"
    assert state["head"] == 3


def test_a_draft_that_somebody_answered_over_comes_back_with_their_answer(page, session, url):
    page.patch(1, {"do": "draft", "address": "project_title", "value": "Mine", "based_on": 2})
    other = Session.open(open_store(url), session.assessment, Person("ben"), session.bank)
    other.answer("project_title", "Theirs")

    (state,) = page.says({"op": "hello"})

    assert state["drafts"][0]["conflict"] == {"theirs": "Theirs", "by": "ben", "name": "", "seq": 3}


def test_a_page_without_a_static_file_gets_the_bank_by_message(page):
    (told,) = page.says({"op": "bank"})

    assert len(told["bank"]["concepts"]) > 60
    assert told["bank"]["words"]
    assert "checked_by" not in next(iter(told["bank"]["law"].values()))


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        "patch",
        {},
        {"op": "execute", "code": "1"},
        {"op": "patch"},
        {"op": "patch", "client": "", "seq": 1, "changes": []},
        {"op": "patch", "client": "x" * 81, "seq": 1, "changes": []},
        {"op": "patch", "client": "x", "seq": 0, "changes": []},
        {"op": "patch", "client": "x", "seq": "1", "changes": []},
        {"op": "patch", "client": "x", "seq": True, "changes": []},
        {"op": "patch", "client": "x", "seq": 1, "changes": "all"},
        {"op": "patch", "client": "x", "seq": 1, "changes": [1]},
        {"op": "patch", "client": "x", "seq": 1, "changes": [{}] * 2001},
    ],
)
def test_what_is_no_message_of_the_page_does_nothing(page, session, message):
    before = session.head

    assert page.says(message) == []
    assert session.head == before


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"do": "erase", "address": "project_title"},
        {"do": ["answer"], "address": ["project_title"]},
        {"do": "answer", "address": "project_title", "value": {"a": 1}},
        {"do": "answer", "address": None, "value": "x"},
        {"do": "add_row", "address": "datasets"},
        {"do": "add_row", "address": "datasets/../../x"},
        {"do": "add_row", "address": "project_title/r-aaaa1111"},
        {"do": "remove_row", "address": "datasets"},
        {"do": "remove_row", "address": "nothing/r-aaaa1111"},
        {"do": "draft", "address": "datasets/r-nothere1/title", "value": "x"},
    ],
)
def test_a_change_that_makes_no_sense_comes_back_with_its_problem(page, session, change):
    before = session.head

    (ack,) = page.patch(1, change)

    assert ack["results"][0]["problem"]
    assert session.head == before


def test_home_lists_and_begins_once_even_if_its_kernel_was_replaced(url):
    store = open_store(url)
    page = Page(Home(store, Person("ana", "Ana"), load_bank(), STATIC))
    message = {"op": "create", "client": "c", "seq": 1, "title": " New one "}

    (created,) = page.says(message)
    (again,) = Page(Home(store, Person("ana", "Ana"), load_bank(), STATIC)).says(message)

    assert created["op"] == "created"
    assert again["id"] == created["id"]
    assert [line.title for line in store.list()] == ["New one"]
    assert page.widget.assessments[0]["id"] == created["id"]
    assert page.widget.assess_url == "/assess?assessment="


@pytest.mark.parametrize("wrong", ["", "   ", "x" * 201, None, 5, "\ud800"])
def test_home_says_what_is_wrong_with_a_title(url, wrong):
    store = open_store(url)
    page = Page(Home(store, Person("ana"), load_bank(), {}))

    (refused,) = page.says({"op": "create", "client": "c", "seq": 1, "title": wrong})

    assert refused["op"] == "refused"
    assert refused["problem"]["sentence"]
    assert store.list() == ()


def test_assess_opens_what_the_address_names(session, monkeypatch):
    monkeypatch.setenv("QUERY_STRING", f"assessment={session.assessment}")

    assert assess().assessment == session.assessment


def test_assess_without_a_name_shows_them_all(session):
    assert isinstance(assess(), Home)


def test_trouble_is_a_sentence_in_the_place_of_the_widget(url):
    shown = assess("nothing-here")

    assert isinstance(shown, Notice)
    assert "There is no assessment 'nothing-here'" in repr(shown)
    assert isinstance(home("nonsense://"), Notice)


def test_in_the_app_the_widget_carries_state_and_no_script(session, monkeypatch):
    monkeypatch.setenv("ANSWERABLE_STATIC", json.dumps(STATIC))
    form = assess(session.assessment)

    data, _ = form._repr_mimebundle_()

    assert data[STATE_TYPE]["module"] == "form"
    assert (
        data[STATE_TYPE]["state"]["links"]["report"] == f"/report?assessment={session.assessment}"
    )
    assert form._esm == ""
    assert form.late_url == STATIC["late"]


def test_in_jupyterlab_it_carries_one_module_without_imports(session):
    form = assess(session.assessment)

    assert "export default" in form._esm
    assert "Object.assign(LATE" in form._esm  # what comes later in the app is here at once
    assert form.late_url == ""
    assert not [line for line in form._esm.splitlines() if line.startswith("import ")]
    assert ".answerable" in form._css

"""Where comments are read: in the terminal. And where they are not: in no document, for nobody."""

import json

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from typer.testing import CliRunner

from answerable.bank.load import load_bank
from answerable.bank.model import AUDIENCES
from answerable.cli import app
from answerable.record import Person, Session, open_store
from answerable.record.history import difference
from answerable.record.store import Erasure
from answerable.reports import open_document, open_report
from answerable.reports.difference import difference_page
from answerable.reports.html import ReportExporter

RUN = CliRunner()
BANK = load_bank()
CANARY = "Zebra crossing 7741"
STEER = "Stops \x1b[2J [bold]x[/bold] \u202egnp\u2069"


@pytest.fixture
def url(tmp_path, monkeypatch):
    monkeypatch.setenv("ANSWERABLE_STORE", f"sqlite:///{tmp_path}/records.db")
    return f"sqlite:///{tmp_path}/records.db"


@pytest.fixture
def talk(url):
    session = Session.begin(open_store(url), "Stops", Person("ana", "Ana", "author"), BANK)
    session.answer("problem_statement", "People ask us whom we search, and why, each year.")
    row = session.add_row("datasets")
    session.answer(f"datasets/{row}/title", "Searches")
    thread = session.comment("problem_statement", CANARY)
    session.reply(thread, CANARY)
    session.comment(f"datasets/{row}", CANARY)
    session.comment(f"datasets/{row}/title", CANARY)
    session.resolve(thread)
    return session


def printed(*parts):
    shown = [new_output("execute_result", data=part._repr_mimebundle_()) for part in parts]
    notebook = new_notebook(cells=[new_code_cell("", outputs=shown)])
    return ReportExporter().from_notebook_node(notebook)[0]


def whole(talk, url, audience):
    report = open_report(talk.assessment, url, audience)
    return printed(report.summary(), report.canvas(), report.details())


def told(*args):
    done = RUN.invoke(app, ["--json", *args])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_comment_stands_in_any_document(talk, url, audience):
    pages = [whole(talk, url, audience)]
    pages += [printed(open_document(talk.assessment, url, audience, lens)) for lens in BANK.lenses]

    assert all("Stops" in page for page in pages)
    assert not any("Zebra" in page or "7741" in page for page in pages)


def test_the_history_of_the_report_says_that_there_was_talk(talk, url):
    page = whole(talk, url, "team")

    assert "Made 1 comment." in page
    assert "Made 2 comments." in page
    assert "Replied to 1 comment." in page
    assert "Called 1 comment resolved." in page


def test_comments_change_no_answer_and_no_difference(talk):
    events = talk.events()
    before = next(event.seq for event in events if event.kind == "commented") - 1

    found = difference(events, BANK, before)

    assert found.questions == ()
    assert CANARY not in difference_page(talk, found)


def test_the_terminal_shows_them_by_question_with_their_rows(talk):
    shown = RUN.invoke(app, ["comments", talk.assessment]).stdout

    assert "What problem are you trying to fix" in shown
    assert "Searches  [datasets/" in shown
    assert shown.count(CANARY) == 4
    assert "Resolved by ana" in shown


def test_only_open_ones_and_those_below_one_place_can_be_asked_for(talk):
    assert [each["address"] for each in told("comments", talk.assessment, "problem_statement")] == [
        "problem_statement"
    ]
    opened = told("comments", talk.assessment, "--open")
    assert {each["address"].partition("/")[0] for each in opened} == {"datasets"}
    assert all(each["open"] for each in opened)


def test_there_are_none(url):
    session = Session.begin(open_store(url), "Stops", Person("ana"), BANK)
    assert "There are no such comments." in RUN.invoke(app, ["comments", session.assessment]).stdout


def test_words_cannot_steer_the_terminal_and_erased_ones_say_so(talk):
    thread = talk.comment("problem_statement", STEER)
    shown = RUN.invoke(app, ["comments", talk.assessment]).stdout
    assert "\x1b" not in shown
    assert "[bold]x[/bold]" in shown

    talk.store.erase(talk.assessment, Erasure((thread,), "art17", "Asked"), talk.actor)
    shown = RUN.invoke(app, ["comments", talk.assessment]).stdout
    assert "have been erased" in shown
    assert "[bold]" not in shown

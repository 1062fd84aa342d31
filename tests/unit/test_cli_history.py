"""`answerable history`, `diff` and `copy`, as people and programs meet them."""

import json
import sys

import pytest
from typer.testing import CliRunner

from answerable.bank.load import load_bank
from answerable.cli import app, main
from answerable.record import Person, Session, open_store
from answerable.reports.lint import lint

RUN = CliRunner()
STEER = "Stops \x1b[2J\x9b31m \u202egnp\u2069 [bold]x[/bold]"


@pytest.fixture
def url(tmp_path, monkeypatch):
    monkeypatch.setenv("ANSWERABLE_STORE", f"sqlite:///{tmp_path}/records.db")
    return f"sqlite:///{tmp_path}/records.db"


@pytest.fixture
def session(url):
    """Events 3 and 4 are two answers to one question, 5 and 6 a row and its title."""
    begun = Session.begin(open_store(url), "Stops", Person("ana", role="author"), load_bank())
    begun.answer("problem_statement", "People ask us whom we search.")
    begun.answer("problem_statement", "People ask us whom we stop and search.")
    begun.answer(f"datasets/{begun.add_row('datasets')}/title", "Searches")
    return begun


def call(*args):
    done = RUN.invoke(app, list(args))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def told(*args):
    return json.loads(call("--json", *args).stdout)


def refused(monkeypatch, capsys, *args):
    monkeypatch.setattr(sys, "argv", ["answerable", *args])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code, capsys.readouterr().err


def test_history_shows_every_version_with_who_and_which_event(session):
    shown = call("history", session.assessment, "problem_statement").stdout

    assert "What problem are you trying to fix" in shown
    assert "[problem_statement]" in shown
    first, second = (shown.index(f"Event {seq}, ") for seq in (3, 4))
    assert first < shown.index("whom we search.") < second < shown.index("whom we stop and search.")
    assert shown.count("by ana (author)") == 2


def test_history_of_a_whole_record_comes_as_the_questions_are_asked(session):
    found = told("history", session.assessment)

    assert [one["address"].partition("/")[0] for one in found] == [
        "project_title", "problem_statement", "datasets",
    ]  # fmt: skip
    assert [version["event"] for version in found[1]["versions"]] == [3, 4]
    assert found[1]["versions"][0]["value"] == "People ask us whom we search."
    assert found[1]["versions"][0]["by"] == {"id": "ana", "role": "author"}
    assert found[2]["ask"] == "Searches: What is this dataset called?"


def test_history_of_a_register_or_a_row_has_all_its_columns(session):
    row = session.answers["datasets"][0]["id"]
    session.answer(f"datasets/{row}/limits", "Old")
    session.answer(f"datasets/{row}/collected_by", "open")
    session.remove_row("datasets", row)

    columns = [f"datasets/{row}/{column}" for column in ("title", "collected_by", "limits")]
    for address in ("datasets", f"datasets/{row}"):
        assert [one["address"] for one in told("history", session.assessment, address)] == columns
    assert "Open to all, such as the web" in call("history", session.assessment, "datasets").stdout


def test_what_was_taken_back_or_never_said_is_told(session):
    session.answer("problem_statement", None)

    shown = call("history", session.assessment, "problem_statement").stdout
    assert "(The answer was taken back.)" in shown
    assert "There was never an answer here." in call("history", session.assessment, "owner").stdout


def test_erased_words_are_said_to_be_erased(session, tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "records.db") as database:
        database.execute("DELETE FROM payloads WHERE seq = 3")
    database.close()

    shown = call("history", session.assessment, "problem_statement").stdout
    assert "(These words have been erased.)" in shown
    assert "have been erased" in call("diff", session.assessment, "--from", "3").stdout
    assert told("history", session.assessment)[1]["versions"][0]["erased"] is True


def test_diff_marks_what_came_and_went(session):
    shown = call("diff", session.assessment, "--from", "3").stdout

    assert "From event 3 of " in shown
    assert "People ask us whom we {+stop and+} search." in shown
    assert "Changed. Event 4, " in shown
    assert "  Searches\n    Added. Event 5, " in shown
    assert "      + Searches" in shown
    assert shown.index("== Why do it ==") < shown.index("== The data ==")
    assert "stop and" not in call("diff", session.assessment, "--from", "4").stdout


def test_diff_ends_where_it_is_told_to(session):
    until = told("diff", session.assessment, "--from", "3", "--to", "4")
    assert [change["address"] for change in until["changes"]] == ["problem_statement"]
    assert (until["from"]["event"], until["to"]["event"]) == (3, 4)
    assert until["to"]["hash"] == session.events()[3].hash

    for head in ("HEAD", "head", "6"):
        whole = told("diff", session.assessment, "--from", "3", "--to", head)
        assert whole["to"]["event"] == session.head.seq == 6


def test_diff_for_programs_has_values_and_words(session):
    changed, register, row, title = told("diff", session.assessment, "--from", "3")["changes"]

    assert changed["before"] == "People ask us whom we search."
    assert changed["after"] == "People ask us whom we stop and search."
    assert ["added", "stop and "] in changed["words"][0]
    assert (changed["what"], changed["event"], changed["by"]["id"]) == ("changed", 4, "ana")
    assert (register["address"], register["what"]) == ("datasets", "added")
    assert (row["ask"], row["what"], row["event"]) == ("Searches", "added", 5)
    assert (title["before"], title["after"]) == (None, "Searches")


def test_nothing_changed_is_said(session):
    assert (
        "No answer that counts is different."
        in call("diff", session.assessment, "--from", "HEAD").stdout
    )


def test_diff_writes_a_page_for_the_team(session, tmp_path):
    file = tmp_path / "new folder" / "changes.html"

    said = call("diff", session.assessment, "--from", "3", "--html", str(file)).stdout

    assert "for the team only" in said
    page = file.read_text("utf-8")
    assert lint(page) == ()
    assert "<ins>" in page
    assert "names event 6" in call("verify", str(file)).stdout
    assert call("diff", session.assessment, "--from", "3", "--audience", "public").exit_code == 2


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["diff", "ID", "--from", "99"], 1, "has no event 99. Its events are numbered 1 to 6"),
        (["diff", "ID", "--from", "-1"], 1, "has no event -1."),
        (["diff", "ID", "--from", "1", "--to", "7"], 1, "has no event 7."),
        (["diff", "ID", "--from", "5", "--to", "3"], 1, "--from 3 --to 5"),
        (["diff", "ID", "--from", "yesterday"], 2, "'yesterday' is no event."),
        (["diff", "ID", "--from", "1", "--to", "²"], 2, "is no event."),
        (["diff", "ID"], 2, "--from"),
        (["diff", "nothing-here", "--from", "1"], 1, "There is no assessment 'nothing-here'"),
        (["diff", "ID", "--from", "1", "--html", "TMP"], 1, "Is a directory"),
        (["history", "ID", "problem"], 1, "There is no question 'problem'"),
        (["history", "ID", "datasets/r-nothere1"], 1, "There is no question 'datasets/r-noth"),
        (["history", "ID", "datasets/r-nothere1/title"], 1, "There is no question 'datasets/"),
        (["history", "ID", "owner/role"], 1, "There is no question 'owner/role'"),
        (["history", "nothing-here"], 1, "There is no assessment 'nothing-here'"),
        (["copy", "nothing-here"], 1, "There is no assessment 'nothing-here'"),
        (["copy", "ID", "--title", "x" * 201], 1, "Make this shorter"),
        (["copy", "ID", "--title", " "], 1, "Answer this question"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    session, tmp_path, monkeypatch, capsys, args, code, said
):
    known = {"ID": session.assessment, "TMP": str(tmp_path)}

    ended, error = refused(monkeypatch, capsys, *(known.get(arg, arg) for arg in args))

    assert ended == code
    assert said in error
    assert len(open_store(f"sqlite:///{tmp_path}/records.db").list()) == 1


def test_words_cannot_steer_the_terminal_nor_be_taken_for_markup(session):
    session.answer("problem_statement", STEER)
    row = session.add_row("harms")
    session.answer(f"harms/{row}/title", STEER)

    for args in (["history"], ["diff", "--from", "3"], ["copy"]):
        shown = call(args[0], session.assessment, *args[1:]).stdout
        assert not {"\x1b", "\x9b", "\u202e", "\u2069"} & set(shown)
        assert args == ["copy"] or "[bold]x[/bold]" in shown
    versions = told("history", session.assessment, "problem_statement")[0]["versions"]
    assert versions[-1]["value"] == STEER


def test_copy_starts_a_new_one_and_says_what_to_do(session):
    session.answer("owner", {"role": "Head of data", "name": "A. Reed"})

    shown = call("--as", "ben", "copy", session.assessment).stdout

    assert "Copied to 'Copy of Stops'" in shown
    left, check = shown.index("Left empty, to be answered anew (1)"), shown.index("check again (1)")
    assert left < shown.index("Who answers for this work?") < check
    assert check < shown.index("What problem are you trying to fix")
    made = next(line for line in told("list") if line["title"] == "Copy of Stops")
    assert made["id"] in shown
    events = json.loads(call("export", made["id"]).stdout)["events"]
    assert {event["actor"]["id"] for event in events} == {"ben"}


def test_copy_for_programs(session):
    made = told("copy", session.assessment, "--title", "Mine")

    assert (made["title"], made["copied_from"]) == ("Mine", session.assessment)
    assert [place["place"] for place in made["check_again"]] == ["problem_statement"]
    assert (made["left_empty"], made["refused"], made["hidden"]) == ([], [], 0)


def test_a_title_of_the_greatest_length_still_makes_a_copy(url):
    long = Session.begin(open_store(url), "x" * 200, Person("ana"), load_bank()).assessment

    assert told("copy", long)["title"] == "Copy of " + "x" * 192

"""Odd arguments, files and terminals: a sentence with a cure and an exit code, never a traceback."""

import json
import os
import pwd
import subprocess
import sys

import pytest

from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.record.account import system_person
from answerable.record.exchange.file import export

STEER = "Stops \x1b[2J\x1b]0;pwned\x07 \x9b31m \u202egnp\u2069 2020"


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/records.db"


@pytest.fixture
def begun(url):
    return Session.begin(open_store(url), STEER, Person("ana"), load_bank()).assessment


def answerable(*args, **variables):
    command = [sys.executable, "-c", "from answerable.cli import main; main()", *args]
    environment = {**os.environ, **variables}
    done = subprocess.run(command, capture_output=True, env=environment, check=False, timeout=60)
    said = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in said[1]
    return done.returncode, *said


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["export", "ID", "--to", "TMP/no/such/folder/x.json"], 1, "No such file or directory"),
        (["export", "ID", "--to", "TMP"], 1, "Is a directory"),
        (["show", b"\xff"], 1, "There is no assessment"),
        (["new", b"a\xff"], 1, "signs that cannot be stored"),
        (["new", ""], 1, "Answer this question"),
        (["new", "x" * 300], 1, "Make this shorter"),
        (["--as", b"\xff", "new", "x"], 2, "A name has at most"),
        (["--as", "x" * 101, "new", "x"], 2, "A name has at most"),
        (["--as", "x\x1b[2J", "new", "x"], 2, "A name has at most"),
        (["serve", "--port", "99999"], 2, "65535"),
        (["serve", "--port", "0"], 2, "--port"),
        (["serve", "--ip", "::1%lo"], 1, "Use 127.0.0.1"),
        (["check-content", "TMP/records.db"], 1, "cannot be read as a file"),
    ],
)
def test_what_cannot_be_done_is_said(begun, url, tmp_path, args, code, said):
    def filled(arg):
        known = {"ID": begun}
        text = arg if isinstance(arg, bytes) else known.get(arg, arg).replace("TMP", str(tmp_path))
        return os.fsdecode(text)

    found = answerable("--store", url, *map(filled, args))

    assert found[0] == code
    assert said in found[1] + found[2]


@pytest.mark.parametrize(
    ("store", "said"),
    [
        ("sqlite://", "in memory"),
        ("sqlite:///", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("sqlite+aiosqlite:////tmp/x.db", "'aiosqlite', which is not installed"),
        ("sqlite:///x.db?timeout=abc", "could not convert"),
        ("sqlite:///x.db?mode=ro", "'mode' are not accepted"),
        ("nonsense", "Could not parse"),
    ],
)
def test_a_store_that_cannot_be_used_is_said(tmp_path, store, said):
    code, _, error = answerable("--store", store, "list")

    assert code == 1
    assert said in error


def test_words_cannot_steer_the_terminal(begun, url):
    for command in (["list"], ["show", begun], ["new", STEER]):
        code, said, _ = answerable("--store", url, *command)
        assert code == 0
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2069"} & set(said)
    assert json.loads(answerable("--store", url, "--json", "list")[1])[-1]["title"] == STEER


@pytest.mark.parametrize("command", [["list"], ["show"], ["--json", "list"]])
def test_a_terminal_with_few_letters_shows_what_it_can(url, command):
    begun = Session.begin(open_store(url), "Ümläut “…” 统", Person("ana"), load_bank()).assessment
    args = [*command, begun] if command == ["show"] else command

    code, said, _ = answerable("--store", url, *args, PYTHONIOENCODING="ascii")

    assert code == 0
    assert "ml" in said


def test_a_screen_or_file_that_is_full_is_said(begun, url):
    program = "from answerable.cli import main; main()"
    for command in ("list", f"export {begun}", f"export {begun} --to /dev/full"):
        line = f"{sys.executable} -c '{program}' --store {url} {command} > /dev/full"
        done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "No space left" in done.stderr
        assert "Traceback" not in done.stderr


def test_verify_finds_words_that_are_missing_with_no_note_of_their_erasure(begun, url, tmp_path):
    whole = json.loads(export(open_store(url), begun))
    whole["events"][1] |= {"payload": None, "salt": None}
    file = tmp_path / "copy.json"
    file.write_text(json.dumps(whole))

    code, _, said = answerable("--store", url, "verify", str(file))

    assert code == 1
    assert "at event 2: what it said is gone, and no note says" in said


def test_a_report_that_names_two_records_proves_neither(begun, url, tmp_path):
    head = open_store(url).list()[0].head
    meta = '<meta name="answerable-{}" content="{}">'
    named = meta.format("assessment", begun) + meta.format("record-hash", head)
    file = tmp_path / "report.html"
    file.write_text(named)
    assert answerable("--store", url, "verify", str(file))[0] == 0

    file.write_text(named + meta.format("record-hash", "0" * 64))

    code, _, error = answerable("--store", url, "verify", str(file))
    assert code == 1
    assert "does not name the record" in error


def test_the_account_is_the_systems_and_not_what_a_variable_says(monkeypatch):
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")

    assert system_person().id == pwd.getpwuid(os.getuid()).pw_name


def test_an_account_without_a_name_still_has_an_id(monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 987_654)

    assert system_person().id == "uid-987654"

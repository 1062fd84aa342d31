"""`answerable run` with documents: which ones it makes, and where."""

import json

import pytest

from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store

BANK = load_bank()


@pytest.fixture
def watching(tmp_path):
    """An assessment for which three documents are due."""
    store = open_store(f"sqlite:///{tmp_path}/records.db")
    session = Session.begin(store, "Watching", Person("ana"), BANK)
    for question in BANK.screening.questions:
        yes = question in ("screen_policing", "screen_unseen")
        session.answer(question, {"choice": "yes" if yes else "no", "why": "Because."})
    return session.assessment


def test_all_that_are_due_and_those_named_are_made_once_beside_the_report(cli, watching, tmp_path):
    wanted = ["--lens", "all-due", "--lens", "canvas", "--audience", "public"]
    done = cli("--json", "run", watching, *wanted)

    assert done.exit_code == 0, done.stderr
    made = json.loads(done.stdout)
    assert [each["lens"] for each in made] == ["", "canvas", "human_rights", "surveillance_note"]
    assert [each["findings"] for each in made] == ["", "", "", ""]
    names = {path.name for path in (tmp_path / "outputs" / watching).glob("*.html")}
    parts = ("", "-canvas", "-human_rights", "-surveillance_note")
    assert names == {f"{watching}{part}-public.html" for part in parts}


def test_a_document_that_is_not_there_is_refused_before_anything_is_made(cli, watching, tmp_path):
    done = cli("run", watching, "--lens", "nothing")

    assert done.exit_code == 2
    assert "There is no document 'nothing'" in done.stderr
    assert "human_rights" in done.stderr
    assert not (tmp_path / "outputs").exists()

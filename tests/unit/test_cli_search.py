"""`answerable search` as a records manager meets it."""

import json
import re

import pytest
from sqlalchemy import create_engine, text

from answerable.record.namesearch.matching import HOWS
from answerable.wording import words


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def begun(cli):
    return json.loads(cli("--json", "--as", "alyst", "new", "Stops by Ana Lyst").stdout)["id"]


def test_it_says_where_how_and_what_stands_there(cli, begun, tmp_path):
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "page.html").write_text("<p>Seen by <b>A.</b> Lyst")

    done = cli("search", "Lyst, Ana")

    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    at = lines.index(f"{begun}: event 1 (title)")
    assert lines[at + 1] == "  exact: Stops by Ana Lyst"
    assert f"{begun}: event 2 at project_title (value)" in lines
    assert f"{begun}: event 2 at project_title (actor)" in lines
    assert "  likely, by an account or e-mail address: alyst" in lines
    assert f"{tmp_path}/outputs/page.html" in lines
    assert "  likely, with an initial: Seen by A. Lyst" in lines
    assert "Found: 3 exact, 3 likely. A person must decide which of them are meant." in lines
    assert any(re.match(r"Searched: 1 records with 2 events, .* 1 files in ", li) for li in lines)


def test_it_never_says_that_a_name_is_nowhere(cli, begun):
    said = cli("search", "Ben Efit", "P12345").stdout

    assert "'Ben Efit' was not found in what was searched." in said
    assert "'P12345' was not found in what was searched." in said
    assert "Found:" not in said
    assert "Searched: 1 records with 2 events, 0 drafts, 0 attachments" in said
    assert "A nickname, a former name or a surname alone is not found by this." in said


def test_it_lists_what_was_not_searched(cli, begun, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.bin").write_bytes(b"\0")

    said = cli("search", "Ben Efit", "--outputs", str(folder)).stdout

    assert "Not searched:\n" in said
    assert "  It is no kind of file that can be read here. Open it and search in it.\n" in said
    assert f"    {folder}/09.bin\n    … and 2 more; --json lists them all" in said


def test_many_finds_in_one_place_are_counted(cli, begun, tmp_path):
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "a.txt").write_text("Ben Efit; " * 5)

    assert "  … and 2 more there" in cli("search", "Ben Efit").stdout


def test_programs_get_it_all(cli, begun):
    told = json.loads(cli("--json", "search", "Ana Lyst").stdout)

    assert told["names"] == ["Ana Lyst"]
    assert told["found"][0] == {
        "place": {"what": "event", "assessment": begun, "seq": 1, "part": "title"},
        "name": "Ana Lyst",
        "how": "exact",
        "exact": True,
        "excerpt": "Stops by Ana Lyst",
    }
    assert told["not_searched"] == []
    assert told["searched"] == {
        "records": 1, "events": 2, "drafts": 0, "attachments": 0, "files": 0, "erased": 0,
    }  # fmt: skip


def test_the_drafts_of_everybody_are_searched(cli, begun, tmp_path):
    from answerable.bank.load import load_bank
    from answerable.record import Person, Session, open_store

    store = open_store(f"sqlite:///{tmp_path}/records.db")
    session = Session.open(store, begun, Person("alyst"), load_bank())
    draft = {"do": "draft", "address": "project_summary", "value": "Ben Efit asked"}
    session.apply("page", 1, [draft])

    assert "draft of alyst at project_summary" in cli("--as", "ben", "search", "Ben Efit").stdout


def test_erased_events_are_counted(cli, begun, tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path}/records.db")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM payloads WHERE seq = 2"))
    engine.dispose()

    assert "1 of the events say nothing any more" in cli("search", "Ben Efit").stdout


def test_a_record_that_cannot_be_read_fails_the_search_but_does_not_end_it(cli, begun, tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path}/records.db")
    with engine.begin() as connection:
        connection.execute(text("UPDATE payloads SET body = '{'"))
    engine.dispose()

    done = cli("search", "Ben Efit")

    assert done.exit_code == 1
    assert "`answerable verify` says where it breaks" in done.stdout
    assert f"    {begun}: the record itself" in done.stdout


def test_hostile_words_steer_no_terminal(cli, tmp_path):
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "a\x1b[2J.txt").write_text("\u202e Ana Lyst \x9b31m")

    said = cli("search", "Ana Lyst").stdout

    assert "exact: Ana Lyst 31m" in said
    assert not set(said) & set("\x1b\x9b\u202e")


def test_a_name_is_needed(cli):
    assert cli("search").exit_code == 2
    assert "too little to look for" in str(cli("search", "x").exception)


def test_every_way_to_match_and_every_reason_has_its_words():
    told = words("cli")

    assert {f"search.how_{how}" for how in HOWS} <= told.keys()
    reasons = {
        "pdf", "picture", "pictures", "damaged", "depth", "long", "many", "kind", "link",
        "unreadable", "broken", "drafts", "attachments",
    }  # fmt: skip
    assert {f"unread.{reason}" for reason in reasons} <= told.keys()

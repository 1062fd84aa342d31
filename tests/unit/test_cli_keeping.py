"""The records manager at the command line: keys, stores, holds, erasing, what is due, people."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from answerable.cli import app, main
from answerable.record import open_store

FORMATS = Path(__file__).parents[1] / "data" / "formats"


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/records.db"


@pytest.fixture
def call(url, tmp_path, monkeypatch):
    monkeypatch.setenv("ANSWERABLE_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("ANSWERABLE_OUTPUTS", str(tmp_path / "outputs"))

    def run(*words, store=url, code=0):
        done = CliRunner().invoke(app, ["--store", store, "--as", "rita", *map(str, words)])
        assert done.exit_code == code, (words, done.output, done.exception)
        return done.output or str(done.exception)

    return run


@pytest.fixture
def begun(call):
    call("new", "Bike finder")
    return json.loads(call("--json", "list"))[0]["id"]


def said(monkeypatch, capsys, *words):
    """Return the exit code and what a person reads on an error."""
    monkeypatch.setattr(sys, "argv", ["answerable", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code, capsys.readouterr().err


def test_a_record_is_checked_elsewhere_with_the_file_and_the_public_key(
    call, begun, tmp_path, monkeypatch
):
    file, archive, key = (tmp_path / name for name in ("r.json", "r.zip", "k.pem"))
    for to in (file, archive):
        call("export", begun, "--to", to)
    call("keys", "export", key)
    monkeypatch.setenv("ANSWERABLE_KEYS", str(tmp_path / "other-keys"))

    for what in (file, archive):
        assert "NOT PROVED" in call("verify", what, code=1)
        assert "nothing was cut off" in call("verify", what, "--key", key)


def test_a_record_by_a_strange_key_is_taken_when_the_key_is_named(
    call, begun, tmp_path, monkeypatch, capsys
):
    file, key, other = tmp_path / "r.json", tmp_path / "k.pem", f"sqlite:///{tmp_path}/other.db"
    call("export", begun, "--to", file)
    call("keys", "export", key)
    monkeypatch.setenv("ANSWERABLE_KEYS", str(tmp_path / "other-keys"))

    code, why = said(monkeypatch, capsys, "--store", other, "import", file)
    assert (code, "--key FILE" in why) == (1, True)
    assert open_store(other).list() == ()
    assert "Imported" in call("import", file, "--key", key, store=other)
    assert "Nothing changed" in call("import", file, "--key", key, store=other)
    call("keys", "trust", key)
    assert "holds together" in call("verify", begun, store=other)


def test_a_file_of_the_first_format_needs_a_word_and_then_is_sealed_here(
    call, monkeypatch, capsys, url
):
    old = FORMATS / "record-1.json"

    code, why = said(monkeypatch, capsys, "--store", url, "import", old)
    assert (code, "--unsealed" in why) == (1, True)
    call("import", "--unsealed", old)
    assert "nothing was cut off" in call("verify", "stop-and-search-old01")


def test_what_does_not_verify_is_taken_only_as_a_marked_copy(
    call, begun, tmp_path, monkeypatch, capsys, url
):
    file = tmp_path / "r.json"
    call("export", begun, "--to", file)
    file.write_text(file.read_text("utf-8").replace("Bike finder", "Bike hider"), "utf-8")

    code, why = said(monkeypatch, capsys, "--store", url, "import", file)
    assert (code, "does not hold together at event 1" in why) == (1, True)
    copied = json.loads(call("--json", "import", "--as-copy", file))

    told = json.loads(call("--json", "show", copied["id"]))
    assert told["title"] == "Bike hider"
    assert "event 1" in " ".join(told["notices"])
    assert "Please note" not in call("show", begun)
    assert f"This is a copy of '{begun}'" in call("show", copied["id"])


def test_keys_are_made_once_rotated_and_listed(call, begun):
    before = json.loads(call("--json", "keys", "list"))
    call("keys", "rotate")
    after = json.loads(call("--json", "keys", "list"))

    assert before["known"] == [before["now"]]
    assert after["now"] != before["now"]
    assert sorted(after["known"]) == sorted([before["now"], after["now"]])
    assert before["now"] in call("verify", begun)
    call("hold", begun, "--reason", "An inquiry")
    assert after["now"] in call("verify", begun)


def test_a_file_that_is_no_key_is_refused(call, tmp_path):
    file = tmp_path / "k.pem"
    file.write_text("no key")

    assert "not a public key" in call("keys", "trust", file, code=2)
    assert "not a public key" in call("verify", "x", "--key", file, code=2)


def test_a_held_record_is_disposed_of_after_the_hold(
    call, begun, tmp_path, monkeypatch, capsys, url
):
    report = tmp_path / "outputs" / begun
    report.mkdir(parents=True)
    hold = json.loads(call("--json", "hold", begun, "--reason", "An inquiry"))["hold"]

    code, why = said(
        monkeypatch, capsys, "--store", url, "dispose", begun, "--yes", "--reason", "Due"
    )
    assert (code, "under a hold" in why) == (1, True)
    assert report.is_dir()
    assert "still held" in call("lift", begun, "nothing", "--reason", "Over")
    assert "not held any more" in call("lift", begun, hold, "--reason", "Over")
    call("dispose", begun, "--yes", "--reason", "Due")

    assert not report.exists()
    assert json.loads(call("--json", "list"))[0]["state"] == "disposed"
    assert "holds together" in call("verify", begun)


def test_disposing_asks_first(call, begun, url):
    command = ["--store", url, "dispose", begun, "--reason", "Due"]
    done = CliRunner().invoke(app, command, input="n\n")
    assert (done.exit_code, "cannot be brought back" in done.output) == (1, True)
    assert json.loads(call("--json", "list"))[0]["state"] == "draft"


def test_erased_words_are_gone_and_the_note_stays(call, begun):
    call("erase", begun, "--event", 2, "--reason", "Asked to", "--ground", "erasure")

    told = call("verify", begun)
    assert "What 1 of them said is not there" in told
    assert "Erased words" not in told


def test_an_answer_is_put_right_and_the_wrong_one_is_nowhere(call, begun, tmp_path):
    call("rectify", begun, "problem_statement", "Said by Canary Wharf", "--reason", "First")
    call("rectify", begun, "problem_statement", "Said by a witness", "--reason", "Names a person")

    said = json.dumps(exported(call, begun))
    assert "Said by a witness" in said
    assert "Canary Wharf" not in said
    assert b"Canary Wharf" not in (tmp_path / "records.db").read_bytes()
    assert "What 1 of them said is not there" in call("verify", begun)


def exported(call, assessment):
    return json.loads(call("export", assessment))["events"]


def test_nothing_is_due_and_the_end_of_the_work_is_noted(call, begun):
    assert "Nothing is due" in call("due")
    call("retain", begun, "--reason", "Project closed", "--ended", "2020-02-29")
    call("retain", begun, "--reason", "Looked at")
    assert [event["payload"].get("on") for event in exported(call, begun)[-2:]] == [
        "2020-02-29",
        None,
    ]


def test_an_old_draft_is_due_for_review(call, url):
    call("import", "--unsealed", FORMATS / "record-1.json")
    from datetime import UTC, datetime, timedelta

    from answerable.governance.retention import dates_of, due, load_schedule

    store = open_store(url)
    (line,) = store.list()
    later = datetime.now(UTC).date() + timedelta(days=400)
    found = due(
        load_schedule(), line.state, dates_of(store.events(line.id)), held=False, today=later
    )
    assert found.action == "review"


def test_a_store_is_backed_up_restored_copied_and_checked(call, begun, tmp_path):
    call("store", "backup", tmp_path / "b.db")
    restored, copied = (f"sqlite:///{tmp_path}/{name}.db" for name in ("restored", "copied"))
    call("store", "restore", tmp_path / "b.db", store=restored)
    call("store", "copy", "--to", copied)

    for store in (restored, copied):
        assert "are right" in call("store", "check", store=store)
        assert call("export", begun, store=store) == call("export", begun)
    call("store", "rebuild")
    assert "up to date" in call("store", "migrate")


def test_a_check_that_finds_something_fails_and_says_where(call, begun, url):
    import sqlite3

    with sqlite3.connect(url.removeprefix("sqlite:///")) as raw:
        raw.execute("UPDATE events SET actor = 'eve' WHERE seq = 2")
    raw.close()

    assert begun in call("store", "check", code=1)


def test_an_older_store_is_brought_up_to_date(call, tmp_path):
    shutil.copy(FORMATS / "store-1.db", tmp_path / "old.db")
    old = f"sqlite:///{tmp_path}/old.db"

    assert "from schema 0001" in call("store", "migrate", store=old)
    assert "are right" in call("store", "check", store=old)
    assert "nothing was cut off" in call("verify", "stop-and-search-old01", store=old)


def test_people_are_named_on_a_record_and_it_is_shared_and_restricted(call, begun, url):
    call("member", begun, "ben", "contributor")
    call("share", begun)
    call("restrict", begun, "--reason", "Live operation")
    line = open_store(url).line(begun)
    assert (line.shared, line.restricted) == (True, True)
    call("share", begun, "--off")
    call("restrict", begun, "--off", "--reason", "Over")
    call("member", begun, "ben", "--off")

    line = open_store(url).line(begun)
    assert (line.shared, line.restricted) == (False, False)
    assert "no role 'dpo'" in call("member", begun, "ben", "dpo", code=2)
    assert "record service" in call("break-glass", begun, "--reason", "x", code=2)
    assert "record service" in call("readings", begun, code=2)

"""A report names the key that vouches for its record: that can be checked where the record is not."""

import re

import pytest

from answerable.bank.load import load_bank
from answerable.cli import verdict
from answerable.errors import AssessmentNotFound
from answerable.record import Actor, open_store
from answerable.record.events import NewEvent
from answerable.record.example import load_example
from answerable.record.proof.keys import Keyring
from answerable.record.store import Batch, Stamp
from answerable.runs.project import run

BANK = load_bank()


@pytest.fixture(scope="module")
def made(tmp_path_factory, own_keys):
    """A report of a record with a decision, and the address of its store."""
    folder = tmp_path_factory.mktemp("made")
    url = f"sqlite:///{folder}/records.db"
    store = open_store(url, BANK)
    name = load_example(store, BANK)
    decided = NewEvent("decided", "", {"outcome": "support"})
    store.write(name, Batch(Stamp("board", 1), Actor("sro", "sro"), [decided]))
    store.close()
    return run(name, store=url, outputs=folder / "outputs", audience="public").html, url, name


def check(file, url, trusted=None):
    known = Keyring().known() if trusted is None else trusted
    return verdict.verify(str(file), lambda: open_store(url, BANK), known)


@pytest.fixture
def elsewhere(tmp_path):
    return f"sqlite:///{tmp_path}/elsewhere.db"


def changed(made, tmp_path, before, after):
    text = made[0].read_text("utf-8")
    file = tmp_path / "changed.html"
    file.write_text(re.sub(before, after, text, count=1), "utf-8")
    return file


def test_a_report_is_right_beside_its_record(made):
    file, url, _ = made
    assert check(file, url).holds


def test_a_report_prints_who_vouches_for_it_and_for_the_decision(made):
    text = made[0].read_text("utf-8")
    (name,) = Keyring().known()

    assert len(re.findall(rf"key {name}, signature [0-9a-f]{{128}}", text)) == 2
    assert re.search(r"Signed: event \d+, decided", text)


def test_a_report_proves_its_hash_where_the_record_is_not(made, elsewhere):
    found = check(made[0], elsewhere)

    assert found.holds
    assert "vouches" in found.sentence


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r'(record-hash" content=")[0-9a-f]{4}', r"\g<1>0000"),
        (r'(record-event" content=")\d+', r"\g<1>7"),
        (r'(record-seal" content=")[0-9a-f]{4}', r"\g<1>0000"),
        (r'(answerable-assessment" content=")', r"\g<1>other-"),
        (r'(record-key" content=")[0-9a-f]{4}', r"\g<1>0000"),
    ],
)
def test_a_report_that_names_something_else_is_found(made, elsewhere, tmp_path, before, after):
    assert not check(changed(made, tmp_path, before, after), elsewhere).holds


def test_a_key_that_nobody_here_knows_proves_nothing(made, elsewhere):
    assert not check(made[0], elsewhere, {}).holds


def test_a_report_without_a_seal_needs_its_record(made, elsewhere, tmp_path):
    bare = changed(made, tmp_path, r'<meta name="answerable-record-seal"[^>]*>', "")

    with pytest.raises(AssessmentNotFound):
        check(bare, elsewhere)

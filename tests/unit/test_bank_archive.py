"""Banks of earlier versions: what an archive holds is the bank, or it is told."""

import datetime as dt
import gzip
import json

import pytest
from typer.testing import CliRunner

from answerable import places
from answerable.bank import archive
from answerable.bank.load import load_bank
from answerable.errors import BankNotFound
from answerable.record.replay import replay

RUN = CliRunner()
TODAY = dt.date(2026, 11, 24)
BANK = load_bank(places.content(), ())


def test_an_archive_is_the_bank(tmp_path):
    file = tmp_path / "bank.json.gz"
    file.write_bytes(archive.written())

    assert archive.read(file) == BANK
    assert archive.written() == file.read_bytes()


def test_an_archive_holds_its_overlays(tmp_path):
    file, laid = tmp_path / "bank.json.gz", (places.overlay("cymraeg"), places.overlay("northvale"))
    file.write_bytes(archive.written(None, laid))

    assert archive.read(file) == load_bank(places.content(), laid)


@pytest.mark.parametrize("version", archive.archived())
def test_every_version_that_ships_can_be_read_and_walked(version, stops):
    bank = archive.find(version)

    assert bank.version == version
    assert replay(stops.state, bank, BANK, TODAY).routes[0].id == "light"


def test_a_version_is_archived_before_its_content_changes():
    """The version that ships is never another content than an archive of the same name."""
    assert archive.archived() == ("2026.11",)
    for version in archive.archived():
        assert version != BANK.version or archive.find(version).pin == BANK.pin


@pytest.mark.parametrize(
    "body",
    [b"", b"words", gzip.compress(b"[]"), gzip.compress(b"{}"), gzip.compress(b"{")[:-9],
     gzip.compress(b"[" * 100_000)],
    ids=["empty", "words", "list", "map", "cut off", "deep"],
)  # fmt: skip
def test_what_is_no_archive_is_told(tmp_path, body):
    (tmp_path / "x.json.gz").write_bytes(body)

    with pytest.raises(BankNotFound, match="this is no archive of a bank"):
        archive.find(str(tmp_path / "x.json.gz"))


def test_a_changed_archive_is_told(tmp_path):
    told = json.loads(gzip.decompress(archive.written()))
    text = json.dumps(told).replace("Who answers for this work?", "Who cares?")
    (tmp_path / "x.json.gz").write_bytes(gzip.compress(text.encode()))

    with pytest.raises(BankNotFound, match="not what its hash says"):
        archive.find(str(tmp_path / "x.json.gz"))


def test_an_unknown_version_names_those_that_are_here():
    with pytest.raises(BankNotFound, match=r"'1999\.1' .*: 2026\.11, 2026\.11\.1\."):
        archive.find("1999.1")


def test_the_bank_of_a_pin_is_found_again_or_not(tmp_path):
    laid = load_bank(places.content(), (places.overlay("northvale"),))

    assert archive.pinned(BANK.pin) == BANK
    assert archive.pinned(laid.pin) == laid
    assert archive.pinned(archive.find("2026.11").pin).version == "2026.11"
    assert archive.pinned({**laid.pin, "overlays": [{"id": "gone", "version": "1"}]}) is None
    assert archive.pinned({"id": "other", "version": "1", "hash": "0"}) is None

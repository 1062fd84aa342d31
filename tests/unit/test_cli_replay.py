"""Replay, the archive and the check of overlays as they are met on the command line."""

import datetime as dt
import json
import shutil

import pytest
from typer.testing import CliRunner

from answerable import places
from answerable.bank import archive
from answerable.bank.files import read_yaml
from answerable.bank.load import load_bank
from answerable.cli import app

RUN = CliRunner()
TODAY = dt.date(2026, 11, 24)
BANK = load_bank(places.content(), ())


@pytest.fixture
def cli(sqlite, tmp_path, monkeypatch):
    monkeypatch.delenv("ANSWERABLE_CONTENT", raising=False)
    monkeypatch.setenv("ANSWERABLE_STORE", sqlite)
    return lambda *args: RUN.invoke(app, list(args))


def test_the_command_shows_what_would_change_and_changes_nothing(cli, stops):
    shown = cli("replay", stops.assessment, "--bank", "2026.11")

    assert shown.exit_code == 0
    assert "Stops: under answerable 2026.11.1" in shown.stdout
    assert "answerable 2026.11" in shown.stdout
    assert "The record stays as it is" in shown.stdout
    assert not stops.refresh()


def test_the_command_tells_programs_all_of_it(cli, stops, monkeypatch):
    monkeypatch.setenv("ANSWERABLE_CONTENT", "northvale")

    told = json.loads(cli("--json", "replay", stops.assessment).stdout)

    assert [each["address"] for each in told["appear"]] == ["force_command", "force_promises"]
    assert told["before"]["bank"] == BANK.pin
    assert told["after"]["bank"]["overlays"][0]["id"] == "northvale"
    assert (told["same"], told["adopted"], told["pinned_bank_is_here"]) == (False, False, True)


def test_a_record_can_adopt_the_bank_that_is_loaded_once(cli, stops, monkeypatch):
    monkeypatch.setenv("ANSWERABLE_CONTENT", "northvale")

    assert "goes on under this bank" in cli("replay", stops.assessment, "--adopt").stdout
    assert "Nothing was written" in cli("replay", stops.assessment, "--adopt").stdout
    stops.refresh()
    kinds = [event.kind for event in stops.events()]
    assert kinds.count("bank_upgraded") == 1
    assert stops.state.bank["overlays"][0]["id"] == "northvale"


def test_another_bank_than_the_loaded_one_cannot_be_adopted(cli, stops):
    refused = cli("replay", stops.assessment, "--adopt", "--bank", "2026.11")

    assert refused.exit_code == 2
    assert not stops.refresh()


def test_a_folder_and_an_archive_do_as_a_bank(cli, stops, other, tmp_path):
    folder = other("concepts/owner.yml", "Who answers for this work?", "Who leads?")
    (tmp_path / "x.json.gz").write_bytes(archive.written(folder))

    for name in (folder, tmp_path / "x.json.gz"):
        assert "Who leads?" in cli("replay", stops.assessment, "--bank", str(name)).stdout


def test_the_loaded_bank_can_be_archived_and_listed(cli, tmp_path, monkeypatch):
    monkeypatch.setenv("ANSWERABLE_CONTENT", "northvale")
    file = tmp_path / "mine.json.gz"

    assert cli("bank", "archive", "--to", str(file)).exit_code == 0
    assert archive.read(file).overlays[0].id == "northvale"
    shown = cli("bank", "list").stdout
    assert "overlay: northvale 1.0, Northvale Police" in shown
    assert "kept: 2026.11" in shown


def test_content_is_checked_with_the_overlays_that_are_named(cli, tmp_path, monkeypatch):
    assert "Northvale Police 1.0 lies over it" in cli("check-content", "northvale").stdout
    monkeypatch.setenv("ANSWERABLE_CONTENT", str(tmp_path / "gone"))
    refused = cli("check-content")
    assert refused.exit_code == 1
    assert refused.stdout.startswith(f"{tmp_path}/gone: there is no such folder.")


def test_checking_warns_of_an_overlay_for_another_bank(cli, tmp_path):
    own = shutil.copytree(places.overlay("northvale"), tmp_path / "own")
    text = (own / "overlay.yml").read_text("utf-8")
    (own / "overlay.yml").write_text(text.replace(BANK.version, "2025.1"), "utf-8")

    shown = cli("check-content", str(own))

    assert shown.exit_code == 0
    assert "was made for answerable 2025.1, and lies over answerable" in shown.stderr


def test_the_command_line_takes_a_bank_and_overlays_over_it(cli, other, tmp_path):
    folder = other("concepts/owner.yml", "Who answers for this work?", "Who leads?")

    assert cli("check-content", str(folder), "northvale").exit_code == 0
    assert cli("check-content", "northvale", str(tmp_path / "gone")).exit_code == 2
    assert read_yaml(folder / "concepts" / "owner.yml")["ask"] == "Who leads?"

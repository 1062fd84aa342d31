"""Overlays: the one rule by which they are laid, and every defect with its line."""

import fnmatch
from pathlib import Path

import pytest
import yaml

from answerable import places
from answerable.bank.check import check_content
from answerable.bank.layers import lay_over
from answerable.bank.laying import lay
from answerable.bank.load import load_bank
from answerable.bank.overlays import overlay_warnings
from answerable.errors import ContentError
from answerable.governance.soundness import check_governance

DATA = Path(__file__).parents[1] / "data" / "content"
TINY = DATA / "tiny"
CASES = sorted((DATA / "invalid_overlays").glob("*.yml"))
ABOUT = 'id: "{id}"\ntitle: "Mine"\nversion: "1"\nlays_over: {{id: tiny, version: "2026.01"}}\n'


def folder_of(files, folder):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def overlay(tmp_path):
    def make(name="mine", **files):
        named = {file.replace("__", "/") + ".yml": text for file, text in files.items()}
        return folder_of({"overlay.yml": ABOUT.format(id=name), **named}, tmp_path / name)

    return make


def test_there_are_cases():
    assert len(CASES) >= 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_defect_of_an_overlay_is_reported_with_file_place_and_cure(case, tmp_path):
    told = yaml.safe_load(case.read_text("utf-8"))
    for name, files in (told["overlays"] or {}).items():
        folder_of(files, tmp_path / name)
    laid = tuple(tmp_path / name for name in told["laid"])

    problems = list(check_content(TINY, laid))
    problems += check_governance(TINY, () if problems else laid)

    expected = [line.replace("{here}", str(tmp_path)) for line in told["expected"]]
    for line, pattern in zip(sorted(problems), sorted(expected), strict=True):
        assert fnmatch.fnmatchcase(line, pattern.replace("[", "[[]")), (line, pattern)


def test_what_does_not_fit_is_not_loaded_either(overlay):
    wrong = overlay(concepts__ownr='id: ownr\nask: "Who?"\n')

    with pytest.raises(ContentError, match="there is no 'ownr'; did you mean 'owner'"):
        load_bank(TINY, (wrong,))


@pytest.mark.parametrize(
    ("below", "above", "laid"),
    [
        ({"a": 1, "b": 2}, {"b": 3}, {"a": 1, "b": 3}),
        ({"a": 1, "b": 2}, {"b": None}, {"a": 1}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
        ([{"id": "x", "n": 1}, {"id": "y", "n": 2}], [{"id": "y", "n": 3}], [{"id": "x", "n": 1}, {"id": "y", "n": 3}]),
        ([{"id": "x"}], [{"id": "y"}], [{"id": "x"}, {"id": "y"}]),
        ([{"id": "x"}, {"id": "z"}], [{"id": "y", "after": "x"}], [{"id": "x"}, {"id": "y"}, {"id": "z"}]),
        ([{"id": "x"}], [{"id": "y", "after": "first"}], [{"id": "y"}, {"id": "x"}]),
        ([{"id": "x"}, {"id": "y"}], [{"id": "x", "after": "y"}], [{"id": "y"}, {"id": "x"}]),
        (["x", "z"], [{"id": "y", "after": "x"}], ["x", "y", "z"]),
        (["x", "y"], [{"id": "x", "after": "y"}], ["y", "x"]),
        ([{"value": "v", "label": "L"}], [{"value": "v", "label": "M"}], [{"value": "v", "label": "M"}]),
    ],
)  # fmt: skip
def test_the_one_rule(below, above, laid):
    strays = []

    assert lay(below, above, strays) == laid
    assert strays == []


def test_laying_leaves_both_as_they_were():
    below, above = {"a": [{"id": "x", "n": 1}]}, {"a": [{"id": "x", "n": 2, "after": "first"}]}

    lay(below, above, [])

    assert below == {"a": [{"id": "x", "n": 1}]}
    assert above == {"a": [{"id": "x", "n": 2, "after": "first"}]}


def test_a_later_overlay_lies_over_an_earlier_one(overlay):
    one = overlay("one", concepts__owner='ask: "Who leads?"\nhint: "One role."\n')
    two = overlay("two", concepts__owner='ask: "Who pays?"\n')

    bank = load_bank(TINY, (one, two))

    assert (bank.concepts["owner"].ask, bank.concepts["owner"].hint) == ("Who pays?", "One role.")
    assert load_bank(TINY, (two, one)).concepts["owner"].ask == "Who leads?"


def test_the_pin_names_the_bank_below_and_the_overlays_in_order(overlay):
    one, two = overlay("one", concepts__owner='ask: "Who leads?"\n'), overlay("two")
    plain, laid = load_bank(TINY), load_bank(TINY, (one, two))

    assert laid.pin["hash"] == plain.hash
    assert [each["id"] for each in laid.pin["overlays"]] == ["one", "two"]
    assert laid.hash != plain.hash
    assert laid.pin != load_bank(TINY, (two, one)).pin
    assert "overlays" not in plain.pin


def test_a_changed_overlay_has_another_hash(tmp_path):
    texts = ('ask: "Who leads?"\n', 'ask: "Who pays?"\n')
    hashes = {
        load_bank(TINY, (folder_of({"overlay.yml": ABOUT.format(id="mine"), "concepts/owner.yml": text}, tmp_path / str(at)),)).overlays[0].hash
        for at, text in enumerate(texts)
    }  # fmt: skip

    assert len(hashes) == 2


def test_an_overlay_for_another_bank_is_warned_of_and_used(overlay):
    made = overlay()
    (made / "overlay.yml").write_text(
        ABOUT.format(id="mine").replace("2026.01", "2025.12"), "utf-8"
    )

    bank = load_bank(TINY, (made,))

    (warning,) = overlay_warnings(bank)
    assert "“Mine” was made for tiny 2025.12, and lies over tiny 2026.01." in warning
    assert overlay_warnings(load_bank(TINY)) == ()


GRID = {"levels": [{"id": "low", "label": "Low"}, {"id": "high", "label": "High"}], "cells": [1]}


@pytest.mark.parametrize(
    ("above", "laid"),
    [
        ('levels: [{id: "grave"}]\ncells: [2]\n', {"levels": [{"id": "grave"}], "cells": [2]}),
        ('levels: [{id: "low", label: "Isel"}]\n', GRID | {"levels": [{"id": "low", "label": "Isel"}, GRID["levels"][1]]}),
    ],
    ids=["a grid", "words alone"],
)  # fmt: skip
def test_a_grid_of_risk_replaces_the_whole_one_below_and_words_alone_do_not(tmp_path, above, laid):
    mine = folder_of({"overlay.yml": ABOUT.format(id="mine"), "risk.yml": above}, tmp_path / "mine")

    layers = lay_over(tmp_path, {tmp_path / "risk.yml": GRID}, [mine])

    assert layers.files[tmp_path / "risk.yml"] == laid
    assert layers.problems == ()


def test_the_environment_names_folders_and_overlays_that_ship(tmp_path, monkeypatch):
    monkeypatch.setenv("ANSWERABLE_CONTENT", f"northvale:{tmp_path}")

    assert places.overlays() == (places.content() / "overlays" / "northvale", tmp_path)
    monkeypatch.delenv("ANSWERABLE_CONTENT")
    assert places.overlays() == ()


def test_a_folder_of_the_same_name_wins_over_an_overlay_that_ships(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "northvale").mkdir()

    assert places.overlay("northvale") == Path("northvale")

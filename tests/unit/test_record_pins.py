"""A record pins its bank and overlays, and opened under others it says so and loses nothing."""

import datetime as dt
import shutil

import pytest
from typer.testing import CliRunner

from answerable import places
from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.record.fold import fold
from answerable.record.notices import notices

RUN = CliRunner()
TODAY = dt.date(2026, 11, 24)
BANK = load_bank(places.content(), ())


def test_a_record_begun_under_overlays_pins_them(sqlite):
    laid = load_bank(places.content(), (places.overlay("northvale"),))

    begun = Session.begin(open_store(sqlite), "Stops", Person("ana"), laid)

    assert begun.events()[0].payload["bank"] == laid.pin
    assert begun.state.bank["overlays"][0]["id"] == "northvale"
    assert notices(begun) == ()


def test_opening_it_under_other_overlays_says_so_and_loses_nothing(sqlite):
    laid = load_bank(places.content(), (places.overlay("northvale"),))
    begun = Session.begin(open_store(sqlite), "Stops", Person("ana"), laid)
    begun.answer("force_command", "crime")

    bare = Session.open(begun.store, begun.assessment, Person("ana"), BANK)

    (said,) = notices(bare)
    assert "other overlays than those loaded now (record: northvale 1.0; loaded: none)" in said
    assert "Every answer is kept" in said
    bare.answer("marking", "official")
    again = Session.open(begun.store, begun.assessment, Person("ana"), laid)
    assert (again.answers["force_command"], again.answers["marking"]) == ("crime", "official")
    assert notices(again) == ()


def test_another_text_of_the_same_overlay_is_told_by_its_hash(sqlite, tmp_path):
    own = shutil.copytree(places.overlay("northvale"), tmp_path / "northvale")
    laid = load_bank(places.content(), (own,))
    begun = Session.begin(open_store(sqlite), "Stops", Person("ana"), laid)

    other = load_bank(places.content(), (places.overlay("northvale"),))
    assert notices(Session.open(begun.store, begun.assessment, Person("ana"), other)) == ()
    (own / "journey.yml").write_text((own / "journey.yml").read_text("utf-8") + "\n# more\n")
    text = (own / "concepts" / "force_command.yml").read_text("utf-8")
    (own / "concepts" / "force_command.yml").write_text(text.replace("will use it", "uses it"))
    changed = load_bank(places.content(), (shutil.copytree(own, tmp_path / "later"),))
    (said,) = notices(Session.open(begun.store, begun.assessment, Person("ana"), changed))

    hashes = [bank.overlays[0].hash[:8] for bank in (laid, changed)]
    assert f"record: northvale 1.0 ({hashes[0]}); loaded: northvale 1.0 ({hashes[1]})" in said


@pytest.mark.parametrize(
    "pin", [{}, {"overlays": 7}, {"overlays": [1, {"id": 2}]}, {"overlays": "x"}]
)
def test_a_pin_of_any_shape_is_read(sqlite, pin):
    begun = Session.begin(open_store(sqlite), "Stops", Person("ana"), BANK)
    begun._state = fold((), begun.state.__class__(**{**vars(begun.state), "bank": pin}))

    assert len(notices(begun)) <= 1

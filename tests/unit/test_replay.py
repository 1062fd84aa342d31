"""What another bank would change for a record: computed from its events, never written."""

import datetime as dt

from typer.testing import CliRunner

from answerable import places
from answerable.bank import archive
from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.record.replay import replay

RUN = CliRunner()
TODAY = dt.date(2026, 11, 24)
BANK = load_bank(places.content(), ())


def under(stops, folder):
    return replay(stops.state, BANK, load_bank(folder), TODAY)


def test_the_same_bank_changes_nothing(stops):
    assert replay(stops.state, BANK, BANK, TODAY).same


def test_an_answer_that_is_no_option_any_more_is_told(stops, other):
    found = under(stops, other("concepts/marking.yml", "value: official,", "value: open,"))

    assert [(each.address, each.problem) for each in found.unfit] == [("marking", "not_an_option")]
    assert not found.same


def test_an_answer_that_fitted_neither_is_not_news(stops, other):
    found = replay(stops.state, load_bank(other("concepts/marking.yml", "value: official,", "value: open,")), load_bank(other("concepts/marking.yml", "value: open,", "value: shut,")), TODAY)  # fmt: skip

    assert found.unfit == ()


def test_other_words_are_told_with_both(stops, other):
    found = under(stops, other("concepts/owner.yml", "Who answers for this work?", "Who leads?"))

    (one,) = found.reworded
    assert one.address == "owner"
    assert one.before.startswith("Who answers for this work?")
    assert one.after.startswith("Who leads?")
    assert (found.appear, found.go, found.unfit) == ((), (), ())


def test_a_question_that_goes_says_whether_it_was_answered(stops, other):
    (folder := other("journey.yml", "marking, ", "") / "concepts" / "marking.yml").unlink()
    for lens in (folder.parents[1] / "lenses").glob("*.yml"):
        lens.write_text(
            lens.read_text("utf-8").replace("fills: [marking]", "fills: [owner]"), "utf-8"
        )

    found = under(stops, folder.parents[1])

    assert [(each.address, each.answered) for each in found.go] == [("marking", True)]
    assert [(each.address, each.problem) for each in found.unfit] == [("marking", "not_a_place")]


def test_another_route_comes_with_its_reasons_and_documents(stops, other):
    folder = other("screening.yml", 'when: &effect {in: [screen_effect, ["yes", unsure]]}', 'when: &effect {in: [screen_effect, ["no"]]}')  # fmt: skip

    found = under(stops, folder)

    before, after = found.routes
    assert (before.id, after.id) == ("light", "record")
    assert found.route_changes
    assert [due.document.id for due in found.documents_gone] == ["eia"]
    assert found.documents_gone[0].reasons
    assert found.documents_new == ()


def test_what_is_newly_missing_is_told(stops, sqlite):
    laid = load_bank(places.content(), (places.overlay("northvale"),))

    found = replay(stops.state, BANK, laid, TODAY)

    assert [each.address for each in found.appear] == ["force_command", "force_promises"]
    assert [each.address for each in found.missing] == ["force_command", "force_promises"]
    back = replay(stops.state, laid, BANK, TODAY)
    assert [each.address for each in back.go] == ["force_command", "force_promises"]
    assert back.missing == ()


def test_findings_that_come_and_go_are_told(stops, other):
    stops.answer("problem_statement", "To be confirmed.")
    quiet = other("findings.yml", "findings:", "findings: []\nx:")
    text = (quiet / "findings.yml").read_text("utf-8")
    (quiet / "findings.yml").write_text(text.split("x:")[0], "utf-8")

    gone = under(stops, quiet)

    assert "problem_statement" in [each.address for each in gone.findings_gone]
    assert gone.findings_new == ()
    back = replay(stops.state, load_bank(quiet), BANK, TODAY)
    assert back.findings_new == gone.findings_gone


def test_an_answer_that_is_read_in_another_place_still_fits(sqlite):
    old = archive.find("2026.11")
    begun = Session.begin(open_store(sqlite), "Stops", Person("ana"), old)
    row = begun.add_row("harms")
    begun.answer(f"harms/{row}/likelihood", "possible")
    begun.answer(f"harms/{row}/severity", "severe")

    assert replay(begun.state, old, BANK, TODAY).unfit == ()

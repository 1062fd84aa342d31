from pathlib import Path

import pytest

from answerable.bank.load import load_bank
from answerable.bank.model import AUDIENCES, Reason
from answerable.errors import ReportError
from answerable.reports.audience import check_audience, disclose, disclose_reasons, may_read

BANK = load_bank(Path(__file__).parents[1] / "data" / "reports" / "content")
ANSWERS = {
    "project_title": "A title",
    "owner": {"role": "Head", "name": "A. Reed"},
    "marking": "official",
    "secret": "Canary",
    "datasets": [
        {
            "id": "r-0000",
            "values": {"title": "Stops", "owner": {"role": "Keeper", "name": "B. Fox"}},
        }
    ],
}


@pytest.mark.parametrize(
    ("audience", "kept"),
    [
        ("team", {"project_title", "owner", "marking", "secret", "datasets"}),
        ("panel", {"project_title", "owner", "secret", "datasets"}),
        ("public", {"project_title", "owner", "datasets"}),
    ],
)
def test_each_audience_gets_what_was_written_for_it_or_wider(audience, kept):
    assert set(disclose(BANK, ANSWERS, audience).answers) == kept


def test_wider_audiences_never_get_more():
    for written_for in AUDIENCES:
        readers = [audience for audience in AUDIENCES if may_read(written_for, audience)]
        assert readers == list(AUDIENCES[: AUDIENCES.index(written_for) + 1])


def test_what_is_withheld_is_named_by_its_question_and_never_quoted():
    disclosure = disclose(BANK, ANSWERS, "public")
    assert [(item.concept, item.title) for item in disclosure.withheld] == [
        ("marking", "How is it marked?"),
        ("secret", "What must stay inside?"),
    ]
    assert "Canary" not in repr(disclosure)


def test_the_public_reads_roles_and_not_names():
    public, panel = (disclose(BANK, ANSWERS, audience) for audience in ("public", "panel"))
    assert public.names_withheld
    assert "A. Reed" not in repr(public)
    assert "B. Fox" not in repr(public)
    assert public.answers["owner"] == {"role": "Head"}
    assert public.answers["datasets"][0]["values"]["owner"] == {"role": "Keeper"}
    assert not panel.names_withheld
    assert panel.answers["owner"] == ANSWERS["owner"]


def test_a_reason_that_rests_on_a_withheld_answer_is_withheld():
    rests = {"all": [{"is": ["project_title", "x"]}, {"not": {"is": ["secret", "x"]}}]}
    open_reason = Reason("a", "Open.", {"is": ["project_title", "x"]})
    reasons = (open_reason, Reason("b", "Closed.", rests))
    assert disclose_reasons(BANK, reasons, "public") == (open_reason,)
    assert disclose_reasons(BANK, reasons, "panel") == reasons


def test_an_unknown_audience_is_refused_by_name():
    with pytest.raises(ReportError, match="everybody"):
        check_audience("everybody", "a-1")

"""A walk can fail: a fault planted for each promise is found, by the check that is meant for it."""

import pytest
from hypothesis import Phase

pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
HERE = {
    "acknowledged_before_it_is_durable": "",
    "drafts_are_not_kept": "",
    "drafts_of_one_page_go_over_those_of_another": "",
    "what_is_sent_again_is_written_again": "",
    "a_batch_is_written_in_two_steps": "",
    "lists_are_not_carried_on": "",
    "members_are_not_carried_on": "",
    "the_seal_stays_where_it_was": "",
    "decisions_are_not_signed": "",
    "erased_words_stay": "",
    "erased_words_stay_between_the_rows": "",
    "a_file_goes_while_another_record_holds_it": "",
    "holds_are_not_obeyed": "",
    "a_damaged_record_is_taken_in": "",
}
SERVED = {
    "access_is_not_checked": "",
    "everybody_finds_everything": "",
    "readings_are_not_noted": "",
    "a_role_that_ended_goes_on": "",
}
FAULTS = [("sqlite", name, HERE[name]) for name in HERE]
FAULTS += [("sqlite served", name, SERVED[name]) for name in SERVED]


@pytest.mark.parametrize(("where", "fault", "found_by"), FAULTS)
def test_a_planted_fault_is_found(walk, faults, monkeypatch, where, fault, found_by):
    faults.plant(fault, monkeypatch.setattr)
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is, see below
        for seed in range(8):
            walk(where, runs=10, steps=30, seed=seed, fault=fault, phases=[Phase.generate])
    names = [entry.name for entry in caught.traceback]
    print("FOUND", where, fault, names[-3:], repr(caught.value)[:150])
    assert found_by in names

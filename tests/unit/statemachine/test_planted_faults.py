"""A walk can fail: a fault planted for each promise is found, by the check that is meant for it."""

import pytest
from hypothesis import Phase

# httpcore leaves the socket to the garbage collector when nobody listens at a socket file
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
HERE, SERVED = "sqlite", "sqlite served"
SOON_FOUND = [
    (HERE, "acknowledged_before_it_is_durable", "audit_record"),
    (HERE, "drafts_are_not_kept", "audit_drafts"),
    (HERE, "what_is_sent_again_is_written_again", "take"),
    (HERE, "lists_are_not_carried_on", "audit"),
    (HERE, "members_are_not_carried_on", "audit"),
    (HERE, "the_seal_stays_where_it_was", "audit"),
    (HERE, "erased_words_stay", "audit_record"),
    (SERVED, "access_is_not_checked", "attempt"),
    (SERVED, "everybody_finds_everything", "looks"),
]
LATER_FOUND = [
    (HERE, "drafts_of_one_page_go_over_those_of_another", "audit_drafts"),
    (HERE, "a_batch_is_written_in_two_steps", "run_state_machine"),
    (HERE, "decisions_are_not_signed", "prove"),
    (HERE, "erased_words_stay_between_the_rows", "nothing_erased_is_left"),
    (HERE, "a_file_goes_while_another_record_holds_it", "audit"),
    (HERE, "holds_are_not_obeyed", "dispose"),
    (HERE, "a_damaged_record_is_taken_in", "bring_in"),
    (SERVED, "readings_are_not_noted", "audit_lists"),
    (SERVED, "a_role_that_ended_goes_on", "go"),
]
LONG = pytest.mark.long


@pytest.mark.parametrize(
    ("where", "fault", "found_by"),
    [*SOON_FOUND, *(pytest.param(*each, marks=LONG) for each in LATER_FOUND)],
)
def test_a_planted_fault_is_found(walk, faults, monkeypatch, where, fault, found_by):
    faults.plant(fault, monkeypatch.setattr)

    def walk_until_found():
        for seed in range(20):
            walk(where, runs=10, steps=30, seed=seed, fault=fault, phases=[Phase.generate])

    with pytest.raises(Exception) as caught:  # noqa: PT011 - its place says what found it
        walk_until_found()

    assert found_by in [entry.name for entry in caught.traceback]

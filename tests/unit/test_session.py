"""A person at work: what is accepted, what is refused, and what two people do to each other."""

import pytest

from answerable.errors import AnswerConflict, AnswerRefused, AssessmentNotFound
from answerable.record import Session

LONG = "x" * 201


def patch(session, seq, *changes, client="page"):
    return session.apply(client, seq, list(changes)).results


def answer(address, value, based_on=0):
    return {"do": "answer", "address": address, "value": value, "based_on": based_on}


def draft(address, value, based_on=0):
    return {"do": "draft", "address": address, "value": value, "based_on": based_on}


def test_a_new_assessment_knows_its_title_and_bank(session, bank):
    created = session.events()[0]

    assert session.title == "Stop and search"
    assert session.assessment.startswith("stop-and-search-")
    assert created.payload["bank"] == bank.pin


def test_an_answer_is_in_the_record_and_in_a_fresh_session(session, store, author, bank):
    session.answer("stage", "new")

    again = Session.open(store, session.assessment, author, bank)

    assert again.answers["stage"] == "new"
    assert again.events()[-1].kind == "answered"


def test_a_register_keeps_its_rows_in_order_and_a_removed_row_keeps_its_words(session):
    first, second = session.add_row("datasets"), session.add_row("datasets")
    session.answer(f"datasets/{first}/title", "Stops")
    patch(session, 1, {"do": "add_row", "address": "datasets/r-between1", "after": first})

    assert [row["id"] for row in session.answers["datasets"]] == [first, "r-between1", second]

    session.remove_row("datasets", first)

    assert [row["id"] for row in session.answers["datasets"]] == ["r-between1", second]
    assert session.state.held[f"datasets/{first}/title"].value == "Stops"


@pytest.mark.parametrize(
    ("address", "value", "key"),
    [
        ("stage", "old", "not_an_option"),
        ("stage", ["new"], "not_an_option"),
        ("groups_affected", ["victims", "victims"], "not_an_option"),
        ("groups_affected", "victims", "not_an_option"),
        ("screen_personal", {"choice": "maybe"}, "not_an_option"),
        ("screen_personal", {"choice": "yes", "more": 1}, "not_an_option"),
        ("screen_personal", "yes", "not_an_option"),
        ("project_title", 5, "not_text"),
        ("project_title", "\ud800", "not_text"),
        ("project_title", "x" * 41, "too_long"),
        ("detail", LONG, "too_long"),
        ("owner", {"role": "x" * 41}, "too_long"),
        ("owner", {"rank": "x"}, "not_text"),
        ("people_count", True, "not_a_number"),
        ("people_count", float("nan"), "not_a_number"),
        ("people_count", "5", "not_a_number"),
        ("start", "2026-02-30", "not_a_date"),
        ("start", "22 November", "not_a_date"),
        ("main_source", ["r-nothere1"], "not_a_row"),
        ("main_source", "r-nothere1", "not_a_row"),
        ("datasets", [], "not_a_place"),
        ("datasets/r-nothere1/title", "x", "not_a_place"),
        ("nothing", "x", "not_a_place"),
        ("stage/r-nothere1/x", "x", "not_a_place"),
    ],
)
def test_what_can_never_be_an_answer_is_refused_with_a_sentence(session, address, value, key):
    before = session.head

    (result,) = patch(session, 1, answer(address, value))

    assert result["problem"]["key"] == key
    assert len(result["problem"]["sentence"]) > 10
    assert session.head == before


def test_a_refused_answer_raises_for_python_users(session):
    with pytest.raises(AnswerRefused, match="stage"):
        session.answer("stage", "old")


def test_an_incomplete_answer_is_kept_and_missing(session):
    session.answer("screen_personal", {"choice": "yes", "why": ""})
    row = session.add_row("datasets")
    session.answer(f"datasets/{row}/personal", {"choice": "yes", "why": ""})
    session.answer("screen_scale", {"choice": "no", "why": ""})

    problems = {m.address: m.problem for m in session.path.missing}

    assert session.path.routing.id == "light"
    assert problems[f"datasets/{row}/personal"] == "why_needed"
    assert problems[f"datasets/{row}/kept"] == "required"
    assert f"datasets/{row}/notes" not in problems


def test_null_takes_an_answer_back(session):
    session.answer("stage", "new")
    session.answer("stage", None)

    assert "stage" not in session.answers


def test_an_answer_that_changes_nothing_adds_no_event(session):
    session.answer("stage", "new")
    before = session.head

    session.answer("stage", "new")

    assert session.head == before


def test_the_same_patch_sent_twice_is_written_once(session):
    changes = [{"do": "add_row", "address": "datasets/r-aaaa1111"}, draft("detail", "so far")]

    first = session.apply("page", 1, changes)
    session.answer("stage", "new")
    second = session.apply("page", 1, changes)

    assert second == first
    assert len([e for e in session.events() if e.kind == "row_added"]) == 1


def test_a_draft_is_durable_private_and_no_event(session, second):
    before = session.head
    patch(session, 1, draft("detail", "half a thought"))

    assert session.head == before
    assert [(d.address, d.value) for d in session.drafts] == [("detail", "half a thought")]
    assert second.drafts == ()


def test_a_draft_becomes_an_answer_and_is_gone(session):
    patch(session, 1, draft("detail", "a thought"))
    patch(session, 2, answer("detail", "a thought"))

    assert session.drafts == ()
    assert session.answers["detail"] == "a thought"


def test_a_draft_takes_text_that_is_too_long_for_an_answer(session):
    (kept,) = patch(session, 1, draft("detail", LONG))
    (refused,) = patch(session, 2, answer("detail", LONG))

    assert kept["problem"] is None
    assert refused["problem"]["key"] == "too_long"
    assert session.drafts[0].value == LONG


def test_a_draft_beyond_all_measure_is_refused_in_words(session):
    (result,) = patch(session, 1, draft("detail", "x" * 10_001))

    assert result["problem"]["key"] == "too_long"


def test_old_words_sent_again_never_replace_later_ones(session):
    patch(session, 2, draft("detail", "later"))
    patch(session, 1, draft("detail", "earlier"))

    assert session.drafts[0].value == "later"


def test_an_old_answer_sent_again_never_replaces_a_later_one(session):
    patch(session, 2, answer("detail", "later"))
    (result,) = patch(session, 1, answer("detail", "earlier"))

    assert session.answers["detail"] == "later"
    assert result["conflict"] is None
    assert result["seq"] == session.head.seq


def test_old_words_sent_again_never_come_back_after_the_answer(session):
    patch(session, 2, answer("detail", "final"))
    patch(session, 1, draft("detail", "earlier"))

    assert session.drafts == ()
    assert session.answers["detail"] == "final"


def test_two_people_never_overwrite_each_other_in_silence(session, second):
    session.answer("detail", "Ana's words")

    (result,) = patch(second, 1, answer("detail", "Ben's words", based_on=0), client="ben")

    assert result["conflict"]["theirs"] == "Ana's words"
    assert result["conflict"]["by"] == "ana"
    assert second.answers["detail"] == "Ana's words"
    with pytest.raises(AnswerConflict) as told:
        second.answer("detail", "Ben's words", based_on=0)
    assert (told.value.yours, told.value.theirs) == ("Ben's words", "Ana's words")


def test_a_conflict_is_settled_by_answering_on_top_of_theirs(session, second):
    session.answer("detail", "Ana's words")
    (result,) = patch(second, 1, answer("detail", "Ben's"), client="ben")

    patch(second, 2, answer("detail", "Both", based_on=result["conflict"]["seq"]), client="ben")

    assert second.answers["detail"] == "Both"


def test_one_person_typing_faster_than_the_answers_come_back_is_no_conflict(session):
    patch(session, 1, answer("detail", "one"))
    (result,) = patch(session, 2, answer("detail", "one two"))

    assert result["conflict"] is None
    assert session.answers["detail"] == "one two"


def test_one_bad_change_does_not_hold_up_the_others(session):
    results = patch(session, 1, answer("stage", "old"), answer("detail", "good"))

    assert [bool(r["problem"]) for r in results] == [True, False]
    assert session.answers["detail"] == "good"


def test_there_is_an_end_to_the_rows(session):
    for _ in range(5):
        session.add_row("datasets")

    (result,) = patch(session, 1, {"do": "add_row", "address": "datasets/r-toomany1"})

    assert result["problem"]["key"] == "too_many_rows"


def test_hidden_answers_are_kept_but_do_not_count(session):
    session.answer("screen_personal", {"choice": "yes", "why": ""})
    row = session.add_row("datasets")
    session.answer(f"datasets/{row}/title", "Stops")
    session.answer("main_source", [row])

    session.answer("screen_personal", {"choice": "no", "why": ""})

    assert "datasets" in session.answers
    assert "datasets" not in session.visible_answers
    assert "main_source" not in session.visible_answers


def test_the_list_shows_the_title_as_last_answered(session, store):
    session.answer("project_title", "A better name")

    assert [line.title for line in store.list()] == ["A better name"]


def test_an_unknown_assessment_is_named(store, author, bank):
    with pytest.raises(AssessmentNotFound, match="nothing-here"):
        Session.open(store, "nothing-here", author, bank)


def test_the_browser_key_differs_by_person_and_stays_the_same(session, second, store, author, bank):
    again = Session.open(store, session.assessment, author, bank)

    assert again.keep_key() == session.keep_key()
    assert second.keep_key() != session.keep_key()

"""Nothing that was called saved is lost when two people meet, or when a page says odd things."""

import pytest

from answerable.errors import AnswerRefused
from answerable.record import Actor, Session
from answerable.record.events import NewEvent
from answerable.record.store import Batch, Stamp


def change(do, address, value, based_on=0):
    return {"do": do, "address": address, "value": value, "based_on": based_on}


def test_words_that_meet_somebody_elses_stay_as_a_draft_until_their_writer_chooses(session, second):
    second.apply("ben", 1, [change("draft", "detail", "Ben's saved words")])
    session.answer("detail", "Ana's words")

    (result,) = second.apply("ben", 2, [change("answer", "detail", "Ben's last words")]).results

    assert result["conflict"]["theirs"] == "Ana's words"
    assert [(d.address, d.value) for d in second.drafts] == [("detail", "Ben's last words")]

    second.apply("ben", 3, [change("answer", "detail", "Both", result["conflict"]["seq"])])

    assert second.drafts == ()


def test_the_same_answer_at_the_same_moment_is_no_conflict_and_leaves_no_draft(session, store):
    session.answer("detail", "The same")
    same = NewEvent("answered", "detail", {"value": "The same"}, based_on=0)

    written = store.write(
        session.assessment, Batch(Stamp("ben", 1), Actor("ben", "author"), [same])
    )

    assert written.conflicts == (None,)
    assert written.seqs == (session.head.seq,)
    assert store.drafts(session.assessment, "ben") == ()


def test_the_list_never_shows_a_title_that_met_somebody_elses(session, second, store):
    session.answer("project_title", "Ana's title")

    second.apply("ben", 1, [change("answer", "project_title", "Ben's title")])

    assert [line.title for line in store.list()] == ["Ana's title"]


@pytest.mark.parametrize("title", ["", "  ", "x" * 41, "\udcff"])
def test_an_assessment_is_not_begun_with_what_can_never_be_its_title(store, author, bank, title):
    with pytest.raises(AnswerRefused, match="project_title"):
        Session.begin(store, title, author, bank)
    assert store.list() == ()


@pytest.mark.parametrize("number", [10**400, -(10**400), 2**53 + 1, 1e300, float("inf")])
def test_a_number_that_a_browser_would_show_as_another_is_refused(session, number):
    with pytest.raises(AnswerRefused, match="Write a number"):
        session.answer("people_count", number)


@pytest.mark.parametrize("based_on", [10**30, -(10**30), 2**31, True, 1.5, "1", None])
def test_an_odd_base_does_not_keep_words_from_being_saved(session, based_on):
    (result,) = session.apply("page", 1, [change("draft", "detail", "kept", based_on)]).results

    assert result["problem"] is None
    assert session.drafts[0].value == "kept"


def nested(depth):
    value = "x"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("value", [float("nan"), {"why": float("inf")}, ["\ud800"], nested(10_000)])
def test_a_draft_that_no_page_could_show_again_is_refused_in_words(session, value):
    (result,) = session.apply("page", 1, [change("draft", "detail", value)]).results

    assert result["problem"]["key"] == "not_text"
    assert session.drafts == ()


@pytest.mark.parametrize("value", [nested(10_000), [10**5000], [{}]])
@pytest.mark.parametrize("address", ["groups_affected", "main_source", "detail"])
def test_an_answer_of_any_shape_is_refused_in_words(session, address, value):
    (result,) = session.apply("page", 1, [change("answer", address, value)]).results

    assert result["problem"]["sentence"]


def test_a_register_as_a_whole_takes_no_draft(session):
    row = session.add_row("datasets")

    for number, address in enumerate(("datasets", f"datasets/{row}"), 1):
        (result,) = session.apply("page", number, [change("draft", address, "x")]).results
        assert result["problem"]["key"] == "not_a_place"


def test_what_hidden_columns_hold_is_kept_but_does_not_count(session):
    session.answer("screen_personal", {"choice": "yes", "why": "Names"})
    row = session.add_row("datasets")
    session.answer(f"datasets/{row}/personal", {"choice": "yes", "why": "Names"})
    session.answer(f"datasets/{row}/kept", "A hidden canary")

    session.answer(f"datasets/{row}/personal", {"choice": "no", "why": ""})

    assert session.answers["datasets"][0]["values"]["kept"] == "A hidden canary"
    assert "kept" not in session.visible_answers["datasets"][0]["values"]


ODD_TEXTS = {
    "markup": "<b onclick=alert(1)>x</b> <script>alert(1)</script> &amp; <!-- {{ x }} ]]>",
    "right to left": "\u202eהאם נעלם\u202c مرحبا \u2067x\u2069",
    "emoji": "👩🏽‍⚕️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿 e\u0301 \ufeff\u2028\u2029",
    "null signs": "a\x00b\x00\x00",
    "steering signs": "\x1b[31mred\x07\x08",
    "many lines": "\n\n x\n" * 20 + "y ",
}


@pytest.mark.parametrize("name", ODD_TEXTS)
def test_text_is_kept_sign_by_sign(session, store, name):
    text = ODD_TEXTS[name]

    session.apply("page", 1, [change("draft", "detail", text)])
    assert session.drafts[0].value == text
    session.apply("page", 2, [change("answer", "detail", text)])

    again = Session.open(store, session.assessment, session.person, session.bank)
    assert again.answers["detail"] == text
    assert again.drafts == ()


def test_a_title_may_hold_a_null_sign_and_lists_leave_it_out(author, bank, store):
    session = Session.begin(store, "Bike\x00 finder", author, bank)

    assert session.title == "Bike\x00 finder"
    assert [line.title for line in store.list()] == ["Bike finder"]

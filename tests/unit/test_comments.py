"""Comments: threads from events, who may say something, and what comes twice."""

import pytest

from answerable.errors import (
    AddressNotFound,
    CommentNotFound,
    CommentRefused,
)
from answerable.record import Actor, Person, Session, open_store
from answerable.record.assessment import Assessment
from answerable.record.comments import Comments, carried_on
from answerable.record.events import NewEvent
from answerable.record.exchange.file import export, read
from answerable.record.exchange.taking import take
from answerable.record.proof.keys import Keyring
from answerable.record.store import Batch, Erasure, Stamp

ANA, BEN = Person("ana", "Ana"), Person("ben", "Ben", "peer_reviewer")
PROBLEM = "detail"


@pytest.fixture
def ana(session):
    """Who began the record, through each face of the store in turn."""
    return session


@pytest.fixture
def ben(second):
    return second


@pytest.fixture
def here(local, bank):
    """Somebody with the database itself, of each kind in turn."""
    return Session.begin(local, "Talk", ANA, bank)


def heard(session):
    """Return what a session has heard, in short."""
    session.refresh()
    return [
        (each.address, each.text, [reply.text for reply in each.replies], each.resolved)
        for each in session.comments()
    ]


def test_a_comment_its_reply_and_that_it_is_resolved_come_to_the_others(ana, ben):
    thread = ben.comment(PROBLEM, "Who counted this?")
    ana.refresh()
    ana.reply(thread, "The control room.")
    ana.resolve(thread)

    assert heard(ben) == [(PROBLEM, "Who counted this?", ["The control room."], True)]
    (told,) = ben.comments(PROBLEM)
    assert (told.by.id, told.by.role) == ("ben", "author")
    assert told.settled.by.id == "ana"
    assert not told.open


def test_a_resolved_comment_is_opened_again_by_hand_and_by_a_reply(ana):
    thread = ana.comment(PROBLEM, "Is this so?")
    ana.resolve(thread)
    ana.reopen(thread)
    assert ana.comments()[0].open

    ana.resolve(thread)
    ana.reply(thread, "No, it is not.")

    assert ana.comments()[0].open


def test_what_is_resolved_is_not_resolved_twice(ana):
    thread = ana.comment(PROBLEM, "Is this so?")
    ana.reopen(thread)
    ana.resolve(thread)
    ana.resolve(thread)

    kinds = [event.kind for event in ana.events()]
    assert kinds.count("comment_resolved") == 1
    assert "comment_reopened" not in kinds


def test_what_is_sent_twice_is_one_comment(ana):
    first = ana.comment(PROBLEM, "Once", mark="c-abcd1234")
    reply = ana.reply(first, "Once too", mark="c-efgh5678")

    again = Session.open(ana.store, ana.assessment, ana.person, ana.bank)
    assert again.comment(PROBLEM, "Once", mark="c-abcd1234") == first
    assert again.reply(first, "Once too", mark="c-efgh5678") == reply
    assert heard(again) == [(PROBLEM, "Once", ["Once too"], False)]


def test_a_kernel_that_has_not_heard_of_it_yet_writes_nothing_twice(ana):
    late = Session.open(ana.store, ana.assessment, ana.person, ana.bank)
    thread = ana.comment(PROBLEM, "Once", mark="c-abcd1234")

    assert late.comment(PROBLEM, "Once", mark="c-abcd1234") == thread
    assert len(late.comments()) == 1


def test_a_remark_that_is_there_twice_is_shown_once_and_other_words_always(here, local):
    twice = [
        NewEvent("commented", PROBLEM, {"id": "c-abcd", "text": text})
        for text in ("One", "One", "Two")
    ]
    local.write(here.assessment, Batch(Stamp("page", 1), Actor("ben", "sro"), twice))

    assert [text for _, text, *_ in heard(here)] == ["One", "Two"]


def test_nobody_takes_the_place_of_a_comment_by_its_mark(ana, ben):
    ana.comment(PROBLEM, "Mine", mark="c-abcd1234")
    ben.comment(PROBLEM, "Not mine", mark="c-abcd1234")

    assert [text for _, text, *_ in heard(ana)] == ["Mine", "Not mine"]


def test_an_analyst_comments_by_code_and_sees_what_others_say(ana, ben):
    project = Assessment(ana)
    thread = project.comment(PROBLEM, "Who counted?")
    ben.refresh()
    ben.reply(thread, "We did")

    assert [reply.text for reply in project.comments(PROBLEM)[0].replies] == ["We did"]
    project.resolve(thread)
    assert heard(ben)[0][-1]
    project.reopen(thread)
    project.reply(thread, "Thank you")
    assert project.comments()[0].open


def test_rows_their_questions_and_the_register_take_comments(ana):
    row = ana.add_row("datasets")
    ana.comment("datasets", "All of them?")
    ana.comment(f"datasets/{row}", "This one?")
    ana.comment(f"datasets/{row}/title", "What is it called?")

    assert [each.text for each in ana.comments("datasets")] == [
        "All of them?", "This one?", "What is it called?",
    ]  # fmt: skip
    assert len(ana.comments(f"datasets/{row}")) == 2


def test_a_comment_outlives_the_row_it_is_about_and_is_still_answered(ana):
    row = ana.add_row("datasets")
    ana.answer(f"datasets/{row}/title", "Stops")
    thread = ana.comment(f"datasets/{row}/title", "Why this one?")
    ana.remove_row("datasets", row)

    ana.reply(thread, "We took it out.")
    ana.comment(f"datasets/{row}", "Why was it taken out?")

    assert [each.text for each in ana.comments("datasets")] == [
        "Why this one?", "Why was it taken out?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["", "nothing", "datasets/r-aaaa", "datasets/r-aaaa/title", "detail/r-aaaa"],
)
def test_there_is_no_comment_on_what_never_was(ana, address):
    with pytest.raises(AddressNotFound):
        ana.comment(address, "Hello")


def test_a_comment_is_kept_sign_by_sign(ana):
    text = "nul\x00l <b>\u202e \U0001f600"
    ana.comment("project_title", text)

    assert [each.text for each in ana.comments("project_title")] == [text]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write something first"),
        (" \n\t", "Write something first"),
        ("half \ud800", "cannot be stored"),
        (5, "cannot be stored"),
        ("x" * 5001, "It has 5001 letters and signs. 5000 is the most"),
    ],
)
def test_words_that_are_no_comment_are_refused_in_a_sentence(ana, text, says):
    with pytest.raises(CommentRefused, match=says):
        ana.comment(PROBLEM, text)
    assert ana.comments() == ()


def test_the_longest_comment_and_any_signs_are_kept_exactly(ana, ben):
    odd = "<b>\u202eמה</b> 👩🏽‍🚒 \u2028 &amp; " + "ab\n" * 1600
    ana.comment(PROBLEM, odd)

    assert heard(ben)[0][1] == odd


def test_nothing_is_said_to_a_thread_that_is_not_there(ana):
    for act in (lambda: ana.reply(99, "Hello"), lambda: ana.resolve(2), lambda: ana.reopen(99)):
        with pytest.raises(CommentNotFound, match="answerable comments"):
            act()


def test_erased_words_show_as_erased_and_the_rest_of_the_thread_stays(here, local, bank):
    thread = here.comment(PROBLEM, "Sam Smith did it")
    reply = here.reply(thread, "Sam did not")
    here.reply(thread, "Let us talk")
    here.resolve(thread)
    local.erase(here.assessment, Erasure((thread, reply), "art17", "Asked"), here.actor)

    shown = [(PROBLEM, None, [None, "Let us talk"], True)]
    assert heard(here) == shown  # the one who had read the words
    assert heard(Session.open(local, here.assessment, BEN, bank)) == shown


def test_what_was_erased_altogether_waits_for_nobody(here, local):
    thread = here.comment(PROBLEM, "Sam Smith did it")
    local.erase(here.assessment, Erasure((thread,), "art17", "Asked"), here.actor)
    here.refresh()

    assert [each.open for each in here.comments()] == [False]


def test_a_fold_in_steps_is_the_fold_of_all(here, local):
    thread = here.comment(PROBLEM, "One")
    here.reply(thread, "Two")
    here.resolve(thread)
    here.comment(PROBLEM, "Three")
    local.erase(here.assessment, Erasure((thread,), "art17", "Asked"), here.actor)
    events = local.events(here.assessment)

    for cut in range(len(events)):
        assert carried_on(carried_on(Comments(), events[:cut]), events[cut:]).threads == (
            carried_on(Comments(), events).threads
        )


def test_an_export_brings_the_comments_to_the_other_kind_of_store(here, local, request, bank):
    thread = here.comment(PROBLEM, "Who counted?")
    here.reply(thread, "We did")
    here.resolve(thread)
    raw = export(local, here.assessment)
    kind = "postgres" if local.place.startswith("sqlite") else "sqlite"
    other = open_store(request.getfixturevalue(kind), bank)
    request.addfinalizer(other.close)
    take(other, read(raw, "file"), Keyring().known())

    assert heard(Session.open(other, here.assessment, BEN, bank)) == heard(here)

"""Who may comment, and what the service takes as a comment."""

import pytest

from answerable.errors import NotAllowed, NotUnderstood
from answerable.record import Person, Session
from answerable.record.events import NewEvent
from answerable.record.store import Batch, Stamp

ANA, BEN = Person("ana", "Ana"), Person("ben", "Ben", "peer_reviewer")
PROBLEM = "detail"


def test_who_may_comment_and_not_write_comments_and_who_may_only_read_does_not(
    service, sqlite, bank
):
    running = service(sqlite, everybody="reader")
    ana = Session.begin(running.store("ana"), "Talk", ANA, bank)
    members = [
        NewEvent("member_changed", "", {"person": person, "role": role})
        for person, role in (("ben", "peer_reviewer"), ("cat", "reader"))
    ]
    ana.store.write(ana.assessment, Batch(Stamp("page", 1), ana.actor, members))
    ben = Session.open(running.store("ben"), ana.assessment, BEN, bank)
    cat = Session.open(running.store("cat"), ana.assessment, Person("cat", "Cat"), bank)

    thread = ben.comment(PROBLEM, "Who counted?")
    ben.reply(thread, "And when?")
    ben.resolve(thread)
    with pytest.raises(NotAllowed):
        ben.answer(PROBLEM, "Not for me to say")
    with pytest.raises(NotAllowed):
        cat.comment(PROBLEM, "Hello")
    with pytest.raises(NotAllowed):
        cat.reopen(thread)

    for one in (ana, cat):
        one.refresh()
        (told,) = one.comments(PROBLEM)
        assert (told.text, told.by.role, told.resolved) == ("Who counted?", "peer_reviewer", True)
        assert [reply.text for reply in told.replies] == ["And when?"]


GOOD = {"id": "c-abcd", "text": "Hello"}


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("commented", {"text": "Hello"}),
        ("commented", {**GOOD, "id": "abcd"}),
        ("commented", {**GOOD, "id": 5}),
        ("commented", {**GOOD, "text": ""}),
        ("commented", {**GOOD, "text": "x" * 5001}),
        ("commented", {**GOOD, "text": ["Hello"]}),
        ("commented", {**GOOD, "to": 2}),
        ("replied", GOOD),
        ("replied", {**GOOD, "to": "2"}),
        ("replied", {**GOOD, "to": True}),
        ("replied", {**GOOD, "to": 0}),
        ("replied", {"to": 2, "text": "Hello"}),
        ("comment_resolved", {}),
        ("comment_resolved", {"to": 2**31}),
        ("comment_reopened", {"to": 2, "text": "Hello"}),
    ],
)
def test_the_service_keeps_nothing_misshapen(service, sqlite, bank, kind, said):
    ana = Session.begin(service(sqlite).store("ana"), "Talk", ANA, bank)
    new = NewEvent(kind, PROBLEM, said)

    with pytest.raises(NotUnderstood):
        ana.store.write(ana.assessment, Batch(Stamp("page", 1), ana.actor, [new]))
    assert len(ana.events()) == 2

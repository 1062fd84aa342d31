"""A save is one question to the store, and is thought over again when others wrote meanwhile."""

import pytest

from answerable.errors import NotAllowed
from answerable.record.events import Actor, NewEvent
from answerable.record.store import Batch, Stamp

NOBODY = Actor("", "")


class Counted:
    """A store that tells what it was asked."""

    def __init__(self, store):
        self._store, self.asked = store, []

    def __getattr__(self, name):
        self.asked.append(name)
        return getattr(self._store, name)


def change(do, address, value=None, based_on=0):
    return {"do": do, "address": address, "value": value, "based_on": based_on}


@pytest.mark.parametrize("do", ["answer", "draft"])
def test_a_save_asks_the_store_once_and_knows_what_it_wrote(session, do):
    session.store = Counted(session.store)

    session.apply("page", 1, [change(do, "detail", "Words")])

    assert session.store.asked == ["write"]
    assert session.events()[-1].seq == session.head.seq
    assert session.answers.get("detail") == ("Words" if do == "answer" else None)


def test_a_save_asks_twice_when_others_wrote_meanwhile(session, second):
    session.answer("detail", "Ana's")
    second.store = Counted(second.store)

    second.apply("ben", 1, [change("answer", "stage", "new")])

    assert second.store.asked == ["write", "write"]
    assert second.answers["detail"] == "Ana's"
    assert second.head.seq == session.head.seq + 1


def test_an_answer_in_a_row_that_is_gone_meanwhile_is_refused(session, second):
    row = session.add_row("datasets")
    second.refresh()
    session.remove_row("datasets", row)

    (result,) = second.apply("ben", 1, [change("answer", f"datasets/{row}/title", "Stops")]).results

    assert result["problem"]["key"] == "not_a_place"
    assert session.refresh() is False


def test_an_answer_that_stood_here_a_moment_ago_is_not_taken_for_unchanged(session, second):
    session.answer("detail", "First")
    second.refresh()
    based_on = second.based["detail"]
    session.answer("detail", "Second")

    (result,) = second.apply("ben", 1, [change("answer", "detail", "First", based_on)]).results

    assert result["conflict"]["theirs"] == "Second"


def test_a_batch_sent_again_brings_what_is_new_and_its_first_outcome(session, store):
    said = NewEvent("answered", "detail", {"value": "Words"}, 0)
    batch = Batch(Stamp("page", 1), session.actor, [said], seen=session.head.seq, anyway=False)
    first = store.write(session.assessment, batch)
    session.answer("stage", "new")

    again = store.write(session.assessment, batch)

    assert (again.head, again.seqs, again.moved) == (first.head, first.seqs, False)
    assert [event.address for event in first.fresh] == ["detail"]
    assert [event.address for event in again.fresh] == ["detail", "stage"]


def test_nothing_is_written_on_what_was_not_seen_unless_anyway(session, store):
    before = session.head
    session.answer("stage", "new")
    said = NewEvent("answered", "detail", {"value": "Words"}, 0)
    batch = Batch(Stamp("page", 1), session.actor, [said], drafts=[("detail", "draft", 0)],
                  seen=before.seq, anyway=False)  # fmt: skip

    written = store.write(session.assessment, batch)

    assert (written.moved, written.seqs, written.head) == (True, (), session.head)
    assert [event.address for event in written.fresh] == ["stage"]
    assert session.refresh() is False
    assert session.drafts == ()


def test_who_reads_a_restricted_record_while_writing_to_it_is_noted(service, sqlite):
    running = service(sqlite, everybody="reader")
    ana = running.store("ana")
    begun = [
        NewEvent("created", "", {"title": "Stop"}),
        NewEvent("restriction_set", "", {"on": True}),
    ]
    named = NewEvent("member_changed", "", {"person": "ben", "role": "contributor"})
    ana.create("stop", [*begun, named], NOBODY)
    said = NewEvent("answered", "detail", {"value": "Words"})

    ben = running.store("ben")
    ben.write("stop", Batch(Stamp("page", 1), NOBODY, [said]))
    assert noted(running) == []

    written = ben.write("stop", Batch(Stamp("page", 2), NOBODY, [said], seen=1))

    assert [event.actor.id for event in written.fresh] == ["ana", "ana", "ben", "ben"]
    assert noted(running) == [("ben", "see")]


def test_who_may_share_a_record_but_not_read_it_gets_nothing_of_it_by_writing(service, sqlite):
    running = service(sqlite, everybody="reader")
    running.store("ana").create("stop", [NewEvent("created", "", {"title": "Stop"})], NOBODY)
    lead = running.store("lea", "ethics_lead")
    named = [NewEvent("member_changed", "", {"person": "ben", "role": "author"})]

    with pytest.raises(NotAllowed):
        lead.write("stop", Batch(Stamp("page", 1), NOBODY, named, seen=1))

    assert lead.write("stop", Batch(Stamp("page", 1), NOBODY, named)).fresh == ()


def noted(running):
    capability = running.pass_for("ana")
    told = running.ask(capability, "GET", "/v1/assessments/stop/readings").json()
    return [(each["person"], each["what"]) for each in told["readings"]]


def test_nobody_starts_reading_from_nothing_by_writing(service, sqlite):
    running = service(sqlite, everybody="author")
    running.store("ana").create("stop", [NewEvent("created", "", {"title": "Stop"})], NOBODY)
    body = {"client": "page", "client_seq": 1, "seen": 0}

    answer = running.ask(running.pass_for("ben"), "POST", "/v1/assessments/stop/batches", json=body)

    assert answer.status_code == 422

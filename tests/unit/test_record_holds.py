"""The chain: whatever is changed, moved, removed or put in is found; erasing is allowed."""

import dataclasses
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.errors import AssessmentExists, NotARecord, RecordBroken, RecordTooNew
from answerable.record import Session, open_store
from answerable.record.exchange.file import export, read
from answerable.record.exchange.taking import take
from answerable.record.fold import answers, fold
from answerable.record.proof.chain import verify
from answerable.record.proof.keys import Keyring


def import_record(store, raw, file):
    taken = take(store, read(raw, file), Keyring().known())
    return taken.assessment, taken.new


@pytest.fixture
def filled(session):
    session.answer("screen_personal", {"choice": "yes", "why": "Names"})
    row = session.add_row("datasets")
    session.answer(f"datasets/{row}/title", "Stops – “2020” <b>")
    session.answer("detail", "One\nTwo")
    return session


def test_a_record_holds(filled):
    assert verify(filled.events()) == filled.head


@pytest.mark.parametrize(
    ("at", "change"),
    [
        (2, {"at": "2020-01-01T00:00:00.000Z"}),
        (2, {"kind": "commented"}),
        (2, {"address": "stage"}),
        (2, {"payload": {"value": "other"}}),
        (2, {"salt": "00" * 16}),
        (2, {"commitment": "0" * 64}),
        (2, {"hash": "0" * 64}),
        (2, {"previous": "0" * 64}),
        (2, {"seq": 9}),
    ],
)
def test_whatever_is_changed_is_found(filled, at, change):
    events = list(filled.events())
    events[at] = dataclasses.replace(events[at], **change)

    with pytest.raises(RecordBroken) as told:
        verify(events)
    assert told.value.facts["seq"] in (at + 1, 9)


def test_an_event_taken_out_or_moved_is_found(filled):
    events = list(filled.events())

    for broken in (events[:1] + events[2:], [events[1], events[0], *events[2:]]):
        with pytest.raises(RecordBroken):
            verify(broken)


def test_what_an_event_says_can_be_erased_and_the_chain_holds(filled):
    events = [dataclasses.replace(e, payload=None, salt=None) if e.seq == 3 else e
              for e in filled.events()]  # fmt: skip

    assert verify(events) == filled.head
    assert fold(events).head == filled.head


def test_two_records_with_the_same_answer_have_different_commitments(store, author, bank):
    one, two = (Session.begin(store, "Same", author, bank) for _ in range(2))

    assert one.events()[1].commitment != two.events()[1].commitment


def test_export_and_import_give_the_same_record_and_the_same_bytes(filled, store, tmp_path, bank):
    raw = export(store, filled.assessment)
    other = open_store(f"sqlite:///{tmp_path}/other.db")

    name, fresh = import_record(other, raw, "x.json")

    assert (name, fresh) == (filled.assessment, True)
    assert export(other, name) == raw
    assert other.list()[0].title == "Stop and search"
    assert answers(fold(other.events(name)), bank) == filled.answers


def test_importing_again_changes_nothing_and_a_different_record_is_refused(filled, store, tmp_path):
    raw = export(store, filled.assessment)
    filled.answer("stage", "new")

    with pytest.raises(AssessmentExists):
        import_record(store, raw, "x.json")
    assert import_record(store, export(store, filled.assessment), "x") == (filled.assessment, False)


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"", NotARecord),
        (b"<html>", NotARecord),
        (b"[]", NotARecord),
        (b'{"kind": "other", "format": 1}', NotARecord),
        (b'{"kind": "answerable-record", "format": "1"}', NotARecord),
        (b'{"kind": "answerable-record", "format": 1}', NotARecord),
        (
            b'{"kind": "answerable-record", "format": 1, "assessment": "a", "events": []}',
            NotARecord,
        ),
        (b'{"kind": "answerable-record", "format": 3}', RecordTooNew),
        (b"[" * 100_000, NotARecord),
        (b"\xff\xfe", NotARecord),
    ],
)
def test_what_is_no_record_is_said_and_nothing_is_imported(raw, error, store):
    with pytest.raises(error):
        import_record(store, raw, "file.json")
    assert store.list() == ()


def test_a_changed_export_is_not_imported(filled, store, tmp_path):
    raw = export(store, filled.assessment).replace(b"One\\nTwo", b"One\\nTen")

    with pytest.raises(RecordBroken):
        import_record(open_store(f"sqlite:///{tmp_path}/other.db"), raw, "file.json")


def test_an_export_that_mixes_assessments_is_refused(filled, store):
    whole = json.loads(export(store, filled.assessment))
    whole["assessment"] = "another"

    with pytest.raises(NotARecord):
        read(json.dumps(whole).encode(), "file.json")


VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40),
    st.none(),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from(["project_title", "detail"]), VALUES),
        st.tuples(st.just("add_row"), st.just("datasets"), st.none()),
        st.tuples(st.just("remove_row"), st.just("datasets"), st.integers(0, 4)),
        st.tuples(st.just("title"), st.integers(0, 4), VALUES),
    ),
    max_size=12,
)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_any_history_folds_the_same_in_one_go_in_steps_and_after_a_round_trip(
    steps, store, author, bank, tmp_path_factory
):
    session = Session.begin(store, "Any", author, bank)
    for do, where, what in steps:
        rows = session.state.rows.get("datasets", ())
        if do == "answer":
            session.answer(where, what)
        elif do == "add_row" and len(rows) < 5:
            session.add_row("datasets")
        elif do == "remove_row" and rows:
            session.remove_row("datasets", rows[what % len(rows)])
        elif do == "title" and rows:
            session.answer(f"datasets/{rows[where % len(rows)]}/title", what)

    whole = fold(session.events())
    raw = export(store, session.assessment)
    other = open_store(f"sqlite:///{tmp_path_factory.mktemp('other')}/o.db")
    import_record(other, raw, "x")

    assert whole == session.state
    assert verify(session.events()) == session.head
    assert export(other, session.assessment) == raw

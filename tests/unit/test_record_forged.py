"""A record that somebody made or edited by hand: it is refused in words, or it can be read."""

import dataclasses
import json

import pytest

from answerable.bank.load import load_bank
from answerable.cli import listing
from answerable.errors import NotARecord, RecordBroken
from answerable.record import Actor, Event, Person, Session, open_store
from answerable.record.events import START, commitment, head_of, header_hash
from answerable.record.exchange.file import KIND, export, read
from answerable.record.exchange.taking import take
from answerable.record.proof.chain import verify
from answerable.reports import Report
from answerable.reports.material import gather

BANK = load_bank()
SALT = "ab" * 16
CREATED = ("created", "", {"title": "Forged", "example": False})
ROW = ("row_added", "datasets/r-aaaa", {})
WRONG_KIND = ("words", 5, 1.5, True, [], [5], {}, {"choice": 5}, {"role": 5}, [["x"]])


def forge(*said, **more):
    """Return the events of a record in which every hash is right, whatever it says."""
    events, head = [], START
    for kind, address, payload in said:
        header = {
            "assessment": "forged-1", "seq": head.seq + 1, "at": "2026-01-01T00:00:00.000Z",
            "actor": Actor("x", "author"), "kind": kind, "address": address, "hash": "",
            "commitment": commitment(SALT, payload), "previous": head.hash,
        }  # fmt: skip
        bare = Event(**{**header, **more}, payload=payload, salt=SALT)
        events.append(dataclasses.replace(bare, hash=header_hash(bare)))
        head = head_of(events[-1])
    return events


def as_file(events, **more):
    told = [{**vars(event), "actor": vars(event.actor)} for event in events]
    whole = {"kind": KIND, "format": 1, "assessment": events[0].assessment, "events": told}
    return json.dumps({**whole, **more}).encode()


@pytest.fixture
def store_for(sqlite):
    store = open_store(sqlite, BANK)
    yield lambda _: store
    store.close()


def import_record(store, raw, file):
    taken = take(store, read(raw, file), {}, unsealed=True)
    return taken.assessment, taken.new


def answered(address, value):
    return ("answered", address, {"value": value})


@pytest.mark.parametrize(
    "events",
    [
        forge(CREATED, ("row_added", "datasets", {})),
        forge(CREATED, ("row_added", "datasets/r-aaaa/title", {})),
        forge(CREATED, ("row_removed", "", {})),
        forge(CREATED, ("row_moved", "datasets", {"after": None})),
        forge(CREATED, assessment="forged-1\n"),
        forge(CREATED, at="2026-99-99T99:99:99.999Z"),
        forge(CREATED, at="٢٠٢٦-01-01T00:00:00.000Z"),
        forge(CREATED, actor=Actor("x" * 201, "author")),
        forge(CREATED, seq=1.0),
        forge(CREATED, seq=True),
    ],
)
def test_events_that_no_program_of_ours_writes_are_not_imported(store, events):
    with pytest.raises(NotARecord):
        import_record(store, as_file(events), "file.json")
    assert store.list() == ()


@pytest.mark.parametrize("found", [0, -1, True, 1.0])
def test_a_format_that_never_was_is_said(store, found):
    with pytest.raises(NotARecord, match="which format"):
        import_record(store, as_file(forge(CREATED), format=found), "file.json")


@pytest.mark.parametrize("value", [b"NaN", b"1e999", rb'"\ud800"'])
def test_what_cannot_be_stored_is_not_imported(store, value):
    raw = as_file(forge(CREATED)).replace(b'"Forged"', value)
    with pytest.raises(NotARecord, match="cannot be stored"):
        import_record(store, raw, "file.json")


def test_a_file_that_says_a_thing_twice_is_refused(store):
    raw = as_file(forge(CREATED)).replace(b'"title"', b'"title": "What people see", "title"')
    with pytest.raises(NotARecord, match="'title' twice"):
        import_record(store, raw, "file.json")


@pytest.mark.parametrize(
    "change", [{"payload": {"value": "forged"}, "salt": None}, {"payload": None}]
)
def test_words_without_their_salt_prove_nothing(store, change):
    first, second = forge(CREATED, answered("project_title", "true"))
    events = [first, dataclasses.replace(second, **change)]
    with pytest.raises(RecordBroken, match="event 2"):
        verify(events)


@pytest.mark.parametrize(
    "said", [{}, {"title": 5}, {"title": None}, {"title": [1]}, {"title": "x", "example": "yes"}]
)
def test_a_beginning_without_a_proper_title_can_be_read(store, said):
    name, _ = import_record(store, as_file(forge(("created", "", said))), "file.json")
    assert Session.open(store, name, Person("ana"), BANK).example is False
    assert isinstance(store.list()[0].title, str)


def addresses():
    kinds = {concept.answer.kind: concept.id for concept in BANK.concepts.values()}
    kinds["screening"] = BANK.screening.questions[0]
    columns = {c.answer.kind: c.id for c in BANK.concepts["datasets"].answer.columns}
    return [*kinds.values(), *(f"datasets/r-aaaa/{column}" for column in columns.values())]


@pytest.mark.parametrize("address", addresses())
def test_an_answer_of_the_wrong_kind_is_kept_and_everything_else_can_be_read(
    store, address, capsys
):
    events = forge(CREATED, ROW, *(answered(address, value) for value in WRONG_KIND))
    for last in range(3, len(events) + 1):
        name = f"forged-{last}"
        said = [(event.kind, event.address, event.payload) for event in events[:last]]
        import_record(store, as_file(forge(*said, assessment=name)), "file.json")
        session = Session.open(store, name, Person("ana"), BANK)
        listing.print_standing(session)
        for audience in ("team", "public"):
            Report(gather(session, audience)).details()
            Report(gather(session, audience)).summary()
            Report(gather(session, audience)).canvas()
    assert json.loads(export(store, name))["events"][-1]["payload"]["value"] == WRONG_KIND[-1]
    assert "Forged" in capsys.readouterr().out


def test_an_option_that_the_bank_no_longer_has_is_still_an_answer(store):
    events = forge(CREATED, answered("marking", "old_option"))
    name, _ = import_record(store, as_file(events), "file.json")
    assert Session.open(store, name, Person("ana"), BANK).answers["marking"] == "old_option"

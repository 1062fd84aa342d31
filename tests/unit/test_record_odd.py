"""What is odd, long or deep in a record: kept and told the same everywhere, or refused in words."""

import threading

import pytest

from answerable.errors import AssessmentExists, NotAllowed, NotARecord, NotUnderstood
from answerable.record import open_store
from answerable.record.database import upkeep
from answerable.record.events import DEEPEST, Actor, NewEvent
from answerable.record.exchange.file import export, read
from answerable.record.exchange.taking import take
from answerable.record.proof.keys import Keyring
from answerable.record.store import Batch, Stamp

ANA = Actor("ana", "author")


def deep(levels):
    value = "deep"
    for _ in range(levels):
        value = [value]
    return value


ODD = [
    ("answered", "project_title", {"value": "Stop\x00 and search"}),
    ("answered", "project_title", {"value": "x" * 20_000}),
    ("answered", "project_title", {"value": {"not": "a title"}}),
    ("answered", "marking", {"value": "x" * 300}),
    ("answered", "marking", {"value": ["official"]}),
    ("member_changed", "", {"person": "x" * 300, "role": "author"}),
    ("member_changed", "", {"person": "b\x00en", "role": "reader"}),
    ("member_changed", "", {"person": "ben", "role": "x" * 300}),
    ("member_changed", "", {"person": "ben", "role": "reader", "until": "x" * 300}),
    ("member_changed", "", {"person": 5, "role": ["reader"], "until": 5}),
    ("access_broken", "", {"until": "x" * 300}),
    ("access_broken", "", {"until": 5}),
    ("hold_set", "", {"hold": ["a"], "reason": None}),
    ("restriction_set", "", {"on": "yes"}),
    ("commented", "", {"text": "\u202e e\u0301 \x00 \u2028"}),
    ("commented", "", {"number": 10**400}),
]


def test_odd_events_are_kept_listed_and_carried_to_the_other_engine(local, request, bank):
    local.create("odd", [NewEvent("created", "", {"title": "Odd"})], ANA)
    for number, odd in enumerate(ODD):
        local.write("odd", Batch(Stamp("page", number), ANA, [NewEvent(*odd)]))
        assert list(upkeep.check(local)) == [], odd
    raw = export(local, "odd")
    other = "postgres" if local.place.startswith("sqlite") else "sqlite"
    store = open_store(request.getfixturevalue(other), bank)
    request.addfinalizer(store.close)

    assert take(store, read(raw, "file"), Keyring().known()).new

    assert export(store, "odd") == raw
    assert [event.payload for event in store.events("odd")[1:]] == [payload for *_, payload in ODD]
    assert list(upkeep.check(store)) == []
    assert local.line("odd") == store.line("odd")
    assert local.look("odd", "ben")[1] is None


def test_what_nobody_can_understand_of_a_membership_gives_none(local):
    local.create("odd", [NewEvent("created", "", {"title": "Odd"})], ANA)
    said = [
        {"person": "ben", "role": "reader"},
        {"person": "ben", "role": "reader", "until": 5},
        {"person": "cat", "role": "reader", "until": "for ever"},
    ]
    events = [NewEvent("member_changed", "", each) for each in said]
    local.write("odd", Batch(Stamp("page", 1), ANA, events))

    assert local.look("odd", "ben")[1] is None
    assert local.look("odd", "cat")[1] is None


@pytest.fixture
def running(service, database):
    """A service with a record of Ana's."""
    running = service(database)
    told = [NewEvent("created", "", {"title": "Stop"})]
    running.store("ana").create("stop", told, ANA)
    return running


def test_the_service_refuses_what_is_odd_in_words(running):
    store = running.store("ana")
    refused = [
        *ODD[5:14],
        ("answered", "x" * 300, {"value": 1}),
        ("answered", "detail\x00", {"value": 1}),
        ("answered", "detail", {"value": deep(DEEPEST)}),
        ("commented", "", {"text": deep(400)}),
    ]
    for number, odd in enumerate(refused):
        batch = Batch(Stamp("page", number), ANA, [NewEvent(*odd)])
        with pytest.raises((NotUnderstood, NotAllowed)):
            store.write("stop", batch)

    assert len(store.events("stop")) == 1


DRAFTS = [
    '{"address": "detail", "value": NaN, "based_on": 0}',
    '{"address": "detail", "value": 1e999, "based_on": 0}',
    '{"address": "detail", "value": "\\ud800", "based_on": 0}',
    '{"address": "detail", "value": %s, "based_on": 0}' % ("[" * 400 + "]" * 400),
    '{"address": "de\\u0000tail", "value": "", "based_on": 0}',
    '{"address": "detail", "value": "", "based_on": -1}',
    '{"address": "detail", "value": "", "based_on": 99999999999}',
    '{"address": "detail", "value": ""}',
]


def test_a_draft_that_could_never_be_told_again_is_refused(running):
    capability = running.pass_for("ana")
    path = "/v1/assessments/stop"
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {capability}"}
    for draft in DRAFTS:
        whole = f'{{"client": "page", "client_seq": 1, "drafts": [{draft}]}}'
        answer = running.http.post(f"{path}/batches", content=whole, headers=headers)
        assert answer.status_code == 422, draft

    assert running.ask(capability, "GET", f"{path}/drafts").json() == {"drafts": []}


def test_words_of_every_kind_are_told_again_as_they_were_typed(running):
    store = running.store("ana")
    value = "\x00 \u202e e\u0301 \u2028 </script> 𝔘 " + "x" * 30_000
    store.write("stop", Batch(Stamp("page", 1), ANA, drafts=[("detail", value, 0)]))
    told = NewEvent("answered", "detail", {"value": value})
    store.write("stop", Batch(Stamp("page", 2), ANA, [told]))

    assert store.events("stop")[-1].payload == {"value": value}


def test_a_search_for_what_no_text_holds_is_refused_in_words(running):
    capability = running.pass_for("ana")
    for query in ("text", "owner", "member", "state"):
        answer = running.ask(capability, "GET", f"/v1/assessments?{query}=a%00b")
        assert answer.status_code == 422


def test_a_file_that_is_called_nothing_like_a_hash_is_not_there(running):
    capability = running.pass_for("ana")
    for digest in ("x", "%00", "..%2f..%2fetc", "ab" * 32):
        path = f"/v1/assessments/stop/attachments/{digest}"
        assert running.ask(capability, "GET", path).status_code == 404


def test_of_many_who_begin_the_same_record_at_once_one_does(local):
    outcomes, ready = [], threading.Barrier(4)

    def begin(number):
        ready.wait()
        try:
            local.create(f"same-{number}", [NewEvent("created", "", {"title": "Same"})], ANA)
            outcomes.append("begun")
        except AssessmentExists:
            outcomes.append("there")

    for number in range(8):
        threads = [threading.Thread(target=begin, args=[number]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert (outcomes.count("begun"), outcomes.count("there")) == (8, 24)
    assert list(upkeep.check(local)) == []


def test_a_file_is_no_record_where_an_actor_has_letters_that_are_none(local):
    local.create("odd", [NewEvent("created", "", {"title": "Odd"})], ANA)
    raw = export(local, "odd")

    with pytest.raises(NotARecord):
        read(raw.replace(b'"id": "ana"', b'"id": "a\\u0000na"'), "file")
    with pytest.raises(NotARecord):
        read(raw.replace(b'"address": ""', b'"address": "%s"' % (b"x" * 300)), "file")

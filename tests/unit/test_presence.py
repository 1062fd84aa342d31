"""Who has a record open is told to the others who have, for as long as they may see it."""

import queue
import time
from contextlib import ExitStack

import pytest

from answerable.errors import AssessmentNotFound, NotUnderstood
from answerable.record.events import Actor, NewEvent
from answerable.record.presence import Here, Place
from answerable.record.store import Batch, Stamp
from answerable.service import presence

ANA = Actor("ana", "author")
LONG = 20
pytestmark = pytest.mark.usefixtures("looking_often")


@pytest.fixture
def running(service, sqlite):
    running = service(sqlite, everybody="reader")
    ana = running.store("ana")
    ana.create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)
    running.say = lambda seq, kind, **said: ana.write(
        "stop", Batch(Stamp("page", seq), ANA, [NewEvent(kind, "", said)])
    )
    running.say(1, "member_changed", person="ben", role="contributor")
    return running


@pytest.fixture
def opens(running):
    """Let somebody open the record: a store that is listened to, and what it hears of others."""
    with ExitStack() as stack:

        def opened(person):
            store, heard, heads = running.store(person), queue.Queue(), queue.Queue()
            stop = store.watch("stop", 0, heads.put, heard.put)
            stack.callback(stop)
            heads.get(timeout=LONG)  # the stream stands
            return store, heard

        yield opened


def hears(heard, *others):
    """Wait until exactly these others are said to be there."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        told = heard.get(timeout=LONG)
        if [(each.person, each.task, each.at) for each in told] == list(others):
            return told
    raise AssertionError(others)


def test_each_is_told_of_the_other_and_nobody_of_themselves(running, opens):
    ana, ana_hears = opens("ana")
    ben, ben_hears = opens("ben")

    ana.present("stop", Place("page-a", "project"))
    hears(ben_hears, ("ana", "project", ""))
    ben.present("stop", Place("page-b", "data", "detail"))
    hears(ana_hears, ("ben", "data", "detail"))

    assert ana_hears.empty()
    ben.present("stop", Place("page-b", "data"))
    hears(ana_hears, ("ben", "data", ""))


def test_who_was_there_before_is_told_to_whoever_comes(running, opens):
    ana, _ = opens("ana")
    ana.present("stop", Place("page-a", "project"))

    hears(opens("ben")[1], ("ana", "project", ""))


def test_the_same_person_in_another_window_is_somebody_to_tell_of(running, opens):
    one, _ = opens("ana")
    _, other_hears = opens("ana")

    one.present("stop", Place("page-1", "project"))

    hears(other_hears, ("ana", "project", ""))


def test_a_page_that_says_it_goes_is_gone(running, opens):
    ana, _ = opens("ana")
    _, ben_hears = opens("ben")
    ana.present("stop", Place("page-a", "project"))
    hears(ben_hears, ("ana", "project", ""))

    ana.present("stop", Place("page-a", here=False))

    hears(ben_hears)


def test_a_page_that_dies_is_gone_with_its_stream(running, opens):
    _, ben_hears = opens("ben")
    ana, heads = running.store("ana"), queue.Queue()
    stop = ana.watch("stop", 0, heads.put)
    heads.get(timeout=LONG)
    ana.present("stop", Place("page-a", "project"))
    hears(ben_hears, ("ana", "project", ""))

    stop()

    hears(ben_hears)


def test_a_page_that_says_nothing_any_more_is_gone_after_a_while(running, opens, monkeypatch):
    monkeypatch.setattr(presence, "LASTS_SECONDS", 0.3)
    ana, _ = opens("ana")
    _, ben_hears = opens("ben")
    ana.present("stop", Place("page-a", "project"))

    hears(ben_hears, ("ana", "project", ""))
    hears(ben_hears)


def test_whoever_may_not_see_the_record_is_not_seen_and_sees_nobody(running, opens):
    ana, ana_hears = opens("ana")
    heard = queue.Queue()
    out = running.store("out")
    stop = out.watch("stop", 0, heard.put, heard.put)
    with pytest.raises(AssessmentNotFound):
        out.present("stop", Place("page-o", "project"))
    ana.present("stop", Place("page-a", "project"))
    ben, _ = opens("ben")
    ben.present("stop", Place("page-b", "data"))

    hears(ana_hears, ("ben", "data", ""))
    stop()
    assert {heard.get() for _ in range(heard.qsize())} <= {()}


def test_a_record_that_is_shut_to_somebody_tells_them_and_of_them_no_more(running, opens):
    running.say(2, "sharing_set", on=True)
    ana, ana_hears = opens("ana")
    out, out_hears = opens("out")
    out.present("stop", Place("page-o", "project"))
    hears(ana_hears, ("out", "project", ""))

    running.say(3, "restriction_set", on=True)

    hears(ana_hears)
    ana.present("stop", Place("page-a", "secret_task"))
    with pytest.raises(AssessmentNotFound):
        out.present("stop", Place("page-o", "project"))
    ben, _ = opens("ben")
    ben.present("stop", Place("page-b", "data"))
    hears(ana_hears, ("ben", "data", ""))
    assert {out_hears.get() for _ in range(out_hears.qsize())} <= {()}


def test_nothing_of_it_is_in_the_record_or_in_the_store(running, opens, tmp_path):
    ana, _ = opens("ana")
    _, ben_hears = opens("ben")
    before = ana.events("stop")
    ana.present("stop", Place("page-never-kept", "project", "detail"))
    hears(ben_hears, ("ana", "project", "detail"))

    assert ana.events("stop") == before
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"page-never-kept" not in kept


@pytest.mark.parametrize(
    "place",
    [
        Place("", "project"),
        Place("p" * 81),
        Place("page", "<b>"),
        Place("page", "project", "detail/../x"),
        Place("page", "x" * 81),
    ],
)
def test_a_place_that_is_none_is_refused(running, place):
    with pytest.raises(NotUnderstood):
        running.store("ana").present("stop", place)


def test_a_store_that_nobody_shares_has_nobody_to_tell(local):
    local.create("stop", [NewEvent("created", "", {"title": "Stop"})], ANA)
    heard = []
    stop = local.watch("stop", 1, heard.append, heard.append)

    local.present("stop", Place("page", "project"))

    stop()
    assert heard == []


def test_no_page_more_than_the_most_is_remembered(monkeypatch):
    monkeypatch.setattr(presence, "MOST_PAGES", 2)
    there = presence.Presence()
    for number in range(4):
        there.say("stop", f"line-{number}", (f"p{number}", ""), Place("page", "project"))

    assert [each.person for each in there.others("stop", "")] == ["p0", "p1"]
    for number in range(4):
        there.say("stop", f"line-{number}", (f"p{number}", ""), Place("page", here=False))
    assert there.others("stop", "") == ()
    assert there._there == {}


def test_two_pages_at_one_place_are_one():
    there = presence.Presence()
    for page in ("one", "two"):
        there.say("stop", "line", ("ana", "Ana"), Place(page, "project"))

    assert there.others("stop", "other") == (Here("ana", "Ana", "project", ""),)

"""What everybody who opens a record is told first."""

import pytest

from answerable.record.events import NewEvent
from answerable.record.notices import notices
from answerable.record.store import Batch, Stamp


@pytest.fixture
def store_for(local):
    return lambda _: local


def opened(session, **said):
    batch = Batch(Stamp("glass", 1), session.actor, [NewEvent("access_broken", "", said)])
    session.store.write(session.assessment, batch)
    session.refresh()
    return session


def test_an_ordinary_record_has_none(session):
    assert notices(session) == ()


def test_a_broken_glass_is_told_with_name_time_and_reason(session):
    (told,) = notices(opened(session, until="2026-11-24T12:05:00.000Z", reason="Danger to a child"))

    assert told.startswith("Ana Lyst opened this restricted record on ")
    assert "until 24 November 2026, 12:05" in told
    assert told.endswith("gave this reason: Danger to a child")


@pytest.mark.parametrize("until", ["", "soon", "9" * 1000, 5])
def test_an_odd_time_is_no_trouble(session, until):
    (told,) = notices(opened(session, until=until, reason="\x1b[2J\u202ex"))

    assert "\x1b" not in told
    assert len(told) < 400

"""What everybody who opens a record must be told first, in sentences."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from answerable.record.fold import Opened
from answerable.record.session import Session
from answerable.wording import clean, say


def notices(session: Session) -> tuple[str, ...]:
    """Return what to tell of a record: that it is a copy nobody vouches for, who broke the glass."""
    return tuple(clean(sentence) for sentence in _notices(session))


def _notices(session: Session) -> Iterator[str]:
    state = session.state
    if state.copy.get("proved") is False:
        said = {name: str(state.copy.get(name, ""))[:500] for name in ("of", "file", "why")}
        yield say("notices", "unproved_copy", **said)
    names = session.names(opened.by for opened in state.opened) if state.opened else {}
    for opened in state.opened:
        yield _broken(opened, names.get(opened.by, opened.by))


def _broken(opened: Opened, name: str) -> str:
    times = {"at": _moment(opened.at), "until": _moment(opened.until)}
    return say("notices", "glass_broken", by=name, reason=opened.reason[:2000], **times)


def _moment(at: str) -> str:
    """Return an event's time as people write it, still in UTC; what is no time stays as it is."""
    with suppress(ValueError):
        return f"{datetime.fromisoformat(at):%d %B %Y, %H:%M}".lstrip("0")
    return at[:40]

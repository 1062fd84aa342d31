"""What everybody who opens a record must be told first, in sentences."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from answerable.bank.model import Bank
from answerable.bank.overlays import overlay_warnings
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
    yield from bank_notices(session.bank, state.bank)
    names = session.names(opened.by for opened in state.opened) if state.opened else {}
    for opened in state.opened:
        yield _broken(opened, names.get(opened.by, opened.by))


def bank_notices(bank: Bank, pin: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is to be known of the overlays loaded, and whether the record was under others."""
    for overlay in bank.overlays:
        if overlay.status:
            yield say("notices", "overlay_status", title=overlay.title, status=overlay.status)
    yield from overlay_warnings(bank)
    was, now = (_pins(each) for each in (pin, bank.pin))
    if was != now:
        facts = {"pinned": _listed(was, now), "loaded": _listed(now, was)}
        yield say("notices", "other_overlays", **facts)


def _pins(pin: Mapping[str, Any]) -> list[tuple[str, ...]]:
    laid = pin.get("overlays", ())
    told = laid if isinstance(laid, list) else ()
    named = [each if isinstance(each, Mapping) else {} for each in told]
    return [tuple(str(each.get(k, ""))[:100] for k in ("id", "version", "hash")) for each in named]


def _listed(pins: list[tuple[str, ...]], others: list[tuple[str, ...]]) -> str:
    """Return the overlays in order; with the start of the hash where the other has one of that name."""
    alike = {(name, version): digest for name, version, digest in others}
    told = [
        f"{name} {version}"
        + (f" ({digest[:8]})" if alike.get((name, version), digest) != digest else "")
        for name, version, digest in pins
    ]
    return ", ".join(told) or say("notices", "no_overlays")


def _broken(opened: Opened, name: str) -> str:
    times = {"at": _moment(opened.at), "until": _moment(opened.until)}
    return say("notices", "glass_broken", by=name, reason=opened.reason[:2000], **times)


def _moment(at: str) -> str:
    """Return an event's time as people write it, still in UTC; what is no time stays as it is."""
    with suppress(ValueError):
        return f"{datetime.fromisoformat(at):%d %B %Y, %H:%M}".lstrip("0")
    return at[:40]

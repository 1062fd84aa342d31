"""Does a record hold together? Every link, every hash, every commitment that is still there."""

from collections.abc import Iterable

from answerable.errors import RecordBroken
from answerable.record.events import START, Event, Head, commitment, head_of, header_hash
from answerable.wording import say


def verify(events: Iterable[Event], head: Head = START) -> Head:
    """Return the head of `events` when all of it holds and follows `head`.

    Erased payloads are allowed.

    Raises:
        RecordBroken: at the first number whose event was changed, moved, removed or put in.
    """
    for event in events:
        if problem := _problem(event, head):
            why = say("errors", problem)
            raise RecordBroken(assessment=event.assessment, seq=head.seq + 1, why=why)
        head = head_of(event)
    return head


def _problem(event: Event, before: Head) -> str | None:
    if event.seq != before.seq + 1 or event.previous != before.hash:
        return "broken_link"
    if event.hash != header_hash(event):
        return "broken_header"
    if event.payload is None and event.salt is None:
        return None
    return None if _is_committed(event) else "broken_payload"


def _is_committed(event: Event) -> bool:
    if event.payload is None or event.salt is None:
        return False  # words without their salt, or a salt without words, prove nothing
    try:
        return commitment(event.salt, event.payload) == event.commitment
    except (ValueError, RecursionError):  # no record can hold this
        return False

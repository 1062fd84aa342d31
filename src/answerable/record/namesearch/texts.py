"""Names in the events of a record, and in any texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from answerable.record.events import Event
from answerable.record.namesearch.accounts import is_account
from answerable.record.namesearch.matching import excerpt, find
from answerable.record.namesearch.names import Name
from answerable.record.namesearch.results import Hit, Missed, Place, Result, joined

MOST = 100  # finds in one text: with more, somebody must read it all


def search_record(events: Sequence[Event], names: Sequence[Name]) -> Result:
    """Return where `names` stand in a record: in what events say, who they are by, and its id."""
    results = [_search_event(event, names) for event in events]
    if events:
        place = Place("record", assessment=events[0].assessment, part="id")
        results.append(search_texts({place: place.assessment}, names))
    erased = sum(event.payload is None for event in events)
    counted = {"records": 1, "events": len(events), "erased": erased}
    return joined([*results, Result(searched=counted)])


def search_texts(texts: Mapping[Place, str], names: Sequence[Name]) -> Result:
    """Return where `names` stand in `texts`, such as drafts, attachments or output files."""
    return joined(_search_text(place, text, names) for place, text in texts.items())


def search_value(place: Place, value: Any, names: Sequence[Name]) -> Result:
    """Return where `names` stand in a value of JSON, at any depth; `part` says the way there."""
    return joined(_search_text(at, text, names) for at, text in _texts_of(place, value))


def _search_event(event: Event, names: Sequence[Name]) -> Result:
    place = Place("event", event.assessment, event.seq, event.address)
    at, by = replace(place, part="address"), replace(place, part="actor")
    return joined(
        [
            search_value(place, event.payload, names),
            search_texts({at: event.address}, names),
            _search_actor(by, event.actor.id, names),
        ]
    )


def _search_actor(place: Place, actor: str, names: Sequence[Name]) -> Result:
    found = _search_text(place, actor, names)
    told = {hit.name for hit in found.hits}
    more = [
        Hit(place, name.typed, "account", excerpt(actor, 0, len(actor)))
        for name in names
        if name.typed not in told and any(is_account(actor, r) for r in name.readings)
    ]
    return joined([found, Result(tuple(more))])


def _search_text(place: Place, text: str, names: Sequence[Name]) -> Result:
    found = find(text, names)
    hits = tuple(Hit(place, hit.name, hit.how, hit.excerpt) for hit in found[:MOST])
    return Result(hits, (Missed(place, "many"),) if len(found) > MOST else ())


def _texts_of(place: Place, value: Any) -> Iterator[tuple[Place, str]]:
    """Give every text, number and key in `value`, in order, each with its place."""
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        way, held = waiting.pop()
        if isinstance(held, Mapping):
            inner = [(f"{way}.{key}".strip("."), value) for key, value in held.items()]
            waiting.extend(reversed(inner))
            yield replace(place, part=way), "\n".join(map(str, held))
        elif isinstance(held, list | tuple):
            inner = [(f"{way}.{at}".strip("."), value) for at, value in enumerate(held)]
            waiting.extend(reversed(inner))
        elif held is not None and not isinstance(held, bool):
            yield replace(place, part=way), str(held)

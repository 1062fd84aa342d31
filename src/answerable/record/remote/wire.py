"""How records travel between the two faces of a store: plain JSON, the same names on both sides."""

import base64
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from answerable.record.events import Actor, Event, Head, NewEvent
from answerable.record.store import Batch, Draft, Line, Record, Signature, Written

Json = dict[str, Any]


def event_told(event: Event) -> Json:
    """Return `event` as JSON."""
    return {**vars(event), "actor": vars(event.actor)}


def event_read(told: Mapping[str, Any]) -> Event:
    """Return the event that `told` describes."""
    return Event(**{**told, "actor": Actor(**told["actor"])})


def new_event_told(new: NewEvent) -> Json:
    """Return an event to be as JSON."""
    return {
        "kind": new.kind,
        "address": new.address,
        "payload": dict(new.payload),
        "based_on": new.based_on,
    }


def batch_told(batch: Batch) -> Json:
    """Return a batch as JSON, without its actor: the service knows who is asking."""
    return {
        "client": batch.stamp.client,
        "client_seq": batch.stamp.seq,
        "events": [new_event_told(new) for new in batch.events],
        "drafts": [
            {"address": address, "value": value, "based_on": based_on}
            for address, value, based_on in batch.drafts
        ],
        "forget": [
            {"address": address, "client": client, "client_seq": seq}
            for address, client, seq in batch.forget
        ],
        "memo": batch.memo,
        "seen": batch.seen,
        "anyway": batch.anyway,
    }


def written_told(written: Written) -> Json:
    """Return what became of a batch as JSON."""
    fresh = [event_told(event) for event in written.fresh]
    return {**vars(written), "head": vars(written.head), "fresh": fresh}


def written_read(told: Mapping[str, Any]) -> Written:
    """Return what became of a batch."""
    lists = {name: tuple(told[name]) for name in ("seqs", "conflicts")}
    fresh = tuple(event_read(event) for event in told["fresh"])
    return Written(**{**told, **lists, "head": Head(**told["head"]), "fresh": fresh})


def line_read(told: Mapping[str, Any]) -> Line:
    """Return one line of a list."""
    return Line(**told)


def draft_read(told: Mapping[str, Any]) -> Draft:
    """Return one draft."""
    return Draft(**told)


def record_told(record: Record) -> Json:
    """Return a whole record as JSON, attachments in base64."""
    return {
        "events": [event_told(event) for event in record.events],
        "signatures": [asdict(each) for each in record.signatures],
        "keys": dict(record.keys),
        "attachments": {
            digest: base64.b64encode(body).decode() for digest, body in record.attachments.items()
        },
    }


def record_read(told: Mapping[str, Any]) -> Record:
    """Return the whole record that `told` describes."""
    return Record(
        events=tuple(event_read(each) for each in told["events"]),
        signatures=tuple(Signature(**each) for each in told["signatures"]),
        keys=dict(told["keys"]),
        attachments={
            digest: base64.b64decode(body) for digest, body in told["attachments"].items()
        },
    )

"""Is a whole record right, and by whose word? Chain, words, signatures, seal and attachments."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from answerable.errors import RecordBroken, StrangeKey
from answerable.record.events import Event, Head
from answerable.record.proof.chain import verify
from answerable.record.proof.signatures import HEAD, problem
from answerable.record.store import Record, Signature
from answerable.wording import say


@dataclass(frozen=True)
class Proof:
    """What was found right: how far the record goes, what was erased, who signed what.

    `strangers` are the keys that made signatures here and that nobody told us to trust: each
    signature fits its key, but whose key it is is not known. `sealed` is False for records of the
    first format, whose end nothing vouches for.
    """

    assessment: str
    head: Head
    erased: int
    sealed: bool
    signed: tuple[Signature, ...]
    strangers: tuple[str, ...]


def prove(record: Record, trusted: Mapping[str, str], *, sealed: bool = True) -> Proof:
    """Return what holds; `trusted` are public keys (PEM by name), known from elsewhere.

    Raises:
        RecordBroken: at the first event that is not right any more.
    """
    events = record.events
    head = verify(events)
    keys = {**record.keys, **trusted}
    if sealed or record.signatures:
        _raise(events, problem(events, record.signatures, keys))
    _raise(events, _missing_words(events))
    _raise(events, _attachment_problem(record))
    used = {each.key for each in record.signatures}
    return Proof(
        assessment=events[0].assessment,
        head=head,
        erased=sum(event.payload is None for event in events),
        sealed=any(each.purpose == HEAD for each in record.signatures),
        signed=tuple(each for each in record.signatures if each.purpose != HEAD),
        strangers=tuple(sorted(used - set(trusted))),
    )


def proved_by_known_keys(record: Record, trusted: Mapping[str, str]) -> Proof:
    """Return what `prove` does, when every signature is by a key that is trusted.

    Raises:
        RecordBroken: something is not right.
        StrangeKey: everything fits, but whose word it is is not known.
    """
    proof = prove(record, trusted, sealed=bool(record.signatures))
    if proof.strangers:
        raise StrangeKey(assessment=proof.assessment, keys=", ".join(proof.strangers))
    return proof


def _raise(events: tuple[Event, ...], found: tuple[int, str] | None) -> None:
    if found is not None:
        seq, key = found
        why = say("errors", key)
        raise RecordBroken(assessment=events[0].assessment, seq=seq, why=why)


def _missing_words(events: tuple[Event, ...]) -> tuple[int, str] | None:
    """Find words that are not there and whose erasure no note tells of.

    The chain holds without them, so that the law can be obeyed: only the note tells an erasure
    from words that somebody took away.
    """
    gone = {event.seq for event in events if event.payload is None}
    for event in reversed(events):
        said = (event.payload or {}).get("events")
        if event.kind == "disposed" and isinstance(said, int):
            gone -= set(range(1, said + 1))
        elif event.kind == "erased" and isinstance(said, list):
            gone -= {seq for seq in said if isinstance(seq, int) and seq < event.seq}
    return (min(gone), "broken_missing") if gone else None


def _attachment_problem(record: Record) -> tuple[int, str] | None:
    wanted = {
        event.seq: event.payload["hash"]
        for event in record.events
        if event.kind == "attached" and event.payload and "hash" in event.payload
    }
    for seq, digest in wanted.items():
        if digest not in record.attachments:
            return seq, "broken_attachment"
    for digest, body in record.attachments.items():
        if hashlib.sha256(body).hexdigest() != digest or digest not in wanted.values():
            seqs = [seq for seq, named in wanted.items() if named == digest]
            return min(seqs, default=record.events[-1].seq), "broken_attachment"
    return None

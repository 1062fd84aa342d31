"""Is a whole record right, and by whose word? Chain, words, signatures, seal and attachments."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.errors import RecordBroken, StrangeKey
from answerable.record.events import Event, Head
from answerable.record.proof.chain import verify
from answerable.record.proof.keys import is_key
from answerable.record.proof.signatures import HEAD, problem, unsigned
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
    if sealed or record.signatures:
        _raise(events, problem(events, record.signatures, {**record.keys, **trusted}))
    else:
        _raise(events, unsigned(events))
    for found in (_unexplained(events), _key_problem(record), _attachment_problem(record)):
        _raise(events, found)
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


def _unexplained(events: Sequence[Event]) -> tuple[int, str] | None:
    """Find the first event whose words are gone, and no note says that they were erased."""
    noted: set[int] = set()
    for event in events:
        said = event.payload or {}
        if event.kind == "disposed" and said:
            noted.update(range(1, event.seq))
        elif event.kind == "erased" and isinstance(listed := said.get("events"), list):
            noted.update(seq for seq in listed if type(seq) is int and seq < event.seq)
    gone = (event.seq for event in events if event.payload is None)
    seq = next((seq for seq in gone if seq not in noted), None)
    return None if seq is None else (seq, "broken_gone")


def _key_problem(record: Record) -> tuple[int, str] | None:
    """Find the first event that was signed by a key which is not given, or is not what it says."""
    first: dict[str, int] = {}
    for each in record.signatures:
        first[each.key] = min(each.seq, first.get(each.key, each.seq))
    wrong = {name for name, pem in record.keys.items() if not is_key(name, pem)}
    wrong |= first.keys() ^ record.keys.keys()
    last = record.events[-1].seq
    return (min(first.get(name, last) for name in wrong), "broken_key") if wrong else None


def _attachment_problem(record: Record) -> tuple[int, str] | None:
    named = {
        event.seq: event.payload.get("hash")
        for event in record.events
        if event.kind == "attached" and event.payload
    }
    for seq, digest in named.items():
        body = record.attachments.get(digest) if isinstance(digest, str) else None
        if body is None or hashlib.sha256(body).hexdigest() != digest:
            return seq, "broken_attachment"
    if record.attachments.keys() - named.values():
        return record.events[-1].seq, "broken_attachment"
    return None

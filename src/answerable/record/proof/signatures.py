"""What is signed, and whether a signature is right.

Signed are the bytes of `statement`: the canonical JSON of what the key's owner says about a
record. Two purposes never share a statement, so that a signature at one cannot stand in for
another. The last event of a record is sealed at every write (`head`), so that a record cut short
is found; submissions, decisions and publications are signed for good.
"""

from collections.abc import Container, Iterable, Mapping

from answerable.record.events import Event, Head, canonical
from answerable.record.proof.keys import NAME_LENGTH, Signer, name_of, read_public
from answerable.record.store import Signature

HEAD = "head"
SIGNED_KINDS = frozenset({"submitted", "decided", "published"})


def statement(assessment: str, seq: int, digest: str, purpose: str) -> bytes:
    """Return the bytes that are signed: this record had this hash at this event."""
    said = {"answerable": "signature-1", "assessment": assessment, "hash": digest}
    return canonical({**said, "purpose": purpose, "seq": seq})


def sign(signer: Signer, assessment: str, head: Head, purpose: str) -> Signature:
    """Return the signature of `head` for `purpose`."""
    said = signer.sign(statement(assessment, head.seq, head.hash, purpose))
    return Signature(head.seq, head.hash, purpose, signer.name, said)


def is_right(assessment: str, signature: Signature, pem: str) -> bool:
    """Return whether the key in `pem` made `signature`, under the name that it gives."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - when needed

    said = statement(assessment, signature.seq, signature.hash, signature.purpose)
    try:
        key = read_public(pem)
        key.verify(bytes.fromhex(signature.signature), said)
    except (InvalidSignature, ValueError):
        return False
    return name_of(key) == signature.key[:NAME_LENGTH]


def problem(
    events: Iterable[Event], signatures: Iterable[Signature], keys: Mapping[str, str]
) -> tuple[int, str] | None:
    """Return (event, what is wrong) for the first signature that does not fit, else None.

    Every signature must be of an event of this record, once, by a key in `keys` (PEM by name), and
    every event of a kind that is signed must have its signature.
    """
    there = {event.seq: event for event in events}
    last = max(there, default=0)
    found = sorted(signatures, key=lambda each: (each.seq, each.purpose))
    said: set[tuple[int, str]] = set()
    for each in found:
        event, once = there.get(each.seq), (each.seq, each.purpose)
        if event is None:
            return last + 1, "broken_cut"
        if event.hash != each.hash or each.purpose not in (HEAD, event.kind) or once in said:
            return each.seq, "broken_signature"
        said.add(once)
        if each.key not in keys or not is_right(event.assessment, each, keys[each.key]):
            return each.seq, "broken_signature"
    if [each.seq for each in found if each.purpose == HEAD] != [last]:
        return last, "broken_seal"
    return unsigned(there.values(), {each.seq for each in found if each.purpose != HEAD})


def unsigned(events: Iterable[Event], signed: Container[int] = ()) -> tuple[int, str] | None:
    """Return (event, what is wrong) for the first event that must be signed and is not."""
    due = (event.seq for event in events if event.kind in SIGNED_KINDS)
    missing = next((seq for seq in due if seq not in signed), None)
    return None if missing is None else (missing, "broken_unsigned")

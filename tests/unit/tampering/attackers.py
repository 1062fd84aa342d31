"""People who would like a record to say something else, and what they can do about it.

A record lies before them as plain values, as in an export: `events` (header, payload and salt),
`signatures`, `keys`, `attachments`. Whoever is careless changes something and leaves it. Whoever
mends works out every hash anew. Neither has the key. The last one has a key of their own.
"""

import base64
import copy
import hashlib

from cryptography.hazmat.primitives.asymmetric import ed25519
from hypothesis import strategies as st

from answerable.record.events import Head, canonical, commitment
from answerable.record.proof.keys import _signer
from answerable.record.proof.signatures import sign

HEX = "0123456789abcdef"
digests = st.text(HEX, min_size=64, max_size=64)
salts = st.text(HEX, min_size=32, max_size=32)
places = st.integers(0, 99)
FIELDS = {
    "at": st.sampled_from(["2020-01-01T00:00:00.000Z", "2031-12-31T23:59:59.999Z"]),
    "actor": st.sampled_from([{"id": "eve", "role": "author"}, {"id": "ana", "role": "sro"}]),
    "kind": st.sampled_from(["answered", "commented", "created", "published", "reviewed"]),
    "address": st.sampled_from(["stage", "detail", "", "project_title"]),
    "commitment": digests,
    "previous": digests,
    "hash": digests,
    "salt": salts,
    "payload": st.sampled_from([{"value": "other words"}, {"value": None}, {}, {"text": "So?"}]),
    "seq": st.sampled_from([0, 1, 3, 99]),
}
OF_SIGNATURES = {"signature": st.text(HEX, min_size=128, max_size=128), "seq": st.integers(1, 12),
                 "purpose": st.sampled_from(["submitted", "decided", "head", "published"])}  # fmt: skip


@st.composite
def damages(draw):
    """Something to change: a function that is given the record."""
    what = draw(st.sampled_from(sorted(DAMAGES)))
    return what, DAMAGES[what](draw)


def change_event(draw):
    place, field = draw(places), draw(st.sampled_from(sorted(FIELDS)))
    value = draw(FIELDS[field])

    def change(record):
        event = record["events"][place % len(record["events"])]
        event[field] = value

    return change


def drop_words(draw):
    place = draw(places)

    def change(record):
        record["events"][place % len(record["events"])].update(payload=None, salt=None)

    return change


def put_words_back(draw):
    words = draw(st.sampled_from([{"value": "They never said so"}, {"value": None}]))

    def change(record):
        erased = next(event for event in record["events"] if event["payload"] is None)
        erased.update(payload=words, salt="ab" * 16)

    return change


def drop_event(draw):
    place = draw(places)
    return lambda record: record["events"].pop(place % len(record["events"]))


def insert_event(draw):
    place, other = draw(places), draw(places)

    def change(record):
        events = record["events"]
        at = place % (len(events) + 1)
        for event in events[at:]:
            event["seq"] += 1
        for each in record["signatures"]:
            each["seq"] += each["seq"] > at
        events.insert(at, {**copy.deepcopy(events[other % len(events)]), "seq": at + 1})

    return change


def swap_events(draw):
    place = draw(places)

    def change(record):
        events = record["events"]
        at = place % (len(events) - 1)
        one, other = events[at : at + 2]
        events[at], events[at + 1] = {**other, "seq": at + 1}, {**one, "seq": at + 2}

    return change


def cut_off(draw):
    place = draw(places)

    def change(record):
        del record["events"][1 + place % (len(record["events"]) - 1) :]

    return change


def change_signature(draw):
    place, field = draw(places), draw(st.sampled_from(sorted(OF_SIGNATURES)))
    value = draw(OF_SIGNATURES[field])

    def change(record):
        record["signatures"][place % len(record["signatures"])][field] = value

    return change


def drop_signature(draw):
    place = draw(places)
    return lambda record: record["signatures"].pop(place % len(record["signatures"]))


def change_attachment(draw):
    body = base64.b64encode(draw(st.binary(max_size=20))).decode()

    def change(record):
        (digest,) = record["attachments"]
        record["attachments"][digest] = body

    return change


def replace_attachment(draw):
    """The file and the event that names it, so that the two still fit."""
    body = draw(st.binary(max_size=20))

    def change(record):
        digest = hashlib.sha256(body).hexdigest()
        record["attachments"] = {digest: base64.b64encode(body).decode()}
        attached = next(event for event in record["events"] if event["kind"] == "attached")
        attached["payload"]["hash"] = digest

    return change


def drop_attachment(_):
    return lambda record: record["attachments"].clear()


def change_key(draw):
    other = own_key().public

    def change(record):
        (name,) = record["keys"]
        record["keys"][name] = other

    return change


def drop_key(_):
    return lambda record: record["keys"].clear()


DAMAGES = {
    each.__name__: each
    for each in (
        change_event, drop_words, put_words_back, drop_event, insert_event, swap_events, cut_off,
        change_signature, drop_signature, change_attachment, replace_attachment, drop_attachment,
        change_key, drop_key,
    )
}  # fmt: skip


def own_key():
    return _signer(ed25519.Ed25519PrivateKey.generate())


def mend(record):
    """Work out every number, commitment and hash anew, and let each signature name them."""
    previous, numbers = "0" * 64, {}
    for number, event in enumerate(record["events"], 1):
        numbers.setdefault(event["seq"], number)
        event.update(seq=number, previous=previous)
        if event["payload"] is not None and event["salt"] is not None:
            event["commitment"] = commitment(event["salt"], event["payload"])
        covered = {k: v for k, v in event.items() if k not in {"payload", "salt", "hash"}}
        event["hash"] = previous = hashlib.sha256(canonical(covered)).hexdigest()
    last = record["events"][-1]
    kept = []
    for each in record["signatures"]:
        seq = last["seq"] if each["purpose"] == "head" else numbers.get(each["seq"])
        if seq is not None:
            kept.append({**each, "seq": seq, "hash": record["events"][seq - 1]["hash"]})
    record["signatures"] = kept


def sign_anew(record):
    """Seal and sign everything with a key that nobody knows."""
    key = own_key()
    name = record["events"][0]["assessment"]
    for each in record["signatures"]:
        head = Head(each["seq"], each["hash"], "")
        each.update(vars(sign(key, name, head, each["purpose"])))
    record["keys"] = {key.name: key.public}

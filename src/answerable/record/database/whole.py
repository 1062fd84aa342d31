"""What a person in charge of a store may read of everybody: drafts, attachments."""

import json
from collections.abc import Iterator

from sqlalchemy import select

from answerable.errors import RecordBroken
from answerable.record.database import tables as t
from answerable.record.database.local import LocalStore
from answerable.record.store import Draft


def drafts_of_everybody(store: LocalStore, assessment: str) -> Iterator[tuple[str, Draft]]:
    """Return (person, draft) for every draft on one assessment."""
    wanted = select(t.drafts).where(t.drafts.c.assessment == assessment)
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
    for r in rows:
        yield (
            r.person,
            Draft(r.address, json.loads(r.value), r.based_on, r.at, r.client, r.client_seq),
        )


def attachments_of(store: LocalStore, assessment: str) -> Iterator[tuple[str, bytes]]:
    """Return (name, bytes) for every attachment of one assessment that was not erased."""
    try:
        events = store.events(assessment)
    except RecordBroken:
        return  # whoever searches its events is told
    for event in events:
        if event.kind == "attached" and event.payload:
            digest = event.payload["hash"]
            yield str(event.payload.get("name", digest)), store.attachment(assessment, digest)

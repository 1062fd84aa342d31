"""A record put into the store as a whole: just begun, or taken over from elsewhere."""

from sqlalchemy import Connection

from answerable.errors import AssessmentExists
from answerable.record.database import heads, projections
from answerable.record.database import tables as t
from answerable.record.database.projections import Router
from answerable.record.database.turns import OWN_HAND
from answerable.record.events import now
from answerable.record.proof.signatures import HEAD
from answerable.record.store import Record


def begin(connection: Connection, record: Record, router: Router) -> None:
    """Put `record` into the store as it is; AssessmentExists when its id is taken."""
    first, last = record.events[0], record.events[-1]
    seal = next((each for each in record.signatures if each.purpose == HEAD), None)
    row = {
        "id": first.assessment,
        "created_at": first.at,
        "head_at": last.at,
        "head_seq": last.seq,
        "head_hash": last.hash,
        "seal_key": seal.key if seal else "",
        "seal": seal.signature if seal else "",
    }
    if not heads.insert_new(connection, t.assessments, row):
        raise AssessmentExists(assessment=first.assessment)
    heads.append(connection, record.events, OWN_HAND)
    for name, pem in record.keys.items():
        heads.keep_key(connection, name, pem)
    for_good = [each for each in record.signatures if each.purpose != HEAD]
    heads.keep_signatures(connection, first.assessment, for_good)
    for digest, body in record.attachments.items():
        keep_attachment(connection, digest, body)
    projections.project_whole(connection, first.assessment, router)


def keep_attachment(connection: Connection, digest: str, body: bytes) -> None:
    """Keep the bytes of an attachment, once."""
    row = {"hash": digest, "at": now(), "size": len(body), "body": body}
    heads.insert_new(connection, t.attachments, row)

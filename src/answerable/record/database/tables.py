"""The tables a store keeps, the same on every engine. What an event says stands apart from it.

`assessments`, `events`, `payloads`, `signatures`, `public_keys` and `attachments` are the records.
`drafts` and `batches` are what is under way. `standings`, `members` and `uses` are projections:
computed from the events, and rebuilt from them by `answerable store rebuild`.
`people`, `capabilities` and `readings` are the record service's own.

A change here needs a migration in `migrations/versions`; a test compares the two.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA = "0002"
metadata = MetaData()

about = Table("about", metadata, Column("key", String(40), primary_key=True), Column("value", Text))

assessments = Table(
    "assessments",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("created_at", String(24), nullable=False),
    Column("head_at", String(24), nullable=False),
    Column("head_seq", Integer, nullable=False),
    Column("head_hash", String(64), nullable=False),
    Column("seal_key", String(16), nullable=False),
    Column("seal", String(128), nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("assessment", String(80), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", String(24), nullable=False),
    Column("actor", String(200), nullable=False),
    Column("role", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("address", String(200), nullable=False),
    Column("commitment", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("client", String(80), nullable=False),
    Column("client_seq", BigInteger, nullable=False),
    ForeignKeyConstraint(["assessment"], ["assessments.id"], name="events_of_assessment"),
    Index("events_by_address", "assessment", "address", "seq"),
)

payloads = Table(
    "payloads",
    metadata,
    Column("assessment", String(80), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("salt", String(64), nullable=False),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(
        ["assessment", "seq"], ["events.assessment", "events.seq"], name="payloads_of_event"
    ),
)

signatures = Table(
    "signatures",
    metadata,
    Column("assessment", String(80), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("purpose", String(40), primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("key", String(16), nullable=False),
    Column("signature", String(128), nullable=False),
    ForeignKeyConstraint(
        ["assessment", "seq"], ["events.assessment", "events.seq"], name="signatures_of_event"
    ),
)

public_keys = Table(
    "public_keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("pem", Text, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("at", String(24), nullable=False),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("assessment", String(80), primary_key=True),
    Column("person", String(200), primary_key=True),
    Column("address", String(200), primary_key=True),
    Column("client", String(80), primary_key=True),
    Column("value", Text, nullable=False),
    Column("based_on", Integer, nullable=False),
    Column("at", String(24), nullable=False),
    Column("client_seq", BigInteger, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("assessment", String(80), primary_key=True),
    Column("client", String(80), primary_key=True),
    Column("client_seq", BigInteger, primary_key=True),
    Column("at", String(24), nullable=False),
    Column("outcome", Text, nullable=False),
)

standings = Table(
    "standings",
    metadata,
    Column("assessment", String(80), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("example", Boolean, nullable=False),
    Column("created_at", String(24), nullable=False),
    Column("updated_at", String(24), nullable=False),
    Column("state", String(40), nullable=False),
    Column("marking", String(80), nullable=False),
    Column("route", String(20), nullable=False),
    Column("owner", String(200), nullable=False),
    Column("restricted", Boolean, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("held", Boolean, nullable=False),
    Index("standings_by_change", "updated_at", "assessment"),
    Index("standings_by_state", "state", "updated_at"),
    Index("standings_by_route", "route", "updated_at"),
    Index("standings_by_marking", "marking", "updated_at"),
    Index("standings_by_owner", "owner", "updated_at"),
)

members = Table(
    "members",
    metadata,
    Column("assessment", String(80), primary_key=True),
    Column("person", String(200), primary_key=True),
    Column("role", String(40), nullable=False),
    Column("until", String(24), nullable=False),
    Index("members_by_person", "person", "assessment"),
)

uses = Table(
    "uses",
    metadata,
    Column("assessment", String(80), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("hash", String(64), primary_key=True),
    Index("uses_by_hash", "hash"),
)

people = Table(
    "people",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("name", String(200), nullable=False),
)

capabilities = Table(
    "capabilities",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("person", String(200), nullable=False),
    Column("name", String(200), nullable=False),
    Column("roles", Text, nullable=False),
    Column("expires_at", String(24), nullable=False),
    Column("renew_until", String(24), nullable=False),
    Column("line", String(40), nullable=False),
    Column("mark", String(64), nullable=False),
    Index("capabilities_by_line", "line"),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(24), nullable=False),
    Column("assessment", String(80), nullable=False),
    Column("person", String(200), nullable=False),
    Column("what", String(40), nullable=False),
    Index("readings_by_assessment", "assessment", "id"),
)

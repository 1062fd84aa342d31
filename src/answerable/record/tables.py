"""The tables a store keeps, the same on every engine. What an event says stands apart from it."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA = 1
metadata = MetaData()

about = Table("about", metadata, Column("key", String(40), primary_key=True), Column("value", Text))

assessments = Table(
    "assessments",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("title", Text, nullable=False),
    Column("example", Boolean, nullable=False),
    Column("created_at", String(24), nullable=False),
    Column("updated_at", String(24), nullable=False),
    Column("head_seq", Integer, nullable=False),
    Column("head_hash", String(64), nullable=False),
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
    Column("client", String(80), nullable=False, default=""),
    Column("client_seq", Integer, nullable=False, default=0),
    ForeignKeyConstraint(["assessment"], ["assessments.id"]),
    Index("events_by_address", "assessment", "address", "seq"),
)

payloads = Table(
    "payloads",
    metadata,
    Column("assessment", String(80), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("salt", String(64), nullable=False),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(["assessment", "seq"], ["events.assessment", "events.seq"]),
)

drafts = Table(
    "drafts",
    metadata,
    Column("assessment", String(80), primary_key=True),
    Column("person", String(200), primary_key=True),
    Column("address", String(200), primary_key=True),
    Column("value", Text, nullable=False),
    Column("based_on", Integer, nullable=False),
    Column("at", String(24), nullable=False),
    Column("client", String(80), nullable=False),
    Column("client_seq", Integer, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("assessment", String(80), primary_key=True),
    Column("client", String(80), primary_key=True),
    Column("client_seq", Integer, primary_key=True),
    Column("outcome", Text, nullable=False),
)

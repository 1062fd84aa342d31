"""The first tables: records, drafts and the outcomes of batches, one writer on one machine."""

from alembic import op
from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Integer, String, Text

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables as they were at first."""
    op.create_table("about", Column("key", String(40), primary_key=True), Column("value", Text))
    op.create_table(
        "assessments",
        Column("id", String(80), primary_key=True),
        Column("title", Text, nullable=False),
        Column("example", Boolean, nullable=False),
        Column("created_at", String(24), nullable=False),
        Column("updated_at", String(24), nullable=False),
        Column("head_seq", Integer, nullable=False),
        Column("head_hash", String(64), nullable=False),
    )
    op.create_table(
        "events",
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
        Column("client_seq", Integer, nullable=False),
        ForeignKeyConstraint(["assessment"], ["assessments.id"], name="events_of_assessment"),
    )
    op.create_index("events_by_address", "events", ["assessment", "address", "seq"])
    op.create_table(
        "payloads",
        Column("assessment", String(80), primary_key=True),
        Column("seq", Integer, primary_key=True),
        Column("salt", String(64), nullable=False),
        Column("body", Text, nullable=False),
        ForeignKeyConstraint(
            ["assessment", "seq"], ["events.assessment", "events.seq"], name="payloads_of_event"
        ),
    )
    op.create_table(
        "drafts",
        Column("assessment", String(80), primary_key=True),
        Column("person", String(200), primary_key=True),
        Column("address", String(200), primary_key=True),
        Column("value", Text, nullable=False),
        Column("based_on", Integer, nullable=False),
        Column("at", String(24), nullable=False),
        Column("client", String(80), nullable=False),
        Column("client_seq", Integer, nullable=False),
    )
    op.create_table(
        "batches",
        Column("assessment", String(80), primary_key=True),
        Column("client", String(80), primary_key=True),
        Column("client_seq", Integer, primary_key=True),
        Column("outcome", Text, nullable=False),
    )

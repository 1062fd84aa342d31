"""Seals, signatures, attachments, drafts by page, projections, and what the service keeps."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    String,
    Text,
    text,
)

revision = "0002"
down_revision = "0001"

COPIED_DRAFT = "assessment, person, address, client, value, based_on, at, client_seq"
COPIED_BATCH = "assessment, client, client_seq, outcome"


def upgrade() -> None:
    """Change what there is, then make what is new; the projections are filled afterwards."""
    _assessments()
    _drafts()
    _batches()
    _records()
    _projections()
    _service()
    op.execute(text("DELETE FROM about WHERE key = 'schema'"))


def _assessments() -> None:
    op.add_column("assessments", Column("head_at", String(24), nullable=False, server_default=""))
    op.add_column("assessments", Column("seal_key", String(16), nullable=False, server_default=""))
    op.add_column("assessments", Column("seal", String(128), nullable=False, server_default=""))
    op.execute(text("UPDATE assessments SET head_at = updated_at"))
    for gone in ("title", "example", "updated_at"):
        op.drop_column("assessments", gone)
    if op.get_bind().dialect.name != "sqlite":  # where all integers are of one kind
        op.alter_column("events", "client_seq", type_=BigInteger)


def _drafts() -> None:
    op.rename_table("drafts", "drafts_before")
    op.create_table(
        "drafts",
        Column("assessment", String(80), primary_key=True),
        Column("person", String(200), primary_key=True),
        Column("address", String(200), primary_key=True),
        Column("client", String(80), primary_key=True),
        Column("value", Text, nullable=False),
        Column("based_on", Integer, nullable=False),
        Column("at", String(24), nullable=False),
        Column("client_seq", BigInteger, nullable=False),
    )
    op.execute(
        text(f"INSERT INTO drafts ({COPIED_DRAFT}) SELECT {COPIED_DRAFT} FROM drafts_before")  # noqa: S608 - our own names
    )
    op.drop_table("drafts_before")


def _batches() -> None:
    op.rename_table("batches", "batches_before")
    op.create_table(
        "batches",
        Column("assessment", String(80), primary_key=True),
        Column("client", String(80), primary_key=True),
        Column("client_seq", BigInteger, primary_key=True),
        Column("at", String(24), nullable=False),
        Column("outcome", Text, nullable=False),
    )
    at = "COALESCE((SELECT head_at FROM assessments WHERE id = assessment), '')"
    op.execute(
        text(
            f"INSERT INTO batches ({COPIED_BATCH}, at) SELECT {COPIED_BATCH}, {at} "  # noqa: S608 - our own names
            "FROM batches_before"
        )
    )
    op.drop_table("batches_before")


def _records() -> None:
    op.create_table(
        "signatures",
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
    op.create_table(
        "public_keys",
        Column("id", String(16), primary_key=True),
        Column("pem", Text, nullable=False),
    )
    op.create_table(
        "attachments",
        Column("hash", String(64), primary_key=True),
        Column("at", String(24), nullable=False),
        Column("size", Integer, nullable=False),
        Column("body", LargeBinary, nullable=False),
    )


def _projections() -> None:
    op.create_table(
        "standings",
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
    )
    op.create_index("standings_by_change", "standings", ["updated_at", "assessment"])
    for name in ("state", "route", "marking", "owner"):
        op.create_index(f"standings_by_{name}", "standings", [name, "updated_at"])
    op.create_table(
        "members",
        Column("assessment", String(80), primary_key=True),
        Column("person", String(200), primary_key=True),
        Column("role", String(40), nullable=False),
        Column("until", String(24), nullable=False),
    )
    op.create_index("members_by_person", "members", ["person", "assessment"])
    op.create_table(
        "uses",
        Column("assessment", String(80), primary_key=True),
        Column("seq", Integer, primary_key=True),
        Column("hash", String(64), primary_key=True),
    )
    op.create_index("uses_by_hash", "uses", ["hash"])


def _service() -> None:
    op.create_table(
        "people",
        Column("id", String(200), primary_key=True),
        Column("name", String(200), nullable=False),
    )
    op.create_table(
        "capabilities",
        Column("digest", String(64), primary_key=True),
        Column("person", String(200), nullable=False),
        Column("name", String(200), nullable=False),
        Column("roles", Text, nullable=False),
        Column("expires_at", String(24), nullable=False),
        Column("renew_until", String(24), nullable=False),
        Column("line", String(40), nullable=False),
        Column("mark", String(64), nullable=False),
    )
    op.create_index("capabilities_by_line", "capabilities", ["line"])
    op.create_table(
        "readings",
        Column("id", Integer, primary_key=True),
        Column("at", String(24), nullable=False),
        Column("assessment", String(80), nullable=False),
        Column("person", String(200), nullable=False),
        Column("what", String(40), nullable=False),
    )
    op.create_index("readings_by_assessment", "readings", ["assessment", "id"])

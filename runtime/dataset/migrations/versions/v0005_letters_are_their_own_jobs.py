"""The outbox holds the due times of its letters; partial indexes."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, Text, UniqueConstraint, text

from runtime.dataset.columns import Instant, Number

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Copy the due time of each letter, and recreate the table of jobs: recurring jobs are created again."""
    for column in (
        Column("due", Instant(), nullable=True),
        Column("tries", Number, nullable=False, server_default="0"),
        Column("lease", Instant(), nullable=True),
    ):
        op.add_column("outbox", column)
    for name in ("due", "tries", "lease"):
        op.execute(
            f"UPDATE outbox SET {name} = job.{name} FROM job "  # noqa: S608
            "WHERE job.kind = 'deliver' AND job.about = outbox.id"
        )
    op.drop_table("job")
    op.create_table(
        "job",
        Column("number", Number, nullable=False, autoincrement=True),
        Column("kind", Text(), nullable=False),
        Column("due", Instant(), nullable=False),
        Column("tries", Number, nullable=False, server_default="0"),
        Column("lease", Instant(), nullable=True),
        PrimaryKeyConstraint("number", name="pk_job"),
        UniqueConstraint("kind", name="uq_job_kind"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    _index("outbox", "tries", "due", only="due IS NOT NULL")
    op.drop_index("ix_outbox_link_at", "outbox")
    _index("outbox", "link", "at", only="link > ''")
    op.drop_index("ix_submission_business_moved", "submission")
    _index("submission", "business", "moved", only="moved IS NOT NULL")


def _index(table: str, *columns: str, only: str) -> None:
    name = f"ix_{table}_{'_'.join(columns)}"
    op.create_index(name, table, [*columns], sqlite_where=text(only), postgresql_where=text(only))

"""Transitions of submissions, messages about them, and last visits of accounts."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text

from runtime.dataset.migrations.guards import forbid_changes

revision = "0002"
down_revision = "0001"

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables and columns, and fill them from existing rows."""
    _visits()
    _steps()
    _messages()


def _visits() -> None:
    _add("account", "last_here", "last_fact")
    _add("session", "seen_fact", "since", "since_fact")
    op.create_index("ix_session_account", "session", ["account"])
    # Existing sessions count as having seen all existing facts.
    op.execute("UPDATE session SET seen_fact = (SELECT coalesce(max(version), 0) FROM fact)")


def _steps() -> None:
    op.create_table(
        "transition",
        Column("number", _NUMBER, nullable=False, autoincrement=True),
        *(
            Column(name, Text(), nullable=False)
            for name in ("reference", "status", "at", "by", "actor", "note", "language")
        ),
        PrimaryKeyConstraint("number", name="pk_transition"),
        ForeignKeyConstraint(["reference"], ["submission.reference"], name="fk_transition_reference"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_transition_reference_number", "transition", ["reference", "number"])
    op.execute(
        'INSERT INTO transition (reference, status, at, "by", actor, note, language) '
        "SELECT reference, status, at, 'owner', account, '', '' FROM submission ORDER BY at, reference"
    )
    forbid_changes("transition")


def _messages() -> None:
    """Link messages to submissions, which were written at the same time and whose reference they contain."""
    _add("outbox", "about")
    op.create_index("ix_outbox_about", "outbox", ["about"])
    op.execute(
        "UPDATE outbox SET about = sent.reference FROM submission AS sent "
        "WHERE sent.at = outbox.at AND outbox.body LIKE '%' || sent.reference || '%'"
    )


def _add(table: str, *names: str) -> None:
    """Add columns; those that hold the version of a fact are numbers."""
    for name in names:
        kind, start = (_NUMBER, "0") if name.endswith("fact") else (Text(), "")
        op.add_column(table, Column(name, kind, nullable=False, server_default=start))

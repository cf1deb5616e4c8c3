"""Submissions move: their steps, the messages about them, and when an account was last here."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text

from runtime.dataset.migrations.guards import forbid_changes

revision = "0002"
down_revision = "0001"

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Add what is new, and tell it of what was sent and written before."""
    _visits()
    _steps()
    _messages()


def _visits() -> None:
    _add("account", "last_here", "last_fact")
    _add("session", "seen_fact", "since", "since_fact")
    op.create_index("ix_session_account", "session", ["account"])
    # Whoever is signed in now has seen what there is now.
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
    """A message of a submission was written in the same moment, and names its reference."""
    _add("outbox", "about")
    op.create_index("ix_outbox_about", "outbox", ["about"])
    op.execute(
        "UPDATE outbox SET about = sent.reference FROM submission AS sent "
        "WHERE sent.at = outbox.at AND outbox.body LIKE '%' || sent.reference || '%'"
    )


def _add(table: str, *names: str) -> None:
    """Add columns: of numbers where their names say that they hold the version of a fact."""
    for name in names:
        kind, start = (_NUMBER, "0") if name.endswith("fact") else (Text(), "")
        op.add_column(table, Column(name, kind, nullable=False, server_default=start))

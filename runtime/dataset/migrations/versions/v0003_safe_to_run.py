"""Jobs, delivery of letters, ownership of files by drafts, rate limits of sign-in links."""

from __future__ import annotations

import json
import re

from alembic import op
from sqlalchemy import BigInteger, Column, Connection, Integer, PrimaryKeyConstraint, Text, text
from sqlalchemy import UniqueConstraint as Unique

revision = "0003"
down_revision = "0002"

_ID = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{16}(?![A-Za-z0-9_-])")  # possible ids of files
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables and columns, and fill them from existing rows."""
    _jobs()
    _outbox()
    _uploads()
    _sign_in()
    _submissions()
    _add("session", "agent")
    for column in ("opened", "seen"):
        op.create_index(f"ix_session_{column}", "session", [column])
    op.create_index("ix_draft_saved", "draft", ["saved"])


def _jobs() -> None:
    op.create_table(
        "job",
        Column("number", _NUMBER, nullable=False, autoincrement=True),
        *_words("kind", "about", "due"),
        Column("tries", _NUMBER, nullable=False),
        *_words("lease"),
        PrimaryKeyConstraint("number", name="pk_job"),
        Unique("kind", "about", name="uq_job_kind_about"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_job_kind_tries_due", "job", ["kind", "tries", "due"])


def _outbox() -> None:
    """Letters that were never sent stay unsent, because they are too old to be of use.

    Letters without a submission contain sign-in links, and are deleted.
    """
    op.execute("DELETE FROM outbox WHERE about = '' AND body LIKE '%/sign-in/%'")
    _add("outbox", "link", "attachment", "state", "problem")
    op.create_index("ix_outbox_link_at", "outbox", ["link", "at"])
    op.execute(
        "UPDATE outbox SET state = CASE WHEN sent <> '' THEN 'sent' ELSE 'failed' END, "
        "problem = CASE WHEN sent <> '' THEN '' ELSE 'written before letters were sent' END"
    )
    op.drop_index("ix_outbox_folded", "outbox")
    op.create_index("ix_outbox_folded_at", "outbox", ["folded", "at"])
    op.create_index("ix_outbox_at", "outbox", ["at"])


def _submissions() -> None:
    """Indexes with which lists read only the rows that they show, without answers."""
    _add("submission", "moved")
    op.execute(
        "UPDATE submission SET moved = coalesce((SELECT at FROM transition "
        "WHERE transition.reference = submission.reference AND \"by\" <> 'owner' "
        "ORDER BY number DESC LIMIT 1), '')"
    )
    for columns in (("form", "at"), ("status",), ("moved",)):
        op.create_index(f"ix_submission_business_{'_'.join(columns)}", "submission", ["business", *columns])


def _uploads() -> None:
    """A file is loose, or belongs to a draft, or is kept because a submission or fact refers to it."""
    _add("upload", "draft", "kept")
    op.create_index("ix_upload_account_at_kept_size", "upload", ["account", "at", "kept", "size"])
    op.create_index("ix_upload_draft_kept_at", "upload", ["draft", "kept", "at"])
    database = op.get_bind()
    known = {tuple(row) for row in database.execute(text("SELECT id, account FROM upload"))}
    if known:
        _keep(database, known)
        _own(database, known)


def _keep(database: Connection, known: set[tuple[str, ...]]) -> None:
    held: set[tuple[str, str]] = set()
    for query in ("SELECT account, questions FROM submission", "SELECT said_by, value FROM fact"):
        for account, written in database.execute(text(query)):
            held |= {(found, account) for found in _ID.findall(written)} & known
    for upload, _ in held:
        database.execute(text("UPDATE upload SET kept = 'yes' WHERE id = :upload"), {"upload": upload})


def _own(database: Connection, known: set[tuple[str, ...]]) -> None:
    """Store in each draft which files it refers to."""
    drafts = database.execute(text("SELECT id, account, content FROM draft")).all()
    for draft, account, written in drafts:
        files = sorted(found for found in set(_ID.findall(written)) if (found, account) in known)
        if files:
            content = json.dumps({**json.loads(written), "files": files}, ensure_ascii=False)
            database.execute(
                text("UPDATE draft SET content = :content WHERE id = :draft"),
                {"content": content, "draft": draft},
            )
        for upload in files:
            database.execute(
                text("UPDATE upload SET draft = :draft WHERE id = :upload AND kept = '' AND draft = ''"),
                {"draft": draft, "upload": upload},
            )


def _sign_in() -> None:
    """Invalidate open links, whose tokens were stored in another way."""
    op.drop_table("sign_in")
    op.create_table(
        "sign_in",
        *_words("id", "email", "folded", "share", "browser", "asked", "expires", "used"),
        Column("known", _NUMBER, nullable=False),
        Column("tries", _NUMBER, nullable=False),
        PrimaryKeyConstraint("id", name="pk_sign_in"),
        sqlite_strict=True,
    )
    op.create_index("ix_sign_in_expires", "sign_in", ["expires"])
    op.create_index("ix_sign_in_known_asked", "sign_in", ["known", "asked"])
    op.create_index("ix_sign_in_folded_asked", "sign_in", ["folded", "asked"])
    op.create_index("ix_sign_in_share_known_asked", "sign_in", ["share", "known", "asked"])


def _words(*names: str) -> list[Column[str]]:
    return [Column(name, Text(), nullable=False) for name in names]


def _add(table: str, *names: str) -> None:
    for name in names:
        op.add_column(table, Column(name, Text(), nullable=False, server_default=""))

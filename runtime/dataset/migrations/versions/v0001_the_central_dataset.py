"""The first version of the central dataset."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.schema import SchemaItem

from runtime.dataset.migrations.guards import forbid_changes

revision = "0001"
down_revision = None

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Create all tables, referenced ones first."""
    _people()
    _facts()
    _forms()
    _papers()
    for table in ("fact", "audit"):
        forbid_changes(table)


def _people() -> None:
    _table("party", *_words("id", "kind", "name"), _key("party", "id"))
    _counted_table(
        "relationship",
        _count("number"),
        *_words("party", "kind", "other"),
        _key("relationship", "number"),
        _link("relationship", "party", "party"),
        _link("relationship", "other", "party"),
        Unique("party", "kind", "other", name="uq_relationship_party_kind_other"),
    )
    _table(
        "account",
        *_words("id", "email", "folded", "person", "language"),
        _key("account", "id"),
        _link("account", "person", "party"),
        Unique("folded", name="uq_account_folded"),
    )
    _table("sign_in", *_words("token_hash", "email", "expires"), _key("sign_in", "token_hash"))
    _table(
        "session",
        *_words("cookie_hash", "account", "business", "csrf", "opened", "seen"),
        _key("session", "cookie_hash"),
        _link("session", "account", "account"),
        _link("session", "business", "party"),
    )


def _facts() -> None:
    _counted_table(
        "fact",
        _count("version"),
        *_words("party", "master", "value", "said_at", "source_kind", "source_name", "agency"),
        *_words("reference", "said_by", "verified_by", "status", "outcome"),
        _key("fact", "version"),
        _link("fact", "party", "party"),
    )
    _index("fact", "party", "status", "master", "version")
    _index("fact", "party", "version")


def _forms() -> None:
    _table(
        "draft",
        *_words("id", "account", "business", "form", "form_version", "language", "started", "saved"),
        _number("revision"),
        *_words("content"),
        _key("draft", "id"),
        _link("draft", "account", "account"),
        _link("draft", "business", "party"),
        Unique("account", "business", "form", name="uq_draft_account_business_form"),
    )
    _table(
        "submission",
        *_words("reference", "draft"),
        _number("revision"),
        *_words("account", "business", "form", "form_version", "agency", "title", "language"),
        *_words("at", "status", "questions"),
        _key("submission", "reference"),
        _link("submission", "account", "account"),
        _link("submission", "business", "party"),
        Unique("draft", name="uq_submission_draft"),
    )
    _index("submission", "business", "at")


def _papers() -> None:
    _table(
        "upload",
        *_words("id", "account", "name", "media_type"),
        _number("size"),
        *_words("at"),
        _key("upload", "id"),
        _link("upload", "account", "account"),
    )
    _counted_table(
        "outbox",
        _count("number"),
        *_words("id", "recipient", "folded", "subject", "body", "language", "at", "sent"),
        _key("outbox", "number"),
        Unique("id", name="uq_outbox_id"),
    )
    _index("outbox", "folded")
    _counted_table(
        "audit",
        _count("sequence"),
        *_words("at", "actor", "action", "about"),
        _key("audit", "sequence"),
    )


def _table(name: str, *items: SchemaItem) -> None:
    op.create_table(name, *items, sqlite_strict=True)


def _counted_table(name: str, *items: SchemaItem) -> None:
    op.create_table(name, *items, sqlite_strict=True, sqlite_autoincrement=True)


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _words(*names: str) -> list[Column[str]]:
    return [Column(name, Text(), nullable=False) for name in names]


def _number(name: str) -> Column[int]:
    return Column(name, _NUMBER, nullable=False)


def _count(name: str) -> Column[int]:
    return Column(name, _NUMBER, nullable=False, autoincrement=True)


def _key(table: str, column: str) -> PrimaryKeyConstraint:
    return PrimaryKeyConstraint(column, name=f"pk_{table}")


def _link(table: str, column: str, target: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")

"""The same dataset on SQLite and PostgreSQL: real types, file contents, sealed values, views."""

from __future__ import annotations

import json
from collections.abc import Sequence

from alembic import op
from alembic.operations import BatchOperations
from sqlalchemy import Column, LargeBinary, PrimaryKeyConstraint, Text, text

from runtime.dataset.columns import Flag, Instant, Json, Number
from runtime.dataset.migrations import guards
from runtime.dataset.migrations.views import create_views

revision = "0004"
down_revision = "0003"

_GUARDED = ("fact", "transition", "audit")
_COUNTED = {"fact", "outbox", "job", "transition", "audit"}
_AT = {
    "sign_in": ("asked", "expires"),
    "session": ("opened", "seen"),
    "fact": ("said_at",),
    "draft": ("started", "saved"),
    "submission": ("at",),
    "transition": ("at",),
    "upload": ("at",),
    "outbox": ("at",),
    "job": ("due",),
    "audit": ("at",),
}
_PERHAPS_AT = {
    "account": ("last_here",),
    "sign_in": ("used",),
    "session": ("since",),
    "submission": ("moved",),
    "outbox": ("sent",),
    "job": ("lease",),
}
_FACT = [
    *("version", "party", "master", "said_at", "source_kind", "source_name", "agency", "reference"),
    *("said_by", "verified_by", "status", "outcome"),
]
_DEFAULTS = {
    "account": ("last_here", "last_facts"),
    "session": ("since", "seen_facts", "since_facts"),
    "submission": ("moved",),
    "upload": ("kept", "digest"),
}
_JSON = {"draft": ("content",), "submission": ("questions",)}


def upgrade() -> None:
    """Change the type of each column, and convert its values."""
    for table in _GUARDED:
        guards.allow_changes(table)
    _visits()
    _files()
    _types()
    _relationships()
    guards.forbid_changes_but_sealing("fact", _FACT)
    for table in ("transition", "audit"):
        guards.forbid_changes(table)
    create_views()


def _visits() -> None:
    """Last visits hold the newest fact of each party instead of the newest of all."""
    database = op.get_bind()
    for table, column in (("account", "last_fact"), ("session", "seen_fact"), ("session", "since_fact")):
        op.add_column(table, Column(f"{column}s", Text(), nullable=False, server_default="{}"))
        accounts = "id" if table == "account" else "account"
        for account, number in database.execute(text(f"SELECT DISTINCT {accounts}, {column} FROM {table}")):  # noqa: S608
            facts = json.dumps(dict.fromkeys(_parties_of(account), number))
            where = f"WHERE {accounts} = :account AND {column} = :number"
            database.execute(
                text(f"UPDATE {table} SET {column}s = :facts {where}"),  # noqa: S608
                {"facts": facts, "account": account, "number": number},
            )


def _parties_of(account: str) -> Sequence[str]:
    found = op.get_bind().execute(
        text(
            "SELECT person FROM account WHERE id = :account UNION SELECT other FROM relationship "
            "JOIN account ON account.person = relationship.party "
            "WHERE account.id = :account AND kind = 'acts for'"
        ),
        {"account": account},
    )
    return found.scalars().all()


def _files() -> None:
    """Name content by digest; existing files get a provisional name until `adopt_files` reads them."""
    op.create_table(
        "content",
        Column("digest", Text(), nullable=False),
        Column("size", Number, nullable=False),
        Column("at", Instant(), nullable=False),
        PrimaryKeyConstraint("digest", name="pk_content"),
        sqlite_strict=True,
    )
    op.create_index("ix_content_at", "content", ["at"])
    op.add_column("upload", Column("digest", Text(), nullable=False, server_default=""))
    op.execute("UPDATE upload SET digest = 'old:' || id")
    at = "at" if guards.on_sqlite() else "at::timestamptz"
    op.execute(f"INSERT INTO content (digest, size, at) SELECT digest, size, {at} FROM upload")  # noqa: S608


def _types() -> None:
    op.execute("UPDATE upload SET kept = CASE kept WHEN 'yes' THEN '1' ELSE '0' END")
    _drop_defaults()
    for table in sorted({*_AT, *_PERHAPS_AT, *_JSON}):
        counted = {"sqlite_autoincrement": True} if table in _COUNTED else {}
        with op.batch_alter_table(table, table_kwargs={"sqlite_strict": True, **counted}) as batch:
            for name in _DEFAULTS.get(table, ()) if guards.on_sqlite() else ():
                batch.alter_column(name, server_default=None)
            for name in _AT.get(table, ()):
                batch.alter_column(name, type_=Instant(), postgresql_using=f"{name}::timestamptz")
            for name in _PERHAPS_AT.get(table, ()):
                when = f"nullif({name}, '')::timestamptz"
                batch.alter_column(name, type_=Instant(), nullable=True, postgresql_using=when)
            for name in _JSON.get(table, ()):
                batch.alter_column(name, type_=Json(), postgresql_using=f"{name}::jsonb")
            _more(table, batch)
    if guards.on_sqlite():
        for table, names in _PERHAPS_AT.items():
            for name in names:
                op.execute(f"UPDATE {table} SET {name} = NULL WHERE {name} = ''")  # noqa: S608


def _more(table: str, batch: BatchOperations) -> None:
    match table:
        case "account":
            _facts_by_party(batch, "last_fact")
        case "session":
            _facts_by_party(batch, "seen_fact")
            _facts_by_party(batch, "since_fact")
        case "sign_in":
            batch.alter_column("known", type_=Flag(), postgresql_using="known = 1")
        case "upload":
            batch.alter_column("kept", type_=Flag(), postgresql_using="kept = '1'")
            batch.create_foreign_key("fk_upload_digest", "content", ["digest"], ["digest"])
            batch.create_index("ix_upload_digest", ["digest"])
        case "fact":
            batch.alter_column("value", type_=Json(), nullable=True, postgresql_using="value::jsonb")
            batch.add_column(Column("sealed", LargeBinary(), nullable=True))


def _facts_by_party(batch: BatchOperations, column: str) -> None:
    batch.alter_column(f"{column}s", type_=Json(), postgresql_using=f"{column}s::jsonb")
    batch.drop_column(column)


def _drop_defaults() -> None:
    """Drop defaults of added columns: PostgreSQL requires that before their type changes."""
    if guards.on_sqlite():
        return
    for table, names in _DEFAULTS.items():
        for name in names:
            op.alter_column(table, name, server_default=None)


def _relationships() -> None:
    op.execute("UPDATE relationship SET kind = replace(kind, ' ', '_')")
    op.create_index("ix_relationship_other_kind", "relationship", ["other", "kind"])

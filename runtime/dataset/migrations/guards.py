"""Triggers that refuse changes of history and writes to views."""

from __future__ import annotations

from alembic import op

_REFUSE = """
    CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""
# The value of a fact may only be removed when it is sealed in the same statement.
_SEALED_ON_SQLITE = "OLD.sealed IS NOT NULL OR NEW.sealed IS NULL OR NEW.value IS NOT NULL OR NOT ({same})"
_SEALED_ON_POSTGRESQL = (
    "OLD.sealed IS NOT NULL OR NEW.sealed IS NULL OR NEW.value IS NOT NULL "
    "OR to_jsonb(OLD) - 'value' - 'sealed' <> to_jsonb(NEW) - 'value' - 'sealed'"
)


def on_sqlite() -> bool:
    """Whether the migrations run on SQLite."""
    return op.get_bind().dialect.name == "sqlite"


def forbid_changes(table: str) -> None:
    """Create triggers that refuse updates and deletes of a table."""
    _forbid(table, "UPDATE")
    _forbid_deleting(table)


def forbid_changes_but_sealing(table: str, columns: list[str]) -> None:
    """The same for a table whose ``value`` may move to ``sealed``, while ``columns`` must not change."""
    same = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in columns)
    _forbid(table, "UPDATE", _SEALED_ON_SQLITE.format(same=same) if on_sqlite() else _SEALED_ON_POSTGRESQL)
    _forbid_deleting(table)


def allow_changes(table: str) -> None:
    """Drop the triggers while a migration changes the table."""
    for verb in ("update", "delete"):
        op.execute(f"DROP TRIGGER {table}_no_{verb}" + ("" if on_sqlite() else f" ON {table}"))
    if not on_sqlite():
        op.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")


def forbid_writing(view: str) -> None:
    """Make a view read-only on PostgreSQL; SQLite's views are read-only anyway."""
    if not on_sqlite():
        op.execute(
            f"CREATE TRIGGER {view}_read_only INSTEAD OF INSERT OR UPDATE OR DELETE ON {view} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def _forbid_deleting(table: str) -> None:
    """Refuse deletes of rows and, on PostgreSQL, TRUNCATE."""
    _forbid(table, "DELETE")
    if not on_sqlite():
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _forbid(table: str, verb: str, when: str = "") -> None:
    guard = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} FOR EACH ROW"
    condition = f" WHEN ({when})" if when else ""
    if on_sqlite():
        op.execute(f"{guard}{condition} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")
    else:
        op.execute(_REFUSE)
        op.execute(f"{guard}{condition} EXECUTE FUNCTION refuse_change()")

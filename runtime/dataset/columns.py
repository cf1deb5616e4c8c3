"""Column types: what the database has for each kind of value, and one meaning on all databases."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, DateTime, Dialect, Integer, Text, null
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

from runtime.dataset.gate import checked_text, encoded, instant

Number = BigInteger().with_variant(Integer, "sqlite")
"""64 bits everywhere; SQLite numbers rows only in a column that is called INTEGER."""


class Words(TypeDecorator[str]):
    """Text that went through the gate."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Refuse what some database would refuse."""
        return None if value is None else checked_text(value)


class Instant(TypeDecorator[datetime]):
    """A moment: ``timestamptz``, and on SQLite, which has none, text in UTC that sorts by time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """See `TypeDecorator`."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse a time that could mean several moments."""
        if value is None:
            return None
        text = instant(value)
        return text if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The moment, in UTC."""
        if value is None:
            return None
        return datetime.fromisoformat(value) if dialect.name == "sqlite" else value.astimezone(UTC)


class Flag(TypeDecorator[bool]):
    """Yes or no: ``boolean``, and on SQLite, which has none, 1 or 0."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """See `TypeDecorator`."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        """See `TypeDecorator`."""
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        """See `TypeDecorator`."""
        return None if value is None else bool(value)


SQL_NULL = object()
"""Written to a `Json` column that may be empty: no value at all, while ``None`` is JSON's null."""


class Json(TypeDecorator[Any]):
    """JSON that went through the gate: ``jsonb``, on SQLite text. ``None`` is JSON's null, never SQL's."""

    impl = Text
    cache_ok = True
    should_evaluate_none = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """See `TypeDecorator`."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else JSONB())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """JSON text; on PostgreSQL what `encoded` makes of it when the engine writes it."""
        if value is SQL_NULL:
            return None if dialect.name == "sqlite" else null()
        return encoded(value) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """The JSON behind the text."""
        return json.loads(value) if isinstance(value, str) and dialect.name == "sqlite" else value

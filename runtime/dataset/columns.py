"""Column types with the same meaning on all databases."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, DateTime, Dialect, Integer, Text, null
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

from runtime.dataset.validation import checked_text, encoded, instant

Number = BigInteger().with_variant(Integer, "sqlite")
"""64 bits everywhere; SQLite assigns row numbers only to a column declared INTEGER."""


class Words(TypeDecorator[str]):
    """Text that was validated."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        """Raise Unstorable for text that some database would refuse."""
        return _checked_words


class Instant(TypeDecorator[datetime]):
    """A moment: ``timestamptz``; on SQLite, text in UTC that sorts by time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """See `TypeDecorator`."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        """Raise an error for a time without a time zone."""
        return _instant_as_text if dialect.name == "sqlite" else _checked_instant

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """The moment, in UTC."""
        return _instant_of_text if dialect.name == "sqlite" else _in_utc


class Flag(TypeDecorator[bool]):
    """A boolean; on SQLite 1 or 0."""

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
"""Value for SQL's NULL in a `Json` column; ``None`` is JSON's null."""


class Json(TypeDecorator[Any]):
    """Validated JSON: ``jsonb``, on SQLite text. ``None`` is JSON's null, never SQL's."""

    impl = Text
    cache_ok = True
    should_evaluate_none = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """See `TypeDecorator`."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else JSONB())

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """JSON text; on PostgreSQL the engine serialises with `encoded`."""
        return _json_as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """The value parsed from JSON text."""
        return _json_of_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """See `SQL_NULL`."""
        return null() if value is SQL_NULL else value


# Processors are called for each value of each row, so the types set them directly.


def _checked_words(value: str | None) -> str | None:
    if value is None or (value.isascii() and "\x00" not in value):
        return value
    return checked_text(value)


def _instant_as_text(value: datetime | None) -> str | None:
    return None if value is None else instant(value)


def _checked_instant(value: datetime | None) -> datetime | None:
    if value is not None:
        instant(value)
    return value


def _instant_of_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


def _json_as_text(value: Any) -> str | None:
    return None if value is SQL_NULL else encoded(value)


def _json_of_text(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value

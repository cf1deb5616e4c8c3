"""Reads submissions without their answers from rows."""

from __future__ import annotations

from sqlalchemy import RowMapping

from runtime.dataset.records.submissions import Sent

SENT_COLUMNS = (
    *("reference", "draft", "account", "business", "form", "form_version", "agency", "title", "language"),
    *("at", "status", "moved"),
)


def sent_of(row: RowMapping) -> Sent:
    """A submission from a row of `SENT_COLUMNS`."""
    return Sent(**{name: row[name] for name in SENT_COLUMNS})

"""The audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AuditEntry:
    """One entry of the audit trail."""

    sequence: int
    at: datetime
    actor: str
    action: str
    about: str

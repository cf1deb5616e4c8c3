"""The audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AuditEntry:
    """One line of the audit trail, in the order in which things happened."""

    sequence: int
    at: datetime
    actor: str
    action: str
    about: str

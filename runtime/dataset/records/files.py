"""Records of uploads, without their bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Upload:
    """An uploaded file of an account; its bytes are in the file storage.

    It is loose until a draft that names it is saved; loose files are deleted later.
    """

    id: str
    account: str
    name: str
    media_type: str
    size: int
    at: datetime


@dataclass(frozen=True)
class UploadLimits:
    """Limits for uploads, counted when a file is added."""

    account: int = 200_000_000  # bytes per account: not sent yet, or uploaded within a day
    unsent: int = 500  # files per account that are not sent yet
    in_all: int = 20_000_000_000  # bytes of all accounts

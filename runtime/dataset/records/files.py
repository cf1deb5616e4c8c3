"""Files that came with answers, without their bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Upload:
    """A file that belongs to an account; its bytes live in the store's file folder.

    It is loose until a draft is saved that names it; what stays or becomes loose is forgotten.
    """

    id: str
    account: str
    name: str
    media_type: str
    size: int
    at: datetime


@dataclass(frozen=True)
class UploadLimits:
    """How much may be uploaded; how much of it is there is counted in the moment in which a file is added."""

    account: int = 200_000_000  # bytes of one account: of what is not sent yet, or came within a day
    unsent: int = 500  # files of one account that are not sent yet
    in_all: int = 20_000_000_000  # bytes

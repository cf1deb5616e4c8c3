"""The site's secret, where no variable gives it."""

from __future__ import annotations

import secrets
from pathlib import Path

from runtime.dataset.private import private_file
from runtime.services.settings import WeakSettings


def kept_secret(file: Path) -> str:
    """A secret that stays the same from start to start, readable by this user only."""
    try:
        if not file.exists() or not file.stat().st_size:
            unfinished = file.with_name(f"{file.name}.unfinished")  # half of a secret is none
            private_file(unfinished)
            unfinished.write_text(secrets.token_hex(32))
            unfinished.replace(file)
        return file.read_text().strip()
    except OSError as problem:
        raise WeakSettings(
            f"The secret cannot be kept in {file} ({problem.strerror}). "
            "Let this user write there, or set ONCEONLY_SECRET."
        ) from problem

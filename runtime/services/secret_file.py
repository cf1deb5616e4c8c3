"""The site's secret, in a file where no variable sets it."""

from __future__ import annotations

import secrets
from pathlib import Path

from runtime.dataset.private import private_file
from runtime.services.settings import WeakSettings


def kept_secret(file: Path) -> str:
    """The secret in ``file``, created at the first call and readable by this user only."""
    try:
        if not file.exists() or not file.stat().st_size:
            unfinished = file.with_name(f"{file.name}.unfinished")  # renamed when complete
            private_file(unfinished)
            unfinished.write_text(secrets.token_hex(32))
            unfinished.replace(file)
        return file.read_text().strip()
    except OSError as problem:
        raise WeakSettings(
            f"The secret cannot be kept in {file} ({problem.strerror}). "
            "Let this user write there, or set ONCEONLY_SECRET."
        ) from problem

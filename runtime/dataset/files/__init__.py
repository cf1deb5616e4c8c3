"""Storage for the bytes of uploads, named by SHA-256, in a folder or an S3 bucket."""

from __future__ import annotations

from runtime.dataset.files.addresses import open_files
from runtime.dataset.files.base import FileStorage, Staged, is_digest

__all__ = ["FileStorage", "Staged", "is_digest", "open_files"]

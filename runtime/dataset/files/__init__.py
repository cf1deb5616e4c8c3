"""The bytes of uploaded files, each under the SHA-256 of what it holds: in a folder or in an S3 bucket."""

from __future__ import annotations

from runtime.dataset.files.addresses import open_files
from runtime.dataset.files.base import FileStorage, Staged, is_digest

__all__ = ["FileStorage", "Staged", "is_digest", "open_files"]

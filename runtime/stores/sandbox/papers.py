"""Uploads, outgoing messages and the audit trail in the sandbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tinydb import where

from runtime.stores.records import AuditEntry, Message, NewMessage, Upload
from runtime.stores.sandbox.file import SandboxFile
from runtime.stores.shared import rows
from runtime.stores.shared.gate import instant
from runtime.stores.shared.identifiers import new_id
from runtime.stores.shared.uploads import UploadFolder


class Papers:
    """The part of the sandbox that knows what came with the answers and what goes out."""

    def __init__(self, file: SandboxFile, files: UploadFolder) -> None:
        self._file = file
        self._files = files

    def keep_upload(self, upload: Upload, content: bytes) -> Upload:
        """See `Store`."""
        kept = replace(upload, id=new_id(), size=len(content))
        with self._file.writing() as tables:
            tables.add("upload", rows.upload_row(kept))
            self._files.write(kept.id, content)
        return kept

    def upload(self, upload: str) -> tuple[Upload, bytes] | None:
        """See `Store`."""
        row: Any = self._file.reading().upload.get(where("id") == upload)
        return (rows.upload(row), self._files.read(row["id"])) if row else None

    def post(self, message: NewMessage, at: datetime) -> Message:
        """See `Store`."""
        row = rows.message_row(new_id(), message, at)
        with self._file.writing() as tables:
            tables.add("outbox", row)
        return rows.message(row)

    def outbox(self, to: str | None = None) -> Sequence[Message]:
        """See `Store`."""
        found = reversed(self._file.reading().outbox.all())
        return [rows.message(row) for row in found if to is None or row["folded"] == rows.folded(to)]

    def mark_sent(self, message: str, at: datetime) -> None:
        """See `Store`."""
        with self._file.writing() as tables:
            if not tables.outbox.update({"sent": instant(at)}, where("id") == message):
                raise KeyError(message)

    def note(self, actor: str, action: str, about: str, at: datetime) -> None:
        """See `Store`."""
        with self._file.writing() as tables:
            tables.add("audit", rows.audit_row(actor, action, about, at))

    def audit_trail(self) -> Sequence[AuditEntry]:
        """See `Store`."""
        found = self._file.reading().audit.all()
        return [rows.audit_entry({**row, "sequence": row.doc_id}) for row in found]

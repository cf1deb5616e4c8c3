"""Posted data as plain mappings for services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import request

from runtime.services.filling.files import IncomingFiles


def posted_texts() -> Mapping[str, Sequence[str]]:
    """The text values of this request, by control name."""
    return request.form.to_dict(flat=False)


def posted_files() -> IncomingFiles:
    """The uploaded files of this request, by control name."""
    return request.files.to_dict(flat=False)

"""What a browser posted, as plain mappings that services read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import request

from runtime.services.filling.files import IncomingFiles


def posted_texts() -> Mapping[str, Sequence[str]]:
    """The texts of this request's controls, by name."""
    return request.form.to_dict(flat=False)


def posted_files() -> IncomingFiles:
    """The files of this request, by the name of their control."""
    return request.files.to_dict(flat=False)

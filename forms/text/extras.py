"""Parts of OnceOnly whose libraries are optional, and the sentence for people who lack them."""

from __future__ import annotations

import importlib
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

_NEEDS = {
    "pdf": ("Making PDFs", "weasyprint"),
    "postgres": ("A store in PostgreSQL", "psycopg"),
    "s3": ("Keeping files in S3", "boto3"),
    "translate": ("A workbook for translators", "openpyxl"),
}
"""Extra of pyproject.toml → what needs it, and its library."""


class MissingExtra(Exception):
    """A part of OnceOnly is used whose libraries are not installed; the message says how to get them."""


def is_installed(extra: str) -> bool:
    """Whether the library of an extra is there."""
    _, library = _NEEDS[extra]
    return find_spec(library) is not None


def missing(extra: str) -> str:
    """The sentence that names an extra, and how to install it: no package index has OnceOnly."""
    what, _ = _NEEDS[extra]
    wheel = f"onceonly-{version('onceonly')}-py3-none-any.whl"
    return (
        f"{what} needs OnceOnly's extra “{extra}”: install its wheel again by"
        f" pip install './{wheel}[{extra}]', or in a checkout by pip install '.[{extra}]'."
    )


def with_extra(extra: str, module: str) -> Any:  # Any: a module, whose functions only its caller knows
    """Our module of this name, which imports the libraries of an extra. Raises MissingExtra."""
    if not is_installed(extra):
        raise MissingExtra(missing(extra))
    return importlib.import_module(module)

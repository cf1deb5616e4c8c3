"""The delimiters of stage one's templates, for rendering and parsing."""

from __future__ import annotations

from typing import TypedDict


class Syntax(TypedDict):
    """The names of Jinja's delimiter settings."""

    block_start_string: str
    block_end_string: str
    variable_start_string: str
    variable_end_string: str
    comment_start_string: str
    comment_end_string: str


BUILD_DELIMITERS: Syntax = {
    "block_start_string": "[%",
    "block_end_string": "%]",
    "variable_start_string": "[[",
    "variable_end_string": "]]",
    "comment_start_string": "[#",
    "comment_end_string": "#]",
}

"""Minifies style sheets and scripts: removes comments and indentation."""

from __future__ import annotations

import re
from collections.abc import Callable

Minify = Callable[[str], str]

STRING = r'"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'"
BARE_URL = r"(?<![\w-])[uU][rR][lL]\(\s*(?:[^\s\"'()\\]|\\.)+\s*\)"
KEPT = re.compile(f"({STRING}|{BARE_URL})", re.DOTALL)
"""What must not be changed: strings, and addresses without quotes."""

COMMENT = re.compile(rf"({STRING}|{BARE_URL})|/\*.*?(?:\*/|\Z)", re.DOTALL)
"""A comment of a style sheet; a string that contains one is the first group and stays."""

_AROUND = re.compile(r"\s*([{};,>])\s*")
_BETWEEN = re.compile(r":\s+|\s+!")
_LINE_COMMENT = re.compile(r"(^|\s)\s*// .*$", re.MULTILINE)
_INDENTED = re.compile(r"\s*\n\s*")


def minified_stylesheet(text: str) -> str:
    """CSS without comments and redundant white space."""
    pieces = KEPT.split(without_comments(text, lambda comment: ""))
    pieces[::2] = map(_minified_rules, pieces[::2])  # strings are in between
    return "".join(pieces).strip()


def without_comments(css: str, instead: Callable[[str], str]) -> str:
    """CSS with comments replaced by ``instead(comment)``."""
    return COMMENT.sub(lambda found: found[1] or instead(found[0]), css)


def minified_script(text: str) -> str:
    """JavaScript without comments and indentation, otherwise unchanged.

    For our own scripts only: their strings contain no `// ` and have no line breaks.
    """
    return _INDENTED.sub("\n", _LINE_COMMENT.sub("", text)).strip()


def _minified_rules(text: str) -> str:
    text = _AROUND.sub(r"\1", text)
    text = _BETWEEN.sub(lambda found: found[0].strip(), text)
    return _INDENTED.sub(" ", text).replace(";}", "}")

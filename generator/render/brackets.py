"""Keeps curly brackets of templates for stage two, and escapes those in texts."""

from __future__ import annotations

import json
import re
import secrets
from functools import lru_cache

from markupsafe import Markup, escape

from generator.translate.fallback import without_marks

# Square brackets are left alone: texts in them may have {gaps}.
_BRACE = re.compile(r"\[\[.*?\]\]|\[%.*?%\]|\[#.*?#\]|\{#.*?#\}|[{}]", re.DOTALL)
_PLAIN = re.compile(r"[^\w .,;:!?()/-]|[^\x00-\x7f]")


_SALT = secrets.token_hex(8)  # authors and translators cannot guess it


class Request(Markup):
    """Markup with curly brackets for stage two. Only created by our own code, never from specs."""

    __slots__ = ()

    def __new__(cls, text: str) -> Request:
        """From markup: it is not escaped again."""
        return str.__new__(cls, text)


class Brackets:
    """Passes curly brackets through stage one as random marks.

    Braces of template sources and of `Request` texts are replaced with marks before stage one. Braces that
    remain after it come from specs, translations or options and become character references.
    """

    def __init__(self) -> None:
        self._disguises = {"{": f"\ufdd0{_SALT}\ufdd1", "}": f"\ufdd2{_SALT}\ufdd3"}

    def disguise(self, source: str, path: str = "") -> str:
        """A template's source from ``path``, with request braces replaced and request comments removed."""
        return _BRACE.sub(self._disguised, source)

    def printed(self, value: object) -> object:
        """The output of stage one for ``value`` (Jinja's ``finalize``)."""
        if isinstance(value, Request):
            return Markup(self._hidden(str(value)))  # noqa: S704  made by our own code
        return value

    def reveal(self, page: str) -> str:
        """The finished page: other braces escaped, white space reduced, request brackets restored."""
        return self.revealed("\n".join(filter(None, map(str.strip, page.split("\n")))))

    def revealed(self, page: str) -> str:
        """The page with other braces escaped and its request brackets restored, otherwise unchanged."""
        page = _without_braces(page)
        for brace, disguise in self._disguises.items():
            page = page.replace(disguise, brace)
        return page

    def plain(self, text: str) -> str:
        """Output of stage one as the template's text."""
        return text

    def is_disguised(self, source: str) -> bool:
        """Whether a disguised source has request braces."""
        return any(disguise in source for disguise in self._disguises.values())

    def _hidden(self, text: str) -> str:
        if "{" in text or "}" in text:
            for brace, disguise in self._disguises.items():
                text = text.replace(brace, disguise)
        return text

    def _disguised(self, found: re.Match[str]) -> str:
        if found[0].startswith("{#"):
            return ""
        return self._disguises.get(found[0], found[0])


@lru_cache(maxsize=4096)  # names of fields and files occur a dozen times per page
def literal(text: str) -> Request:
    """``text`` as a string literal for stage two; letters stay, other characters are escaped."""
    return Request('"' + _PLAIN.sub(lambda found: _escaped(found[0]), without_marks(text)) + '"')


def json_attribute(tree: object) -> Markup:
    """``tree`` as JSON for an attribute in single quotes, so that double quotes need no escape."""
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;")
    return inert(Markup(safe))  # noqa: S704  escaped just above


def inert(text: str) -> Markup:
    """``text`` escaped for HTML and for stage two, for use inside a `Request`."""
    return Markup(_without_braces(str(escape(text))))  # noqa: S704  escaped in this line


def _without_braces(text: str) -> str:
    return text.replace("{", "&#123;").replace("}", "&#125;")


def _escaped(character: str) -> str:
    number = ord(character)
    if number > 0xFFFF:
        return f"\\U{number:08x}"
    return f"\\u{number:04x}" if number > 0xFF else f"\\x{number:02x}"

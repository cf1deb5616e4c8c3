"""The two kinds of bracket: those of templates reach stage two, those in texts are made harmless."""

from __future__ import annotations

import json
import re
import secrets
from functools import lru_cache

from markupsafe import Markup, escape

from generator.translate.fallback import without_marks

# Stage one's own brackets are left alone: texts in them may have {gaps}.
_BRACE = re.compile(r"\[\[.*?\]\]|\[%.*?%\]|\[#.*?#\]|\{#.*?#\}|[{}]", re.DOTALL)
_PLAIN = re.compile(r"[^\w .,;:!?()/-]|[^\x00-\x7f]")


_SALT = secrets.token_hex(8)  # authors and translators cannot guess it


class Request(Markup):
    """Markup with brackets that stage two is meant to see. Only our own code makes it, never a spec."""

    __slots__ = ()

    def __new__(cls, text: str) -> Request:
        """Of a text that is markup already: nothing in it is asked what it would be as HTML."""
        return str.__new__(cls, text)


class Brackets:
    """Carries stage two's brackets through stage one as marks that no text can guess.

    The braces of template sources and of `Request` texts are disguised before stage one; after it, whatever
    brace is still there came from a spec, a translation or an option and becomes a character reference.
    """

    def __init__(self) -> None:
        self._disguises = {"{": f"\ufdd0{_SALT}\ufdd1", "}": f"\ufdd2{_SALT}\ufdd3"}

    def disguise(self, source: str, path: str = "") -> str:
        """A template's source, read from ``path``, with request braces hidden and request comments gone."""
        return _BRACE.sub(self._disguised, source)

    def printed(self, value: object) -> object:
        """What stage one prints for ``value`` (Jinja's ``finalize``)."""
        if isinstance(value, Request):
            return Markup(self._hidden(str(value)))  # noqa: S704  made by our own code
        return value

    def reveal(self, page: str) -> str:
        """The finished page: foreign braces neutralised, whitespace reduced, request brackets back."""
        return self.revealed("\n".join(filter(None, map(str.strip, page.split("\n")))))

    def revealed(self, page: str) -> str:
        """The page with foreign braces neutralised and its request brackets back, and else as it was."""
        page = _without_braces(page)
        for brace, disguise in self._disguises.items():
            page = page.replace(disguise, brace)
        return page

    def plain(self, text: str) -> str:
        """A text that stage one has printed, as a template would read it."""
        return text

    def is_disguised(self, source: str) -> bool:
        """Whether there are request braces in a source that was disguised."""
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


@lru_cache(maxsize=4096)  # names of fields and files stand at a dozen places of each page
def literal(text: str) -> Request:
    """``text`` as a string literal of stage two: letters stay, everything with a meaning is escaped."""
    return Request('"' + _PLAIN.sub(lambda found: _escaped(found[0]), without_marks(text)) + '"')


def json_attribute(tree: object) -> Markup:
    """``tree`` as JSON for an attribute in single quotes, which keeps its double quotes short."""
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;")
    return inert(Markup(safe))  # noqa: S704  escaped just above


def inert(text: str) -> Markup:
    """``text`` escaped for HTML and for stage two, to be used inside a `Request`."""
    return Markup(_without_braces(str(escape(text))))  # noqa: S704  escaped in this very line


def _without_braces(text: str) -> str:
    return text.replace("{", "&#123;").replace("}", "&#125;")


def _escaped(character: str) -> str:
    number = ord(character)
    if number > 0xFFFF:
        return f"\\U{number:08x}"
    return f"\\u{number:04x}" if number > 0xFF else f"\\x{number:02x}"

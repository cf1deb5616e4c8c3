"""Markup that pages may not contain: blocked by the content security policy, or loaded from other servers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from generator.check.themes.nesting import without_brackets
from generator.problems import Problem
from generator.sources.yaml.nodes import Place

REMOTE = re.compile(r"\s*(?:https?:)?[/\\]{2}", re.IGNORECASE)
_FETCHED = frozenset(("src", "srcset", "poster", "data", "background", "xlink:href"))
_FETCHED_LINKS = re.compile(
    r"stylesheet|icon|preload|prefetch|preconnect|dns-prefetch|manifest", re.IGNORECASE
)
PAPER = re.compile(r"(?:^|/)(?:paper|blank\w*|receipt)\.html$")
"""Names of printed templates."""

_EMBEDS = frozenset(("applet", "audio", "embed", "frame", "iframe", "object", "portal", "video"))
_INSTEAD = "Put it into a style sheet (static/*.css) or script (static/*.js) of the theme."
_AS_FILE = "Put the file into static/ of the theme and write its address as [[ asset('name') ]]."

Attributes = Mapping[str, str]


def forbidden(file: str, template: str) -> Iterator[Problem]:
    """Every tag of a template that cannot work on a page; ``file`` is its name for people.

    Printed templates may have inline styles, as no policy applies to them.
    """
    reader = _Reader(file, is_paper=bool(PAPER.search(file)))
    reader.feed(without_brackets(template))
    reader.close()
    yield from reader.problems


class _Reader(HTMLParser):
    """Checks one tag after the other."""

    def __init__(self, file: str, *, is_paper: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._file, self._is_paper = file, is_paper
        self.problems: list[Problem] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        for address in filter(REMOTE.match, _fetched(tag, attributes)):
            self._report(
                tag,
                "E513",
                f"This <{tag}> asks another server for {address.strip()} on every visit.",
                _AS_FILE,
            )
        if not self._is_paper:
            for what, remedy in _blocked(tag, attributes):
                self._report(
                    tag, "E512", f"Browsers do not follow {what}: the policy of pages blocks it.", remedy
                )

    def _report(self, tag: str, code: str, message: str, remedy: str) -> None:
        line, offset = self.getpos()
        end = offset + 2 + len(tag)
        self.problems.append(Place(self._file, line, offset + 1, line, end).problem(code, message, remedy))


def _fetched(tag: str, attributes: Attributes) -> Iterator[str]:
    """The addresses that a browser fetches automatically."""
    for name, value in attributes.items():
        if name in _FETCHED:
            yield from value.split(",") if name == "srcset" else (value,)
    if tag == "base":
        yield attributes.get("href", "")
    follows = tag in ("use", "image") or (
        tag == "link" and _FETCHED_LINKS.search(attributes.get("rel", "")) is not None
    )
    if follows:
        yield attributes.get("href", "")


def _blocked(tag: str, attributes: Attributes) -> Iterator[tuple[str, str]]:
    """What the policy blocks, each with its remedy."""
    if tag == "script" and "src" not in attributes and "json" not in attributes.get("type", ""):
        yield "a script inside a page", _INSTEAD
    if tag == "style":
        yield "a <style> inside a page", _INSTEAD
    if "style" in attributes:
        yield "a style attribute", _INSTEAD
    yield from ((f"the attribute {name}", _INSTEAD) for name in attributes if name.startswith("on"))
    if _begins(attributes.get("href", ""), "javascript:"):
        yield "a link that begins with javascript:", _INSTEAD
    if tag in _EMBEDS:
        yield f"<{tag}>", "Link to it: <a href=…>."
    elif any(_begins(address, "data:") for address in _fetched(tag, attributes)):
        yield "a picture that is written out inside a page", _AS_FILE


def _begins(address: str, scheme: str) -> bool:
    return address.strip().lower().startswith(scheme)

"""Properties that style sheets read but no token sets, and tokens that nothing reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.check.themes.files import shown
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.yaml.nodes import Place
from generator.themes.minify import without_comments
from generator.themes.properties import USED, properties_used, property_of
from generator.themes.tokens import PALETTE, Tokens, aliases_in

_DECLARED = re.compile(r"(?<![\w(-])--([\w-]+)\s*:")


def mismatched_properties(tokens: Tokens, stylesheets: Mapping[Path, str]) -> Iterator[Problem]:
    """Properties that style sheets read but no token sets, and tokens that nothing reads."""
    sheets = {path: without_comments(css, _blank) for path, css in stylesheets.items()}
    known = {property_of(name): name for name in tokens.written(dark=True) if not name.startswith(PALETTE)}
    declared = {name for css in sheets.values() for name in _DECLARED.findall(css)}
    for path, css in sheets.items():
        for used in USED.finditer(css):
            if used[1] not in known and used[1] not in declared:
                yield _unset(path, css, used, known)
    yield from _unread(tokens, set().union(*map(properties_used, sheets.values())))


def _unread(tokens: Tokens, used: set[str]) -> Iterator[Problem]:
    written = [*tokens.light.values(), *tokens.dark.values()]
    referred = {alias for value in written for alias in aliases_in(value)}
    read = {name for name in tokens.light if property_of(name) in used or name in referred}
    for name, value in tokens.written(dark=True).items():
        if name not in read and not name.startswith(PALETTE) and property_of(name) not in used:
            yield value.place.problem(
                "E509", f"Nothing on any page reads the token {name}.", nearest(name, read)
            )


def _unset(path: Path, css: str, used: re.Match[str], known: Mapping[str, str]) -> Problem:
    line = css.count("\n", 0, used.start()) + 1
    column = used.start(1) - css.rfind("\n", 0, used.start())
    file = shown(path, path.parents[1])
    return Place(file, line, column, line, column + len(used[1])).problem(
        "E510", f"No token sets the property --{used[1]} that this style reads.", nearest(used[1], known)
    )


def _blank(comment: str) -> str:
    """As many line breaks as the comment had, so that places stay right."""
    return "\n" * comment.count("\n")

"""Checks of style sheets: unclosed braces, links to missing files or other servers, size."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.check.themes.files import shown
from generator.check.themes.markup import REMOTE
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.yaml.nodes import Place
from generator.themes.minify import COMMENT, KEPT, without_comments
from generator.themes.stylesheet_links import Link, links_in

LARGEST = 8 * 1024  # compressed bytes of all styles, which delay the first display on slow connections

_STAYS = re.compile(r"#|$")  # addresses that cause no request
_INLINE = re.compile(r"data:|blob:", re.IGNORECASE)
_FONT = re.compile(r"(@font-face)\s*\{[^{}]*\b(?:url|src)\(", re.IGNORECASE)
_NOT_HERE = "Put the file into static/ of the theme and write its bare name: url(picture.svg)."


def faults_of_sheets(sheets: Mapping[Path, str], files: Iterable[str]) -> Iterator[Problem]:
    """All faults of style sheets; ``files`` are the names in ``static/``."""
    known = sorted(files)
    for path, css in sheets.items():
        sheet = _Sheet(path, css)
        yield from sheet.braces()
        yield from sheet.fonts()
        yield from sheet.links(known)


def too_large(sheets: Mapping[Path, str], served: bytes) -> Iterator[Problem]:
    """Advice when all styles together exceed LARGEST."""
    size = len(gzip.compress(served, compresslevel=9, mtime=0))
    if size > LARGEST and sheets:
        largest = max(sheets, key=lambda path: len(sheets[path]))
        yield (
            _Sheet(largest, "")
            .place(0, 1)
            .problem(
                "W650",
                f"All style sheets of the theme together have {size / 1024:.1f} KB as browsers fetch them:"
                f" more than {LARGEST // 1024} KB keep people on slow phones waiting.",
                "Leave out what no page needs. This is the largest of them.",
            )
        )


class _Sheet:
    """One style sheet, with comments blanked."""

    def __init__(self, path: Path, css: str) -> None:
        self._file = shown(path, path.parents[1])
        comments = (found for found in COMMENT.finditer(css) if not found[1])
        self._comments = [found for found in comments if not found[0].endswith("*/")]
        self._css = without_comments(css, lambda comment: re.sub(r"[^\n]", " ", comment))

    def place(self, start: int, end: int) -> Place:
        """The place of a range of the sheet."""
        line = self._css.count("\n", 0, start) + 1
        column = start - self._css.rfind("\n", 0, start)
        return Place(self._file, line, column, line, column + end - start)

    def braces(self) -> Iterator[Problem]:
        """A comment or brace that is never closed, or a brace that closes nothing."""
        for comment in self._comments:
            yield self._unclosed(comment.start(), "comment", "Write */ where it ends.")
        css = KEPT.sub(lambda found: " " * len(found[0]), self._css)
        opened: list[int] = []
        for found in re.finditer(r"[{}]", css):
            if found[0] == "{":
                opened.append(found.start())
            elif opened:
                opened.pop()
            else:
                here = self.place(found.start(), found.end())
                yield here.problem("E515", "This brace closes nothing.", "Remove it, or open the rule above.")
        if opened:
            yield self._unclosed(opened[-1], "brace", "Write } where its rule ends.")

    def fonts(self) -> Iterator[Problem]:
        """Web fonts."""
        for found in _FONT.finditer(self._css):
            yield self.place(*found.span(1)).problem(
                "E512",
                "Browsers load no fonts for our pages: their policy blocks it, and nobody waits for one.",
                "List fonts that people’s devices have in the tokens font.text and font.title.",
            )

    def links(self, known: list[str]) -> Iterator[Problem]:
        """Addresses of other servers, and unknown file names."""
        for link in links_in(self._css):
            yield from self._faults_of(link, known)

    def _faults_of(self, link: Link, known: list[str]) -> Iterator[Problem]:
        inside = 0 if link.is_bare else 1  # the quotes
        here, address = self.place(link.start + inside, link.end - inside), link.address
        if REMOTE.match(address):
            asks = f"This style asks another server for {address} on every visit."
            yield here.problem("E513", asks, _NOT_HERE)
        elif _INLINE.match(address):
            message = (
                "Browsers do not show a picture that is written out here: the policy of pages blocks it."
            )
            yield here.problem("E512", message, _NOT_HERE)
        elif link.is_import:
            yield here.problem(
                "E516", "Style sheets do not import others.", "All files static/*.css are used anyway."
            )
        elif link.is_broken:
            message = f"The address “{address}” has a space, so browsers do not follow it."
            yield here.problem("E516", message, f'Put it in quotes: url("{address}")')
        elif address.partition("#")[0] not in known and not _STAYS.match(address):
            none = f"There is no file “{address}” in static/ of the theme."
            yield here.problem("E516", none, nearest(address, known))

    def _unclosed(self, start: int, what: str, remedy: str) -> Problem:
        here = self.place(start, start + 1)
        return here.problem("E515", f"This {what} is never closed, so what follows it is lost.", remedy)

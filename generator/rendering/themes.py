"""Themes: a folder with tokens, templates and static files, standing on the theme that it extends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from forms.expressions import EVALUATE_JS
from generator.loader import Document, load_document
from generator.loader.nodes import Entries, Text
from generator.problems import Problem
from generator.rendering.properties import custom_properties, loose_ends
from generator.rendering.readable import Pair, pairs_in, unreadable
from generator.rendering.slim import Slim, slim_script, slim_stylesheet
from generator.rendering.tokens import ThemeProblem, Tokens, tokens_in

BASE = "base"
_BUNDLED = {".css", ".js"}
_SCREENS = "screens"  # how the names of such style sheets end


@dataclass(frozen=True)
class Theme:
    """A theme and what it stands on."""

    name: str
    folders: tuple[Path, ...]  # its own first, the base last
    tokens: Tokens
    pairs: tuple[Pair, ...] = ()  # colours that must be told apart

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked for, in this order."""
        return tuple(folder / "templates" for folder in self.folders)

    def assets(self) -> Mapping[str, bytes]:
        """Every file that pages link to, by name: ``page.css``, ``page.js`` and the rest of ``static/``.

        ``screens.css`` holds what pages of questions do without, so that a slow phone need not wait for it.
        """
        assets = {path.name: path.read_bytes() for path in self._static() if path.suffix not in _BUNDLED}
        sheets = [path for path in self._static() if path.suffix == ".css"]
        screens = [path for path in sheets if path.stem.endswith(_SCREENS)]
        pages = [path for path in sheets if path not in screens]
        scripts = [path for path in self._static() if path.suffix == ".js"]
        assets["page.css"] = _bundle(pages, slim_stylesheet, custom_properties(self.tokens))
        assets["screens.css"] = _bundle(screens, slim_stylesheet)
        assets["page.js"] = _bundle(scripts, slim_script, EVALUATE_JS.read_text("utf-8"))
        return dict(sorted(assets.items()))

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with tokens that can be read: unreadable pairs, and names that lead nowhere."""
        sheets = {path: path.read_text("utf-8") for path in self._static() if path.suffix == ".css"}
        try:
            pairs = unreadable(self.tokens, self.pairs, _file(self.name))
            return (*pairs, *loose_ends(self.tokens, sheets))
        except ThemeProblem as found:
            return found.problems

    def _static(self) -> Iterator[Path]:
        """Static files of the base first, so that those of a theme follow and win."""
        for folder in reversed(self.folders):
            yield from sorted(path for path in (folder / "static").glob("*") if path.is_file())


def read_theme(themes: Path, name: str) -> Theme:
    """The theme in ``themes/<name>``; raises ThemeProblem."""
    chain = tuple(_chain(themes, name))
    tokens = Tokens()
    pairs: tuple[Pair, ...] = ()
    for _, document in reversed(chain):
        root = document.root or Entries(document.start, ())
        tokens, pairs = tokens.under(tokens_in(root)), (*pairs, *pairs_in(root))
    return Theme(name, tuple(folder for folder, _ in chain), tokens, pairs)


def _chain(themes: Path, name: str) -> Iterator[tuple[Path, Document]]:
    seen: list[str] = []
    while name:
        document = load_document(themes / name / "theme.yaml", _file(name))
        if document.problems:
            raise ThemeProblem(*document.problems)
        if name in seen:
            raise ThemeProblem(_circle(document, [*seen, name]))
        seen.append(name)
        yield themes / name, document
        name = _extended(document, name)


def _extended(document: Document, name: str) -> str:
    extends = document.root.get("extends") if document.root else None
    if isinstance(extends, Text):
        return extends.text
    return "" if name == BASE else BASE


def _bundle(paths: Sequence[Path], slim: Slim, *start: str) -> bytes:
    texts = (*start, *(path.read_text("utf-8") for path in paths))
    return "\n".join(slim(text) for text in texts).encode()


def _file(name: str) -> str:
    """A theme's file as people are told of it."""
    return f"themes/{name}/theme.yaml"


def _circle(document: Document, chain: list[str]) -> Problem:
    return document.start.problem(
        "E501",
        f"The themes extend each other in a circle: {' → '.join(chain)}.",
        "Let one of them extend base.",
    )

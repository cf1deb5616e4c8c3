"""Themes: a folder of tokens, templates and static files that extends another theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from forms.expressions import EVALUATE_JS
from generator.cache.digests import is_left_behind
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.theme_folders import theme_folder, theme_names
from generator.sources.yaml import Document, load_document
from generator.sources.yaml.nodes import MappingNode, Place, ScalarNode
from generator.themes.minify import Minify, minified_script, minified_stylesheet
from generator.themes.pairs import Pair, pairs_in
from generator.themes.properties import custom_properties
from generator.themes.theme_keys import problems_of_keys
from generator.themes.tokens import ThemeProblem, Tokens, tokens_in

BASE = "base"
_BUNDLED = {".css", ".js"}
_SCREENS = "screens"  # suffix of such names of style sheets and scripts


@dataclass(frozen=True)
class Theme:
    """A theme and the themes that it extends."""

    name: str
    folders: tuple[Path, ...]  # its own first, the base last
    tokens: Tokens
    pairs: tuple[Pair, ...] = ()  # required contrasts

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """The folders of templates, in search order."""
        return tuple(folder / "templates" for folder in self.folders)

    def assets(self) -> Mapping[str, bytes]:
        """Every file that pages link to, by name: ``page.css``, ``page.js`` and the rest of ``static/``.

        ``screens.css`` and ``screens.js`` hold what pages of questions do not need, so that these load
        faster.
        """
        assets = {path.name: path.read_bytes() for path in self.static_files() if path.suffix not in _BUNDLED}
        bundled = [path for path in self.static_files() if path.suffix in _BUNDLED]
        screens = [path for path in bundled if path.stem.endswith(_SCREENS)]
        pages = [path for path in bundled if path not in screens]
        assets["page.css"] = _bundle(pages, ".css", minified_stylesheet, custom_properties(self.tokens))
        assets["screens.css"] = _bundle(screens, ".css", minified_stylesheet)
        assets["page.js"] = _bundle(pages, ".js", minified_script, EVALUATE_JS.read_text("utf-8"))
        assets["screens.js"] = _bundle(screens, ".js", minified_script)
        return dict(sorted(assets.items()))

    def static_files(self) -> Iterator[Path]:
        """Static files, the base's first, so that the theme's replace them."""
        for folder in reversed(self.folders):
            files = (path for path in (folder / "static").glob("*") if path.is_file())
            yield from sorted(path for path in files if not is_left_behind(path.name))


def read_theme(themes: Path, name: str) -> Theme:
    """Read the theme ``name`` from the city's folder or the product; raises ThemeProblem."""
    chain = tuple(_chain(themes, name))
    tokens = Tokens()
    pairs: tuple[Pair, ...] = ()
    for _, document in reversed(chain):
        root = document.root or MappingNode(document.start, ())
        tokens, pairs = tokens.under(tokens_in(root)), (*pairs, *pairs_in(root))
    return Theme(name, tuple(folder for folder, _ in chain), tokens, pairs)


def _chain(themes: Path, name: str) -> Iterator[tuple[Path, Document]]:
    seen: list[str] = []
    named = ScalarNode(Place(file_of(name), 1, 1, 1, 2), name)
    while named.text:
        folder = theme_folder(themes, named.text)
        if folder is None:
            raise ThemeProblem(_unknown(named, themes))
        document = load_document(folder / "theme.yaml", file_of(named.text))
        if problems := [*problems_of_keys(document)]:
            raise ThemeProblem(*problems)
        if named.text in seen:
            raise ThemeProblem(_circle(document, [*seen, named.text]))
        seen.append(named.text)
        yield folder, document
        named = _extended(document, named.text)


def _extended(document: Document, name: str) -> ScalarNode:
    extends = document.root.get("extends") if document.root else None
    if isinstance(extends, ScalarNode):
        return extends
    return ScalarNode(document.start, "" if name == BASE else BASE)


def _bundle(paths: Sequence[Path], suffix: str, minify: Minify, *start: str) -> bytes:
    texts = (*start, *(path.read_text("utf-8") for path in paths if path.suffix == suffix))
    return "\n".join(minify(text) for text in texts).encode()


def file_of(name: str) -> str:
    """The name of a theme's file in problems."""
    return f"themes/{name}/theme.yaml"


def _unknown(named: ScalarNode, themes: Path) -> Problem:
    known = theme_names(themes)
    return named.place.problem("E501", f"There is no theme “{named.text}”.", nearest(named.text, known))


def _circle(document: Document, chain: list[str]) -> Problem:
    return document.start.problem(
        "E501",
        f"The themes extend each other in a circle: {' → '.join(chain)}.",
        "Let one of them extend base.",
    )

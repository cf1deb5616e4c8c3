"""The gallery's pages, rendered on demand: one for tokens, one for each field type."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from forms.fields import field_types
from forms.model.form import City, Contact
from forms.model.form import Page as FormPage
from forms.text.language import Language
from generator.check.themes.contrast_ratio import contrast
from generator.check.themes.themes import problems_of_theme
from generator.compile.examples import examples
from generator.problems import errors_among
from generator.render.live import Live
from generator.render.stage_one import StageOne
from generator.sources.sources import Sources
from generator.themes.themes import Theme, read_theme
from generator.themes.tokens import ThemeProblem
from generator.translate.translations import read_translations
from onceonly.gallery.looks import LOOKS, stylesheets, swatches, tiers
from onceonly.gallery.states import Piece, pieces
from onceonly.gallery.tokens_used import TokenFinder
from runtime.web.http.words import request_words

TOKENS = "index"
_TEMPLATES = Path(__file__).parent
_DIRECTIONS = {"ltr": "en", "rtl": "ar"}
_CITY = City(
    name="gallery",
    title="City of Examples",
    tagline="Every question in every state",
    contact=Contact(
        phone="+1 415 555 0100", email="help@examples.example", hours="Monday to Friday, 8 am to 5 pm"
    ),
)

# Any in this module: contexts are read by templates only.


class Place(NamedTuple):
    """One page of the gallery: its subject, look and direction, which also form its file name."""

    name: str
    look: str = "light"
    direction: str = "ltr"

    @property
    def file(self) -> str:
        """The file name: ``date.html``, ``date.dark.html``, ``date.dark.rtl.html``."""
        parts = (
            self.name,
            self.look if self.look != "light" else "",
            self.direction if self.direction != "ltr" else "",
        )
        return ".".join([*filter(None, parts), "html"])


class Gallery:
    """The gallery of one theme. Raises ThemeProblem and Jinja's TemplateError like a build.

    The languages are English and Arabic; ``spoken`` replaces them, by direction.
    """

    def __init__(
        self, sources: Sources, theme: str, spoken: Mapping[str, Language] = MappingProxyType({})
    ) -> None:
        self._theme: Theme = read_theme(sources.themes, theme)
        if problems := errors_among(problems_of_theme(self._theme)):
            raise ThemeProblem(*problems)
        assets = self._theme.assets()
        css = (assets["page.css"] + b"\n" + assets["screens.css"]).decode()
        self._finder = TokenFinder(css, self._theme.tokens)
        self._sheets = stylesheets(css)
        names = {name: name for name in assets} | {
            "page.css": "light.css",
            "gallery.css": "gallery.css",
        }
        self._stage = StageOne([*self._theme.template_folders, _TEMPLATES], names)
        read = read_translations(sources.locales, tuple(_DIRECTIONS.values()), "city.yaml")
        ours = dict(zip(_DIRECTIONS, (one.language for one in read.languages), strict=True))
        self._languages = {**ours, **spoken}
        self._second = {one.code: _second_stage(one) for one in self._languages.values()}
        self._shown: dict[tuple[str, str], list[tuple[str, list[dict[str, Any]]]]] = {}

    @cached_property
    def files(self) -> Mapping[str, Place]:
        """All pages by file name."""
        names = (TOKENS, *sorted(field_types()))
        places = (Place(name, look, to) for name in names for look in LOOKS for to in _DIRECTIONS)
        return {place.file: place for place in places}

    @cached_property
    def assets(self) -> Mapping[str, bytes]:
        """The assets by file name: the theme's files, its looks, and the colour swatches."""
        own = (_TEMPLATES / "gallery.css").read_text("utf-8") + swatches(self._theme.tokens)
        looks = {f"{look}.css": css.encode() for look, css in self._sheets.items()}
        return {**self._theme.assets(), **looks, "gallery.css": own.encode()}

    def page(self, place: Place) -> str:
        """One complete page, as HTML."""
        language = self._languages[place.direction]
        shown = self._tokens() if place.name == TOKENS else self._type(place.name, place.direction)
        links = {"looks": self._looks(place), "types": self._types(place)}
        template = "gallery_tokens.html" if place.name == TOKENS else "gallery_type.html"
        page = self._stage.render(
            template, language, city=_CITY, languages=tuple(self._languages.values()), **links, **shown
        )
        html = self._answered(page, language, self._around(place))
        return html.replace('="/assets/light.css', f'="assets/{place.look}.css').replace(
            '="/assets/', '="assets/'
        )

    def _looks(self, place: Place) -> list[tuple[str, str, bool]]:
        return [(look.title(), place._replace(look=look).file, look == place.look) for look in LOOKS]

    def _types(self, place: Place) -> list[tuple[str, str, bool]]:
        names = (TOKENS, *sorted(field_types()))
        return [(name, place._replace(name=name).file, name == place.name) for name in names]

    def _around(self, place: Place) -> dict[str, Any]:
        """The context of the page's frame; the language links of the header switch the direction."""
        links = [
            {
                "code": language.code,
                "url": place._replace(direction=direction).file,
                "current": direction == place.direction,
            }
            for direction, language in self._languages.items()
        ]
        return {"language_links": links, "who": "mei@dumplings.example", "business": "Golden Gate Dumplings"}

    def _type(self, name: str, direction: str) -> dict[str, Any]:
        """The context of one field type, which is the same in every look."""
        if (name, direction) not in self._shown:
            language = self._languages[direction]
            self._shown[name, direction] = [
                (example.title, [self._piece(piece, language) for piece in pieces(example, language, number)])
                for number, example in enumerate(examples(name), 1)
            ]
        return {"title": name, "shown": self._shown[name, direction]}

    def _piece(self, piece: Piece, language: Language) -> dict[str, Any]:
        page = FormPage(name="gallery", title="Gallery", fields=(piece.field,))
        printed = self._stage.render("gallery_piece.html", language, field=piece.field, live=Live(page))
        html = self._answered(printed, language, piece.context)
        return {"title": piece.title, "html": Markup(html), "tokens": self._finder.in_html(html)}  # noqa: S704  our own template

    def _tokens(self) -> dict[str, Any]:
        tokens = self._theme.tokens
        light, dark = tokens.resolved(), tokens.resolved(dark=True)
        groups = {
            group: [
                (name, tokens.light[name].text, light[name], dark[name], tokens.kind(name)) for name in names
            ]
            for group, names in tiers(tokens).items()
        }
        pairs = [
            (
                pair.front.text,
                pair.back.text,
                pair.ratio,
                *(_measured(pair.front.text, pair.back.text, one) for one in (light, dark)),
            )
            for pair in self._theme.pairs
        ]
        return {"title": self._theme.name, "groups": groups, "pairs": pairs}

    def _answered(self, template: str, language: Language, context: Mapping[str, Any]) -> str:
        return self._second[language.code].from_string(template).render(context)


def _second_stage(language: Language) -> jinja2.Environment:
    """The environment of the request stage, in which unknown names are empty."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.ChainableUndefined)
    environment.globals.update(request_words(language))
    return environment


def _measured(front: str, back: str, values: Mapping[str, str]) -> float:
    return math.floor(contrast(values[front], values[back]) * 100) / 100

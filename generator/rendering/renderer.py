"""Templates of stage two, made once for each form, page and language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from forms.form import City, Form, Page
from forms.language import Language
from generator.rendering.live import Live
from generator.rendering.stage_one import StageOne
from generator.rendering.themes import read_theme

SCREENS = (
    "business",
    "check",
    "discard",
    "location",
    "mailbox",
    "may_apply",
    "not_found",
    "portal",
    "problem",
    "search",
    "sent",
    "sign_in",
    "sign_in_link",
    "sign_in_sent",
    "submission",
    "submissions",
)


class Renderer:
    """Renders with one theme. ``assets`` maps the theme's file names to the names they are served under."""

    screens: tuple[str, ...] = SCREENS

    def __init__(self, themes: Path, theme: str, assets: Mapping[str, str]) -> None:
        self._stage = StageOne(read_theme(themes, theme).template_folders, assets)

    def form_page(
        self, form: Form, page: Page, city: City, language: Language, languages: Sequence[Language]
    ) -> str:
        """The request template of one page of a form."""
        return self._stage.render(
            "form.html", language, form=form, page=page, live=Live(page), city=city, languages=languages
        )

    def start(self, form: Form, city: City, language: Language, languages: Sequence[Language]) -> str:
        """The request template of the page where a form begins."""
        return self._stage.render("start.html", language, form=form, city=city, languages=languages)

    def fact(self, form: Form, city: City, language: Language, languages: Sequence[Language]) -> str:
        """The request template of the page on which one fact is changed: a form of one question."""
        page = form.pages[0]
        return self._stage.render(
            "fact.html", language, form=form, page=page, live=Live(page), city=city, languages=languages
        )

    def screen(
        self,
        name: str,
        city: City,
        language: Language,
        languages: Sequence[Language],
        forms: Sequence[Form] = (),
    ) -> str:
        """The request template of a page that belongs to no form; the portal shows ``forms``."""
        return self._stage.render(f"{name}.html", language, city=city, languages=languages, forms=forms)

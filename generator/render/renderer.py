"""Renders the request templates of each form, page and language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from forms.model.article import Article
from forms.model.form import Agency, City, Form, Page
from forms.model.paper_form import Sheet
from forms.text.direction import reads
from forms.text.language import Language
from generator.render.live import Live
from generator.render.stage_one import StageOne
from generator.render.trace import Trace

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
    "sessions",
    "sign_in",
    "sign_in_link",
    "sign_in_sent",
    "submission",
    "submissions",
    "too_late",
)
PAPERS = ("receipt",)  # request templates that are only printed as PDF


class Renderer:
    """Renders with the templates of one theme in ``folders``; the first folder that has a file counts.

    ``assets`` maps the theme's file names to the names they are served under; ``hidden`` templates are
    ignored, and ``trace`` records where pages were written.
    """

    screens: tuple[str, ...] = SCREENS
    papers: tuple[str, ...] = PAPERS

    def __init__(
        self,
        folders: Sequence[Path],
        assets: Mapping[str, str],
        hidden: frozenset[Path] = frozenset(),
        trace: Trace | None = None,
    ) -> None:
        self._stage = StageOne(folders, assets, hidden, trace)

    @property
    def files_used(self) -> Sequence[Path]:
        """The files of all templates used in the page rendered last."""
        return self._stage.files_used

    def form_page(
        self, form: Form, page: Page, city: City, language: Language, languages: Sequence[Language]
    ) -> str:
        """The request template of one page of a form."""
        return self._stage.render(
            "form.html", language, form=form, page=page, live=Live(page), city=city, languages=languages
        )

    def start(self, form: Form, city: City, language: Language, languages: Sequence[Language]) -> str:
        """The request template of a form's start page."""
        return self._stage.render("start.html", language, form=form, city=city, languages=languages)

    def fact(self, form: Form, city: City, language: Language, languages: Sequence[Language]) -> str:
        """The request template of the page for changing one fact: a form of one question."""
        page = form.pages[0]
        return self._stage.render(
            "fact.html", language, form=form, page=page, live=Live(page), city=city, languages=languages
        )

    def article(
        self,
        article: Article,
        forms: Sequence[Form],
        city: City,
        language: Language,
        languages: Sequence[Language],
    ) -> str:
        """The request template of an article, with links to its ``forms``."""
        return self._stage.render(
            "article.html", language, article=article, forms=forms, city=city, languages=languages
        )

    def screen(
        self,
        name: str,
        city: City,
        language: Language,
        languages: Sequence[Language],
        forms: Sequence[Form] = (),
        articles: Sequence[Article] = (),
        tabs: Sequence[Agency] | None = None,
    ) -> str:
        """The request template of a page without a form.

        The portal shows forms and articles in ``tabs``, by default those of all agencies.
        """
        tabs = city.agencies if tabs is None else tabs
        shown = {"forms": forms, "articles": articles, "tabs": tabs}
        return self._stage.render(f"{name}.html", language, city=city, languages=languages, **shown)

    def blank(self, form: Form, city: City, language: Language, address: str) -> str:
        """A form to fill in by pen: complete HTML for printing. ``address`` is the form's address online."""
        sheet = Sheet(form, language)
        return self._stage.render(
            "blank.html", language, form=form, city=city, sheet=sheet, reads=reads, address=address
        )

"""A published site with its templates and the page cache of this worker."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import jinja2

from runtime.services.filling.overview import QuestionPlan, question_plan
from runtime.services.site.published_site import PublishedSite
from runtime.web.http.page_cache import PageCache
from runtime.web.http.templates import environment
from runtime.web.http.words import request_words

FORMS_COUNTED = 1024  # forms whose counts are cached per worker and language


class TemplatedSite(PublishedSite):
    """The published site as the website shows it."""

    def __init__(self, output: Path) -> None:
        super().__init__(output)
        assets = {"assets": self.asset_names}
        self._words = {code: {**request_words(each), **assets} for code, each in self.languages.items()}
        self._templates = environment(output)
        self.pages = PageCache()
        self.question_plan = lru_cache(maxsize=FORMS_COUNTED)(self._read_asking)

    def template(self, language: str, name: str) -> jinja2.Template:
        """A template in one language: ``portal/<agency>`` or ``forms/<form>.<page>``."""
        return self._templates.get_template(f"{language}/{name}.html", globals=self._words[language])

    def _read_asking(self, name: str) -> QuestionPlan:
        form = self.form(self.source_language, name)
        assert form is not None  # noqa: S101  its name is one of `form_names`
        return question_plan(form)

"""A published site with its templates and the page cache of this worker."""

from __future__ import annotations

from functools import cached_property, lru_cache

import jinja2

from runtime.services.filling.overview import QuestionPlan, question_plan
from runtime.services.site.edition import Edition
from runtime.services.site.published_site import PublishedSite
from runtime.web.http.inline_styles import Style, styles
from runtime.web.http.page_cache import PageCache
from runtime.web.http.templates import environment
from runtime.web.http.words import request_words

FORMS_COUNTED = 1024  # forms whose counts are cached per worker and language


class TemplatedSite(PublishedSite):
    """The published site as the website shows it."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(edition)
        output = edition.folder.parents[1]
        assets = {"assets": self.asset_names}
        self._words = {code: {**request_words(each), **assets} for code, each in self.languages.items()}
        self._templates = environment(edition.folder, output.with_name(f".{output.name}.compiled"))
        self.pages = PageCache()
        for language in self.languages:
            self.template(language, "problem")  # error pages work without the output, too
        self.question_plan = lru_cache(maxsize=FORMS_COUNTED)(self._read_question_plan)

    def template(self, language: str, name: str) -> jinja2.Template:
        """A template in one language: ``portal/<agency>`` or ``forms/<form>.<page>``."""
        return self._templates.get_template(f"{language}/{name}.html", globals=self._words[language])

    @cached_property
    def styles(self) -> tuple[Style, ...]:
        """The style sheets that can be inlined."""
        return tuple(styles(self))

    def _read_question_plan(self, name: str) -> QuestionPlan:
        form = self.form(self.source_language, name)
        assert form is not None  # noqa: S101  its name is one of `form_names`
        return question_plan(form)

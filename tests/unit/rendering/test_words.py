"""The product's words in templates, in the reader's language."""

from __future__ import annotations

import gettext
from pathlib import Path

from forms.text.language import Language
from generator.render.stage_one import StageOne
from tests.request_context import answered

SPANISH = {
    "Hello {who}": "Hola {who}",
    "Stop <b>": "Alto <b> {{ 7*7 }}",
    "{count} file": "{count} archivo",
    "{count} files": "{count} archivos",
}


class Spanish(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return SPANISH[message]

    def ngettext(self, one: str, many: str, count: int) -> str:
        return SPANISH[one if count == 1 else many]


ES = Language("es", "es_US", "Español", translations=Spanish())


def page(folder: Path, template: str, **context: object) -> str:
    (folder / "t.html").write_text(template)
    return answered(StageOne([folder], {}).render("t.html", ES), dict(context), ES)


def test_a_sentence_is_said_at_build_and_escaped(tmp_path: Path) -> None:
    assert page(tmp_path, '[[ _("Stop <b>") ]]') == "Alto &lt;b&gt; &#123;&#123; 7*7 &#125;&#125;"


def test_gaps_can_be_filled_at_build(tmp_path: Path) -> None:
    assert page(tmp_path, '[[ _("Hello {who}", who="<i>") ]]') == "Hola &lt;i&gt;"


def test_gaps_can_be_filled_on_request_and_are_escaped(tmp_path: Path) -> None:
    assert (
        page(tmp_path, '[[ say("Hello {who}", who="name") ]]', name="<i>{{ 1 }}") == "Hola &lt;i&gt;{{ 1 }}"
    )


def test_a_number_on_request_chooses_the_plural_form(tmp_path: Path) -> None:
    template = '[[ nsay("{count} file", "{count} files", "n") ]]'
    assert page(tmp_path, template, n=1) == "1 archivo"
    assert page(tmp_path, template, n=5) == "5 archivos"


def test_dates_are_written_out(tmp_path: Path) -> None:
    assert page(tmp_path, '[[ long_date("2026-03-04") ]]') == "4 de marzo de 2026"

"""Finding the product's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.translate.extract import in_python, in_template, product_sources, product_wordings

ROOT = Path(__file__).parents[3]


def test_sentences_in_python_are_found_by_the_functions_that_mark_them() -> None:
    source = b"""
def missing(self):
    first = message("{label}: enter "
                    "an answer.", label=self.label)
    second = plural_message("{count} day", "{count} days", n)
    third = other("not a sentence")
    return message(text)
"""
    assert list(in_python(source)) == [("{label}: enter an answer.", ""), ("{count} day", "{count} days")]


def test_sentences_in_templates_are_found_in_square_brackets() -> None:
    source = """
<h1>[[ _("Check your answers") ]]</h1>
[% if page %]{{ greeting }} [[ say("Hello {name}", name="who") ]][% endif %]
{% if n %}[[ nsay("{count} file", "{count} files", "files|length") ]]{% endif %}
[[ title or _('No title') ]] [[ other("no") ]] [[ _(variable) ]]
"""
    assert list(in_template(source)) == [
        ("Check your answers", ""),
        ("Hello {name}", ""),
        ("{count} file", "{count} files"),
        ("No title", ""),
    ]


def test_a_sentence_used_twice_is_asked_for_once_with_both_places(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('[[ _("Save") ]]')
    (tmp_path / "b.html").write_text('[[ _("Save") ]] [[ _("Save") ]]')
    (wording,) = product_wordings([("a.html", tmp_path / "a.html"), ("b.html", tmp_path / "b.html")])
    assert wording.places == ("a.html", "b.html")


def test_a_sentence_with_a_plural_somewhere_has_it_everywhere(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '[[ _("{count} file") ]] [[ nsay("{count} file", "{count} files", "n") ]]'
    )
    (wording,) = product_wordings([("a.html", tmp_path / "a.html")])
    assert wording.plural == "{count} files"


def test_the_products_sources_are_kernel_runtime_controls_and_themes() -> None:
    names = [name for name, _ in product_sources(ROOT, ROOT / "themes")]
    assert "forms/fields/base.py" in names
    assert "forms/fields/types/text/control.html" in names
    assert not [name for name in names if name.startswith(("generator/", "onceonly/", "/"))]
    assert names == sorted(names)


def test_every_file_of_the_product_can_be_read_for_sentences() -> None:
    wordings = product_wordings(product_sources(ROOT, ROOT / "themes"))
    assert "{label}: enter an answer." in {wording.text for wording in wordings}


def test_nothing_of_the_product_makes_babel_warn(capfd: pytest.CaptureFixture[str]) -> None:
    assert len(product_wordings(product_sources(ROOT, ROOT / "themes"))) > 400
    assert capfd.readouterr().err == ""

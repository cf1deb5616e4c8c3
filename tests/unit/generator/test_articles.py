"""Articles are read block by block, said in every language, and can hold nothing but words and links."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.model.article import Article
from forms.text.language import ENGLISH
from generator.articles.blocks import blocks_in
from generator.project.project import compile_article, load_project, texts
from generator.project.words import spec_words
from generator.translate import fallback
from generator.translate.update import update_catalogue
from tests.builds.small_city import write
from tests.unit.generator.dunes import ARTICLE, FILES, VISIT, project
from tests.unit.rendering.pages import elements, parsed, text_of

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[press](javascript:alert(1))",
    "[press](data:text/html,x)",
    "[press](//evil.example)",
    "[press](form:nowhere)",
    "[press](vbscript:x)",
    "[press](java\nscript:x)",
    "![x](https://evil.example/x.png)",
    "</div></article><h1>",
    "&lt;script&gt;",
    '"><a href="javascript:x">',
    '[a](https://x.example "onclick="alert(1))',
    "[x]: javascript:alert(1)",
    "{{ 7*7 }}{% endif %}",
)


def article(tmp_path: Path, text: str = ARTICLE, language: str = "en", said: str = "") -> Article:
    found = project(tmp_path, {**FILES, VISIT: text})
    return compile_article(found, found.articles[0], lambda _, source: said or source, language)


def test_an_article_becomes_headings_paragraphs_and_lists(tmp_path: Path) -> None:
    made = article(tmp_path)
    assert made.title == "What an inspector looks at"
    assert made.opening == "An inspection helps you."
    assert made.forms == ("inspection",)
    assert made.body.split("\n") == [
        "<p>An inspection helps you. It takes <strong>one hour</strong>.</p>",
        "<h2>Before the visit</h2>",
        '<ol><li>Read <a href="/en/forms/inspection">the form</a>.</li>'
        "<li>Clear the ways out, and mend the lights.</li></ol>",
        '<p>Ask <a href="mailto:fire@dunes.example">us</a>.</p>',
    ]


def test_links_to_forms_and_articles_lead_to_pages_of_the_readers_language(tmp_path: Path) -> None:
    text = "# A\n\nRead [this](article:fire/the-visit) or [call](tel:+14155550150)."
    made = article(tmp_path, text, "es")
    assert 'href="/es/articles/fire/the-visit"' in made.body
    assert 'href="tel:+14155550150"' in made.body


def test_each_block_is_one_text_to_translate_under_its_number(tmp_path: Path) -> None:
    asked = {text.context: text.text for text in texts(project(tmp_path)) if text.context.startswith("art")}
    assert asked == {
        "articles.fire.the-visit.title": "What an inspector looks at",
        "articles.fire.the-visit.1": "An inspection helps you. It takes **one hour**.",
        "articles.fire.the-visit.2": "Before the visit",
        "articles.fire.the-visit.3": "Read [the form](form:inspection).",
        "articles.fire.the-visit.4": "Clear the ways out, and mend the lights.",
        "articles.fire.the-visit.5": "Ask [us](mailto:fire@dunes.example).",
    }


def test_an_article_is_an_area_of_its_own_for_translators(tmp_path: Path) -> None:
    areas = [wording.area for wording in spec_words(project(tmp_path))]
    assert areas.count("articles.fire.the-visit") == 6
    assert "articles" not in areas


def test_a_new_paragraph_leaves_the_translations_of_the_others_where_they_were(tmp_path: Path) -> None:
    catalogue = tmp_path / "forms.po"
    words = [word for word in spec_words(project(tmp_path / "old")) if word.area.startswith("articles.")]
    update_catalogue(catalogue, "es", words)
    spanish = catalogue.read_text("utf-8").replace(
        'msgid "Before the visit"\nmsgstr ""', 'msgid "Before the visit"\nmsgstr "Antes de la visita"'
    )
    write(catalogue, spanish)
    longer = ARTICLE.replace("## Before", "Do not worry.\n\n## Before")
    found = project(tmp_path / "new", {**FILES, VISIT: longer})
    words = [word for word in spec_words(found) if word.area.startswith("articles.")]
    changes = update_catalogue(catalogue, "es", words)
    assert (changes.stale, changes.gone) == (0, 0)
    assert 'articles.fire.the-visit.3"\nmsgid "Before the visit"\nmsgstr "Antes' in catalogue.read_text(
        "utf-8"
    )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_translation_brings_anything_but_words_and_safe_links_into_a_page(
    tmp_path: Path, hostile: str
) -> None:
    made = article(tmp_path, said=f"A {hostile} b")
    page = parsed(f"<!doctype html><title>x</title><main>{made.body}</main>")
    known = {"html", "head", "title", "body", "main", "p", "h2", "ol", "li", "a", "strong", "em", "br"}
    assert {element.tag for element in elements(page)} <= known
    for element in elements(page):
        assert set(element.attrib) <= {"href", "lang"}
        href = element.attrib.get("href", "https://")
        assert href.startswith("https://")  # where it may lead is a matter of the catalogue's checks
        assert '"' not in href


@given(st.text(alphabet="ab #*_[]()<>!`-1.:/\\\n\t&\"'{}%", max_size=80))
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_every_word_is_in_some_block(text: str) -> None:
    blocks = blocks_in(text, "x.md")
    typed = [letter for letter in text if letter in "ab"]
    assert [letter for block in blocks for letter in block.text if letter in "ab"] == typed


def test_what_is_not_translated_is_marked_on_the_page_and_in_its_first_sentence(tmp_path: Path) -> None:
    found = project(tmp_path)
    made = compile_article(found, found.articles[0], lambda _, source: fallback.mark(source), "es")
    shown = fallback.shown(f"<p>{made.opening}</p><p>after</p>", ENGLISH)
    assert shown == '<p><span lang="en" dir="ltr">An inspection helps you.</span></p><p>after</p>'
    body = parsed(f"<!doctype html><title>x</title><main>{fallback.shown(made.body, ENGLISH)}</main>")
    (first, *_) = elements(body, "p")
    assert text_of(first) == "An inspection helps you. It takes one hour."
    assert [element.tag for element in elements(first)] == ["p", "span", "strong", "span", "span"]


def test_the_first_sentence_ends_where_the_language_ends_it(tmp_path: Path) -> None:
    assert article(tmp_path / "1", said="检查是帮助。不是考试。").opening == "检查是帮助。"
    assert article(tmp_path / "2", said="هل أنت مستعد؟ نعم.").opening == "هل أنت مستعد؟"
    assert article(tmp_path / "3", said="It costs 3.50 dollars. Yes.").opening == "It costs 3.50 dollars."


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("fire/visit.md", "E115"),
        ("articles/visit.md", "E115"),
        ("fire/articles/deep/visit.md", "E115"),
        ("fire/articles/Visit!.md", "E305"),
        ("fyre/articles/visit.md", "E313"),
    ],
)
def test_an_article_in_the_wrong_place_is_told(tmp_path: Path, path: str, code: str) -> None:
    assert [problem.code for problem in project(tmp_path, {**FILES, path: "# A\n\nB."}).problems] == [code]


def test_no_form_may_be_called_like_the_texts_of_articles(tmp_path: Path) -> None:
    form = FILES["clerk/trade_name.yaml"].replace("form: trade-name", "form: articles")
    found = project(tmp_path, {**FILES, "clerk/articles.yaml": form}).problems
    assert [problem.code for problem in found] == ["E306"]


def test_an_empty_article_has_no_title(tmp_path: Path) -> None:
    assert [problem.code for problem in project(tmp_path, {**FILES, VISIT: ""}).problems] == ["E350"]


def test_an_unchanged_article_is_not_read_again(tmp_path: Path) -> None:
    before = project(tmp_path)
    write(tmp_path / "clerk/articles/other.md", "# Other\n\nSee [the visit](article:fire/the-visit).")
    after = load_project(tmp_path, before)
    assert after.problems == ()
    assert after.article_sources[VISIT] is before.article_sources[VISIT]


def test_signs_that_close_a_heading_are_none_of_its_words(tmp_path: Path) -> None:
    gap = " " * 15_000  # such a line once took seconds
    text = f"# The visit ##\n\n## Way # 2\n\n### Keys#\n\n## Out{gap}in\n\nCome in."
    made = article(tmp_path, text)
    assert made.title == "The visit"
    assert made.body.startswith(f"<h2>Way # 2</h2>\n<h3>Keys#</h3>\n<h2>Out{gap}in</h2>")

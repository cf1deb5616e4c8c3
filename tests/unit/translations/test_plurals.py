"""Which plural form is used for a number: the header of each catalogue decides, no library's table."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from babel import Locale
from babel.messages import plurals as table_of_babel

from generator.translate.catalogues import Entry, machine_object, read_catalogue, translations
from generator.translate.headers import problems_of_headers
from generator.translate.plurals import (
    SAMPLE,
    BadPlurals,
    Plurals,
    first_plurals,
    read_plurals,
)
from generator.translate.translations import read_translations
from generator.translate.update import update_catalogue
from generator.translate.wording import Wording
from tests.each import each, named

ROOT = Path(__file__).parents[3]
VECTORS = yaml.safe_load((ROOT / "tests/vectors/plurals.yaml").read_text("utf-8"))
SHIPPED = sorted(path.name for path in (ROOT / "locales").iterdir() if path.is_dir())
FILES = Wording("{count} file", "{count} files")

PLURAL = (
    "{count} answer is confidential and not in this letter.",
    "{count} answers are confidential and not in this letter.",
)

# For round millions CLDR has a form of its own here ("un millón de"), which the catalogues do without.
WITHOUT_MILLIONS = {"ca", "es", "fr", "it", "lld", "pt", "pt-PT", "scn", "vec"}


def header_of(code: str, domain: str) -> Plurals:
    found = read_catalogue(ROOT / "locales" / code / "LC_MESSAGES" / f"{domain}.po").plurals
    assert found is not None
    return found


def portal(folder: Path, header: str, said: int = 2, code: str = "es") -> Path:
    path = folder / code / "LC_MESSAGES" / "portal.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    forms = "".join(f'msgstr[{form}] "{form} de {{count}}"\n' for form in range(said))
    start = f'msgid ""\nmsgstr ""\n"Language: {code}\\n"\n{header}\n'
    path.write_text(f'{start}msgid "{FILES.text}"\nmsgid_plural "{FILES.plural}"\n{forms}', "utf-8")
    return path


def line(header: str) -> str:
    return f'"Plural-Forms: {header}\\n"\n'


def test_every_shipped_language_has_its_numbers_in_the_table() -> None:
    assert sorted(VECTORS["forms"]) == SHIPPED


@each({code: code for code in SHIPPED})
def test_a_number_has_the_form_that_the_shipped_catalogues_are_written_for(code: str) -> None:
    for rule in (header_of(code, "portal"), header_of(code, "forms"), first_plurals(code)):
        assert {number: rule.form_of(number) for number in VECTORS["forms"][code]} == VECTORS["forms"][code]


@each({code: code for code in SHIPPED})
def test_readers_get_the_form_of_the_header(code: str) -> None:
    rule = header_of(code, "portal")
    forms = tuple(str(form) for form in range(rule.forms))
    said = translations(machine_object([Entry(FILES.text, forms, FILES.plural)], rule))
    wanted = VECTORS["forms"][code]
    assert {number: int(said.ngettext(FILES.text, FILES.plural, number)) for number in wanted} == wanted


@each({code: code for code in SHIPPED})
def test_no_shipped_header_is_advised_against(code: str) -> None:
    catalogues = [
        read_catalogue(ROOT / "locales" / code / "LC_MESSAGES" / f"{domain}.po")
        for domain in ("portal", "forms")
    ]
    assert list(problems_of_headers(code, catalogues)) == []


@each(named(VECTORS["headers"], str))
def test_a_header_is_read_or_refused_with_its_reason(case: tuple[str, str]) -> None:
    header, reason = case
    if not reason:
        assert read_plurals(read_plurals(header).header) == read_plurals(header)
        return
    with pytest.raises(BadPlurals) as caught:
        read_plurals(header)
    assert reason in str(caught.value)


@pytest.mark.parametrize("case", VECTORS["headers"], ids=str)
def test_a_catalogue_whose_header_cannot_be_used_is_told_with_its_line_and_a_remedy(
    case: tuple[str, str], tmp_path: Path
) -> None:
    header, reason = case
    path = portal(tmp_path, line(header))
    found = [problem for problem in _problems(tmp_path) if problem.code == "E416"]
    if not reason:
        assert found == []
        return
    (problem,) = found
    assert (problem.file, problem.line) == (path.as_posix(), 4)
    assert reason in problem.message or "has no Plural-Forms header" in problem.message
    assert problem.remedy.endswith("Plural-Forms: nplurals=2; plural=(n != 1);")


def test_a_catalogue_with_plurals_needs_a_header(tmp_path: Path) -> None:
    portal(tmp_path, "")
    (problem,) = _problems(tmp_path)
    assert (problem.code, problem.line) == ("E416", 2)
    assert "has no Plural-Forms header" in problem.message


@pytest.mark.parametrize("case", VECTORS["disagreeing"], ids=str)
def test_headers_of_one_language_that_disagree_are_told(case: tuple[str, ...], tmp_path: Path) -> None:
    code, first, other, difference = case
    city, product = tmp_path / "city", tmp_path / "product"
    path = portal(city, line(other), code=code)
    portal(product / "locales", line(first), code=code)
    problems = [p for p in _problems(city, product, code) if p.code in ("E417", "W640")]
    assert [problem.code for problem in problems] == (["E417"] if difference else [])
    for problem in problems:
        assert (problem.file, problem.line) == (path.as_posix(), 4)
        assert difference in problem.message


def test_an_unusual_header_is_advised_against_but_decides(tmp_path: Path) -> None:
    portal(tmp_path, line("nplurals=3; plural=(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2);"), said=3)
    read = read_translations(tmp_path, ["en", "es"], "city.yaml", tmp_path)
    assert [problem.code for problem in read.problems] == ["W640"]
    spanish = read.languages[1].language.translations
    said = [spanish.ngettext(FILES.text, FILES.plural, number) for number in (1, 2, 1_000_000)]
    assert said == ["0 de {count}", "2 de {count}", "1 de {count}"]


def test_an_update_keeps_the_rule_of_the_catalogue(tmp_path: Path) -> None:
    rule = "nplurals=3; plural=(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2);"
    path = portal(tmp_path, line(rule), said=3)
    update_catalogue(path, "es", [FILES, Wording("{count} day", "{count} days")])
    assert rule in path.read_text("utf-8")
    assert path.read_text("utf-8").count("msgstr[2]") == 2


def test_a_number_of_forms_that_is_not_the_headers_is_not_overlooked(tmp_path: Path) -> None:
    path = portal(tmp_path, line("nplurals=2; plural=(n != 1);"), said=1)
    path.write_text(path.read_text("utf-8") + 'msgstr[2] "tercera"\n', "utf-8")
    assert read_catalogue(path).entries["", FILES.text].said == ("0 de {count}", "", "tercera")


def test_another_table_of_babel_changes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # As in Babel 2.19: Spanish has three forms there, and Arabic the last two in the other order.
    monkeypatch.setitem(
        table_of_babel.PLURALS, "es", (3, "(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2)")
    )
    monkeypatch.setitem(table_of_babel.PLURALS, "ar", (6, "(n <= 2 ? n : n % 100 >= 11 ? 4 : 5)"))
    read = read_translations(ROOT / "locales", ["en", "es", "ar"], "city.yaml")
    assert read.problems == ()
    for spoken in read.languages[1:]:
        code = spoken.language.code
        said = spoken.portal.entries["", PLURAL[0]].said
        ngettext = spoken.language.translations.ngettext
        for number, form in VECTORS["forms"][code].items():
            assert ngettext(*PLURAL, number) == said[form]
    update_catalogue(tmp_path / "portal.po", "es", [FILES])
    assert "msgstr[2]" not in (tmp_path / "portal.po").read_text("utf-8")


# Those whose rules CLDR has not changed for years, so that any Babel may be compared with.
SETTLED = """
    am ar bg bn cs cy da de el en es fa fil fr ga gu he hi hr hu hy id is it ja ka kk km ko lt lv mk mn ms my
    ne nl pa pl pt pt_PT ro ru si sk sl so sq sr sv sw ta te th tr uk ur uz yi zh zu
"""


@each(named(SETTLED.split()))
def test_the_rules_that_new_catalogues_begin_with_are_those_of_cldr(locale: str) -> None:
    code = locale.replace("_", "-")
    ours, theirs = first_plurals(code), Locale.parse(locale).plural_form
    pairs = {(theirs(number), ours.form_of(number)) for number in SAMPLE}
    forms, categories = {form for _, form in pairs}, {category for category, _ in pairs}
    assert len(forms) == ours.forms
    merged = {("many",)} if code.partition("-")[0] in WITHOUT_MILLIONS else set()
    assert len(pairs) == len(categories)  # no category is split
    assert len(categories) - len(forms) <= len(merged)


def _problems(locales: Path, product: Path | None = None, code: str = "es"):
    return read_translations(locales, ["en", code], "city.yaml", product or locales).problems

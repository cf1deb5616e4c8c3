"""A city's portal.po holds only what it says differently; the product's words arrive by themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.check.translations.catalogues import problems_of_portal
from generator.sources.shipped import shipped
from generator.translate.catalogues import Catalogue, read_catalogue
from generator.translate.overlay import path_of
from generator.translate.translations import Translation, progress_of, read_translations
from generator.translate.update import Basis, Changes, update_catalogue
from generator.translate.wording import Wording

CASES = yaml.safe_load((Path(__file__).parents[2] / "vectors/deviations.yaml").read_text("utf-8"))
HEADER = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
DAYS = Wording("{count} day", "{count} days")
WORDS = (Wording("Send"), Wording("Back"), DAYS, Wording("Help"), Wording("New"))
SHIPPED = """msgid "Send"
msgstr "Enviar"

msgid "Back"
msgstr "Atrás"

msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "{count} día"
msgstr[1] "{count} días"

#, fuzzy
msgid "Help"
msgstr "Ayuda"
"""


@pytest.fixture
def product(tmp_path: Path) -> Path:
    folder = tmp_path / "product"
    write(path_of(shipped(folder).locales, "es", "portal"), SHIPPED)
    return folder


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    return tmp_path / "city" / "locales"


def write(path: Path, entries: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + entries, encoding="utf-8")


def update(locales: Path, product: Path, code: str = "es") -> tuple[Changes, Catalogue]:
    path = path_of(locales, code, "portal")
    ours = path_of(shipped(product).locales, code, "portal")
    below = read_catalogue(ours) if ours.exists() else None
    return update_catalogue(path, code, WORDS, Basis(shipped=below)), read_catalogue(path)


def spoken(locales: Path, product: Path, code: str = "es") -> Translation:
    read = read_translations(locales, ["en", code], "city.yaml", product)
    assert read.problems == ()
    return read.languages[1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_update_keeps_deviations_only(case: dict[str, Any], locales: Path, product: Path) -> None:
    path = path_of(locales, "es", "portal")
    write(path, case["before"])
    before = spoken(locales, product).language.translations
    changes, after = update(locales, product)
    assert [text for _, text in after.entries] == case["holds"]
    assert [*changes.alike] == case.get("alike", [])
    assert [*changes.gone_texts] == case.get("gone", [])
    again = path.read_bytes()
    assert update(locales, product)[0] == Changes()
    assert path.read_bytes() == again
    now = spoken(locales, product).language.translations
    for wording in WORDS if "~" not in case["before"] else ():  # readers see no difference
        assert now.gettext(wording.text) == before.gettext(wording.text)
    for text in case.get("gone", []):
        assert f'#~ msgid "{text}"' in path.read_text("utf-8")


def test_no_file_is_begun_for_a_city_that_says_nothing_differently(locales: Path, product: Path) -> None:
    ours = read_catalogue(path_of(shipped(product).locales, "es", "portal"))
    path = path_of(locales, "es", "portal")
    assert update_catalogue(path, "es", WORDS[:3], Basis(shipped=ours)) == Changes()
    assert not path.exists()


def test_words_of_an_upgrade_arrive_by_themselves(locales: Path, product: Path) -> None:
    write(path_of(locales, "es", "portal"), 'msgid "Send"\nmsgstr "Mandar"\n')
    assert spoken(locales, product).language.translations.gettext("Back") == "Atrás"
    ours = path_of(shipped(product).locales, "es", "portal")
    upgraded = SHIPPED.replace("Atrás", "Volver").replace("Enviar", "Presentar").replace("#, fuzzy\n", "")
    write(ours, upgraded + '\nmsgid "New"\nmsgstr "Nuevo"\n')
    said = spoken(locales, product).language.translations
    assert [said.gettext(text) for text in ("Send", "Back", "Help", "New")] == [
        "Mandar",
        "Volver",
        "Ayuda",
        "Nuevo",
    ]
    assert said.ngettext(DAYS.text, DAYS.plural, 3) == "{count} días"


def test_a_city_is_complete_with_the_words_of_both(locales: Path, product: Path) -> None:
    path = path_of(locales, "es", "portal")
    write(path, 'msgid "New"\nmsgstr "Nuevo"\n')
    (portal,) = progress_of(spoken(locales, product), (), WORDS)
    assert (portal.done, portal.total, portal.file) == (4, 5, path.as_posix())
    assert [wording.text for wording in portal.stale] == ["Help"]  # the product's own is to be looked at
    write(path, 'msgid "New"\nmsgstr "Nuevo"\n\nmsgid "Help"\nmsgstr "Socorro"\n')
    (portal,) = progress_of(spoken(locales, product), (), WORDS)
    assert portal.complete


def test_a_problem_is_told_where_it_stands(locales: Path, product: Path) -> None:
    write(path_of(locales, "es", "portal"), 'msgid "Send"\nmsgstr "<b>Mandar</b>"\n')
    ours = path_of(shipped(product).locales, "es", "portal")
    write(ours, SHIPPED.replace("Atrás", "<b>Atrás</b>"))
    found = list(problems_of_portal(spoken(locales, product), WORDS[:3]))
    assert {(problem.code, problem.file) for problem in found} == {
        ("E405", path_of(locales, "es", "portal").as_posix()),
        ("E405", ours.as_posix()),
    }


def test_a_deviation_from_no_sentence_is_told(locales: Path, product: Path) -> None:
    write(path_of(locales, "es", "portal"), 'msgid "Sned"\nmsgstr "Mandar"\n')
    (problem,) = problems_of_portal(spoken(locales, product), WORDS[:3])
    assert (problem.code, problem.line) == ("W641", 5)
    assert "“Sned”" in problem.message


def test_a_language_that_the_product_does_not_have_is_asked_for_in_full(locales: Path, product: Path) -> None:
    changes, catalogue = update(locales, product, "ko")
    assert changes.new == len(WORDS)
    assert [text for _, text in catalogue.entries] == [wording.text for wording in WORDS]
    assert catalogue.entries["", DAYS.text].said == ("",)


def test_in_the_products_own_folder_the_catalogue_is_whole(product: Path) -> None:
    path = path_of(shipped(product).locales, "es", "portal")
    translation = spoken(shipped(product).locales, product)
    assert translation.portal.files == (path,)
    assert translation.portal.entries == read_catalogue(path).entries

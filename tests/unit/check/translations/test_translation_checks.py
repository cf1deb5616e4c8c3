"""What may be wrong with a translation, and how far a language has come."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check.translations.entries import problems_of_entries
from generator.check.translations.progress import problems_of_progress
from generator.translate.catalogues import Catalogue, Entry
from generator.translate.plurals import first_plurals
from generator.translate.status import as_json, progress
from generator.translate.wording import Wording

WHERE = Path("locales/es/LC_MESSAGES/forms.po")


def catalogue(*entries: Entry) -> Catalogue:
    return Catalogue(WHERE, {entry.key: entry for entry in entries})


def codes(wording: Wording, *said: str, code: str = "es") -> list[str]:
    entry = Entry(wording.text, said, plural=wording.plural, context=wording.context, line=9)
    return [
        problem.code for problem in problems_of_entries(catalogue(entry), first_plurals(code), (wording,))
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Save", "Guardar"),
        ("{label}: enter an answer.", "{label}: escriba una respuesta."),
        ("{known} of {asked}", "De {asked}, {known}"),
        ("50 % of {name}", "El 50 % de {name}"),
        ("See [the guide](https://foggyton.example/en).", "Vea [la guía](https://foggyton.example/es)."),
        ("Fish & chips, 3 < 4", "Pescado & papas, 3 < 4"),
        ("Yes", "Sí"),
        ("Two\nlines", "Dos\nlíneas"),
        ("Flag 🏳️‍🌈 and Ａ", "Bandera 🏳️‍🌈 y Ａ"),
    ],
)
def test_a_good_translation_is_not_touched(text: str, said: str) -> None:
    assert codes(Wording(text), said) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{label}: enter an answer.", "Escriba una respuesta."),
        ("{label}: enter an answer.", "{etiqueta}: escriba una respuesta."),
        ("{label}: enter an answer.", "{ label }: escriba una respuesta."),
        ("Enter an answer.", "{label.__class__}: escriba una respuesta."),
        ("%(count)s days", "%(dias)s días"),
        ("%s days", "días"),
    ],
)
def test_placeholders_must_be_those_of_the_source(text: str, said: str) -> None:
    assert codes(Wording(text), said) == ["E404"]


@pytest.mark.parametrize(
    "said",
    [
        "<b>Guardar</b>",
        "<script>alert(1)</script>",
        'Guardar"><img src=x onerror=alert(1)>',
        "Guardar &nbsp;",
        "[[ 7 * 7 ]]",
        "[% include 'x' %]",
        "Guardar {# x #}",
        "{% raw %}",
        "<!-- Guardar -->",
    ],
)
def test_markup_and_brackets_are_refused(said: str) -> None:
    assert "E405" in codes(Wording("Save"), said)


def test_brackets_of_the_second_stage_are_refused_twice_over() -> None:
    assert set(codes(Wording("Save"), "Guardar {{ config }}")) == {"E404", "E405"}


@pytest.mark.parametrize(
    "said",
    [
        "Vea [la guía](https://evil.example/).",
        "Vea https://evil.example",
        "Vea [la guía](javascript:alert(1)).",
        "Vea [la guía](//evil.example).",
        "Vea [la guía](http://[).",
    ],
)
def test_a_link_to_a_place_that_the_source_does_not_name_is_refused(said: str) -> None:
    assert codes(Wording("See [the guide](https://foggyton.example/en)."), said) == ["E411"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("See [the guide](https://foggyton.example/en).", "Vea la guía."),
        ("[Call](tel:+1415) or [write](mailto:a@foggyton.example).", "[Llame](tel:+1415) o escriba."),
        ("Read [the form](form:food-permit) and [us](/en).", "Lea [el formulario](form:food-permit)."),
        ("See https://foggyton.example", "Vea foggyton.example"),
    ],
)
def test_a_link_of_the_source_that_is_lost_is_told(text: str, said: str) -> None:
    assert codes(Wording(text), said) == ["E411"]


def test_an_address_that_only_begins_is_no_link() -> None:
    assert codes(Wording("Begin with http:// or https://."), "Empiece con http o https.") == []
    assert codes(Wording("Begin with http:// or https://."), "请以https://或http://开头。") == []


@pytest.mark.parametrize("said", ["Guar\u202edar", "Guar\x07dar", "Guar\ufeffdar", "Guar\u2066dar"])
def test_characters_that_deceive_are_refused(said: str) -> None:
    assert codes(Wording("Save"), said) == ["E407"]


def test_a_translation_that_does_not_fit_is_refused() -> None:
    assert codes(Wording("Save", longest=5), "Guardar") == ["E408"]


def test_a_plural_needs_all_forms_of_its_language() -> None:
    wording = Wording("{count} file", "{count} files")
    assert codes(wording, "{count} plik", "{count} pliki", "{count} plików", code="pl") == []
    assert codes(wording, "{count} plik", "{count} pliki", code="pl") == ["E406"]


def test_a_plural_form_may_say_the_number_in_words_but_nothing_else() -> None:
    wording = Wording("{count} page of {title}", "{count} pages of {title}")
    assert codes(wording, "una página de {title}", "{count} páginas de {title}") == []
    assert codes(wording, "una página", "{count} páginas de {title}") == ["E404"]


def test_a_problem_names_file_line_cause_and_remedy() -> None:
    wording = Wording("{label}: enter an answer.")
    entry = Entry(wording.text, ("Escriba una respuesta.",), line=9)
    (problem,) = problems_of_entries(catalogue(entry), first_plurals("es"), (wording,))
    assert (problem.file, problem.line) == ("locales/es/LC_MESSAGES/forms.po", 9)
    assert problem.message == (
        "The placeholders of “Escriba una respuesta.” differ from the source text's: {label} is missing."
    )
    assert "{label}" in problem.remedy


def test_a_text_translated_twice_is_refused() -> None:
    doubled = Catalogue(WHERE, {}, repeated=(Entry("Fee", ("Tarifa",), line=4),))
    assert [problem.code for problem in problems_of_entries(doubled, first_plurals("es"), ())] == ["E410"]


def test_entries_that_nothing_asks_for_are_not_checked() -> None:
    assert list(problems_of_entries(catalogue(Entry("Old", ("<b>",))), first_plurals("es"), ())) == []


TITLE = Wording("Food permit", context="food.title")
SEATS = Wording("Seats", context="food.fields.seats.label")
PHONE = Wording("Phone", context="business.phone.label")


def test_progress_is_counted_per_form_and_for_what_forms_share() -> None:
    said = catalogue(
        Entry("Food permit", ("Permiso de alimentos",), context="food.title"),
        Entry("Phone", ("Teléfono",), context="business.phone.label"),
    )
    food, business = progress("es", said, [TITLE, SEATS, PHONE])
    assert (food.area, food.done, food.total, food.missing) == ("food", 1, 2, (SEATS,))
    assert (business.area, business.complete) == ("business", True)


def test_the_products_own_words_are_an_area_of_their_own() -> None:
    (portal,) = progress("es", catalogue(), [Wording("Save")])
    assert portal.area == "portal"


def test_a_stale_text_is_not_missing() -> None:
    said = catalogue(Entry("Seats", ("Asientos",), context=SEATS.context, stale=True))
    (food,) = progress("es", said, [SEATS])
    assert (food.missing, food.stale) == ((), (SEATS,))


def test_a_text_that_changed_since_the_last_update_is_stale() -> None:
    said = catalogue(Entry("Chairs", ("Sillas",), context=SEATS.context))
    (food,) = progress("es", said, [SEATS])
    assert food.stale == (SEATS,)


def test_an_incomplete_area_is_one_problem_that_names_the_first_text() -> None:
    (problem,) = problems_of_progress(progress("es", catalogue(), [TITLE, SEATS]))
    assert problem.code == "E402"
    assert problem.message == (
        "2 of 2 texts of “food” are not translated into “es”, the first is “Food permit”."
    )
    assert "onceonly i18n update" in problem.remedy


def test_progress_for_other_programs_names_each_open_text() -> None:
    (food,) = as_json(progress("es", catalogue(), [SEATS]))
    assert food["missing"] == [{"context": "food.fields.seats.label", "text": "Seats"}]
    assert (food["done"], food["total"]) == (0, 1)


@pytest.mark.parametrize(
    "said",
    [
        "请先阅读https://foo.gov 的说明",
        "请看https://foo.gov。",
        "请看（https://foo.gov），再填写",
        "اقرأ https://foo.gov، ثم",
        "«https://foo.gov»",
    ],
)
def test_an_address_may_stand_in_a_sentence_of_another_script(said: str) -> None:
    assert codes(Wording("Read https://foo.gov first."), said) == []
    assert codes(Wording("Read first: https://foo.gov."), said) == []


@pytest.mark.parametrize(
    "said",
    [
        "请看https://foo.gov。evil.example",
        "请看https://foo.gov的说明",
        "https://evil.example。",
        "请看https://例子。中国",
    ],
)
def test_what_browsers_would_take_for_a_part_of_the_address_is_told(said: str) -> None:
    assert codes(Wording("Read https://foo.gov first."), said) == ["E411"]

"""A form is made from its spec once: checks, summaries and the build in the source language share it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.compile import form_analysis
from generator.project.project import compile_card, compile_facts, compile_form
from generator.specs.dictionary import PARTIES
from tests.unit.generator.dunes import changed, project


def test_each_form_and_each_kind_of_party_is_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = form_analysis.make_form

    def counting(plan: Any, say: Any) -> Any:
        made.append(plan.spec.form)
        return make(plan, say)

    monkeypatch.setattr(form_analysis, "make_form", counting)
    dunes = project(tmp_path)
    for form in dunes.forms:
        assert compile_form(dunes, form.name, None) is form
        assert compile_card(dunes, form.name, None).title == form.title
    assert compile_facts(dunes, None)[0]
    assert sorted(made) == sorted(["inspection", "trade-name", *PARTIES])


def test_without_a_translation_a_form_is_the_same_as_with_its_own_words(tmp_path: Path) -> None:
    dunes = project(tmp_path)

    def same(context: str, text: str) -> str:
        return text

    for form in dunes.forms:
        assert compile_form(dunes, form.name, same) == form
        assert compile_card(dunes, form.name, same) == compile_card(dunes, form.name, None)
    assert compile_facts(dunes, same) == compile_facts(dunes, None)


@pytest.mark.parametrize(("currency", "codes"), [("KWD", []), ("USD", ["E333"])])
def test_limits_of_money_in_the_dictionary_have_the_places_of_the_citys_currency(
    currency: str, codes: list[str], tmp_path: Path
) -> None:
    fee = "business:\n  fee: {type: money, label: Fee, min: 0.001}\n"
    files = changed("master_fields.yaml", "business:\n", fee)
    files["city.yaml"] = files["city.yaml"].replace("USD", currency)
    assert [problem.code for problem in project(tmp_path, files).problems] == codes

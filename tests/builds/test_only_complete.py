"""A form is published in the languages that have all its words; nothing else waits for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build.build import BuildRefused
from generator.sources.sources import Sources
from tests.builds.small_city import SPANISH, build, change, snapshot, write_spanish

LABEL = ("business.legal_name.label", "Legal name")
SEATS = ("inspection.fields.seats.label", "Number of seats")


def published(sources: Sources, output: Path) -> dict[str, tuple[str, ...]]:
    return dict(build(sources, output, only_complete=True).left_out)


def test_a_form_waits_for_its_own_words(sources: Sources, output: Path) -> None:
    write_spanish(sources, {**SPANISH, SEATS: ""})
    assert published(sources, output) == {"es": ("inspection",)}


def test_forms_wait_for_the_words_of_their_master_fields(sources: Sources, output: Path) -> None:
    change(sources.specs / "clerk/trade_name.yaml", "      - use: business.legal_name\n", "")
    write_spanish(sources, {**SPANISH, LABEL: ""})
    assert published(sources, output) == {"es": ("inspection",)}


def test_a_stale_master_field_is_as_good_as_a_missing_one(sources: Sources, output: Path) -> None:
    change(sources.specs / "master_fields.yaml", "Legal name", "Name in the register")
    assert published(sources, output) == {"es": ("inspection", "trade-name")}


def test_the_page_of_a_fact_is_in_the_source_language_and_says_so(sources: Sources, output: Path) -> None:
    write_spanish(sources, {**SPANISH, LABEL: "\u00a0"})
    published(sources, output)
    page = (output / "current/es/facts/business.legal_name.html").read_text("utf-8")
    assert '<span lang="en" dir="ltr">Legal name</span>' in page
    assert (output / "current/es/untranslated.json").read_text("utf-8").strip() == '["business.legal_name"]'
    assert (output / "current/en/untranslated.json").read_text("utf-8").strip() == "[]"


def test_words_that_all_pages_show_must_be_there(sources: Sources, output: Path) -> None:
    write_spanish(sources, {**SPANISH, ("city.tagline", "Sand and business"): ""})
    with pytest.raises(BuildRefused) as caught:
        published(sources, output)
    assert [problem.code for problem in caught.value.problems] == ["E402"]


def test_what_was_left_out_is_not_remembered_as_good(sources: Sources, output: Path) -> None:
    write_spanish(sources, {**SPANISH, LABEL: ""})
    published(sources, output)
    with pytest.raises(BuildRefused) as caught:
        build(sources, output)
    assert {problem.code for problem in caught.value.problems} == {"E402"}


def test_a_form_is_back_once_its_words_are_there(sources: Sources, output: Path, tmp_path: Path) -> None:
    whole = build(sources, tmp_path / "whole", only_complete=True)
    assert whole.left_out == {}
    write_spanish(sources, {**SPANISH, LABEL: ""})
    published(sources, output)
    write_spanish(sources, SPANISH)
    assert published(sources, output) == {}
    assert snapshot(output) == snapshot(tmp_path / "whole")

"""docs/expressions.md says where expressions stand and which names they may read there."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.fields import field_types
from generator.specs.field_models import type_options
from generator.specs.models import EligibilitySpec, LocalSpec, OptionSpec, PageSpec, RuleSpec
from tests.unit.generator.dunes import FORM, changed, project

DOCUMENT = (Path(__file__).parents[3] / "docs" / "expressions.md").read_text("utf-8")
TABLE = DOCUMENT.partition("## Where expressions stand")[2].partition("\n## ")[0]
KEYS = {
    name
    for model in (EligibilitySpec, LocalSpec, OptionSpec, PageSpec, RuleSpec)
    for name, key in model.model_fields.items()
    if key.metadata and key.metadata == PageSpec.model_fields["show_if"].metadata
} | {
    option.name
    for field_type in field_types().values()
    for option in type_options(field_type)
    if option.treatment == "expression"
}
ELIGIBLE = "eligibility: [{rule: known(business.legal_name), because: It has a name.}]"


def test_these_are_the_keys_that_hold_expressions() -> None:
    assert {"show_if", "required_if", "default", "rule", "calculate"} == KEYS


@pytest.mark.parametrize("place", [*sorted(KEYS), "valid_if", "eligibility", "of a page", "of an option"])
def test_every_place_of_an_expression_is_in_the_table(place: str) -> None:
    assert place in TABLE


def test_only_eligibility_names_master_fields_with_their_group(tmp_path: Path) -> None:
    assert "Only `eligibility`" in DOCUMENT
    asked = project(tmp_path / "1", changed(FORM, "kind == 'other'", "known(business.legal_name)"))
    assert [problem.code for problem in asked.problems] == ["E211"]
    short = project(tmp_path / "2", changed(FORM, "kind == 'other'", "known(legal_name)"))
    eligible = project(tmp_path / "3", changed(FORM, "actions: [receipt]", ELIGIBLE))
    assert (short.problems, eligible.problems) == ((), ())

"""Conditions on who may apply, held against known and unknown facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from forms.expressions import BOOLEAN, DATE, NUMBER, Group, compile_expression
from forms.fields.base import Rule
from forms.model.eligibility import Standing, standing
from tests.unit.generator.dunes import FORM, changed, marked, project

KINDS = {"today": DATE, "business": Group({"employees": NUMBER, "debts": BOOLEAN, "since": DATE})}


def rule(source: str, because: str) -> Rule:
    return Rule(compile_expression(source, KINDS, BOOLEAN), because)


SMALL = rule("business.employees < 25", "small")
FREE = rule("not business.debts", "no debts")


def test_all_rules_met_is_likely() -> None:
    facts = {"business": {"employees": Decimal(4), "debts": False}}
    assert standing([SMALL, FREE], facts) == Standing("likely", ("small", "no debts"))


def test_one_rule_not_met_is_no_whatever_else_is_unknown() -> None:
    assert standing([SMALL, FREE], {"business": {"employees": Decimal(25)}}) == Standing("no", ("small",))


def test_what_is_unknown_and_would_decide_is_named_once() -> None:
    either = rule("business.debts or business.employees > 3 and business.employees < 9", "either")
    facts = {"business": {"debts": False}}
    assert standing([FREE, either, SMALL], facts) == Standing(
        "unsure", ("either", "small"), ("business.employees",)
    )


def test_rules_know_today() -> None:
    old = rule("business.since < today", "old")
    facts = {"business": {"since": date(2020, 1, 1)}}
    assert standing([old], facts, today=date(2026, 3, 3)).verdict == "likely"
    assert standing([old], facts, today=date(2019, 3, 3)).verdict == "no"


def test_a_misspelt_master_field_is_told_at_its_characters(tmp_path: Path) -> None:
    rules = "eligibility:\n  - {rule: business.lagal_name == 'x', because: It is called x.}\npages:\n"
    (problem,) = project(tmp_path, changed(FORM, "pages:\n", rules)).problems
    assert (marked(problem), problem.code) == ("lagal_name", "E213")


def test_a_condition_needs_its_words(tmp_path: Path) -> None:
    rules = "eligibility:\n  - {rule: known(business.legal_name)}\npages:\n"
    (problem,) = project(tmp_path, changed(FORM, "pages:\n", rules)).problems
    assert (problem.code, "because" in problem.message) == ("E302", True)


def test_who_may_apply_does_not_change_what_answers_mean(tmp_path: Path) -> None:
    rules = "eligibility:\n  - {rule: known(business.legal_name), because: It has a name.}\npages:\n"
    before, after = project(tmp_path), project(tmp_path, changed(FORM, "pages:\n", rules))
    assert after.problems == ()
    name = "inspection"
    assert [rule.message for rule in after.source(name).form.eligibility] == ["It has a name."]
    assert after.source(name).form.version == before.source(name).form.version

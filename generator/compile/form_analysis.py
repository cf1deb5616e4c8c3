"""A planned form made once without conditions, so that its kinds are known and its expressions compiled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from forms.expressions import Expression, Kind
from forms.fields.base import Field
from generator.compile.fields import Expressions, Slot
from generator.compile.forms import make_form
from generator.compile.formulas import Formula, compiled, formulas, kinds_of
from generator.compile.plan import Asked, FormPlan
from generator.compile.wording import in_source_language
from generator.problems import Problem


@dataclass(frozen=True)
class FormAnalysis:
    """What the checks look at."""

    plan: FormPlan
    fields: Mapping[str, Field]  # by name, without conditions
    kinds: Mapping[str, Kind]
    formulas: tuple[tuple[Formula, Expression], ...]  # those that compile
    unreadable: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = field(default=())  # those of the formulas

    @property
    def expressions(self) -> Expressions:
        """The compiled expressions by place."""
        found: dict[Slot, Expression] = {formula.slot: expression for formula, expression in self.formulas}
        return found

    def asked(self, name: str) -> Asked:
        """The entry called ``name``."""
        return next(asked for asked in self.plan.asked() if asked.name == name)


def analyse_form(plan: FormPlan, unreadable: frozenset[str], read_text: Callable[[str], str]) -> FormAnalysis:
    """Make the bare fields, then compile every expression against their kinds."""
    bare = make_form(plan, in_source_language, {})
    unknown = {asked.name for asked in plan.asked() if _has_lost_its_rows(asked, plan)}
    unreadable |= unknown
    kinds = {name: kind for name, kind in kinds_of(bare.fields()).items() if name not in unknown}
    whole = kinds_of(made for made in _with_all_columns(bare.fields()) if made.name in kinds)
    good: list[tuple[Formula, Expression]] = []
    problems: list[Problem] = []
    for formula in formulas(plan, kinds):
        result = compiled(formula, whole if formula.alone else kinds, unreadable, read_text)
        if isinstance(result, Expression):
            good.append((formula, result))
        else:
            problems.extend(result)
    return FormAnalysis(
        plan, {made.name: made for made in bare.fields()}, kinds, tuple(good), unreadable, tuple(problems)
    )


def _has_lost_its_rows(asked: Asked, plan: FormPlan) -> bool:
    """Whether an entry is a list whose row shape is not there: nothing is known about what it holds."""
    shape = getattr(asked.spec.options, "of", "")
    return bool(shape) and shape not in plan.dictionary


def _with_all_columns(fields: Iterator[Field]) -> Iterator[Field]:
    """The fields as the data dictionary has them: a rule of its own speaks of all columns of a list."""
    all_columns: dict[str, Any] = {"only": ()}  # Any: an option of those types that have columns
    return (replace(made, **all_columns) if getattr(made, "only", ()) else made for made in fields)

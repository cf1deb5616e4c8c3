"""Compiles a form without conditions, then its expressions against its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from forms.expressions import Expression, Kind
from forms.fields.base import Field
from forms.model.form import Form
from generator.compile.expressions import Expressions, Slot, with_expressions
from generator.compile.forms import make_form
from generator.compile.formulas import Formula, compiled, formulas, kinds_of
from generator.compile.plan import Asked, FormPlan
from generator.compile.version import version_of
from generator.compile.wording import Say, SourceText, noting
from generator.problems import Problem


@dataclass(frozen=True)
class FormAnalysis:
    """A form in the source language, compiled once for checks, summaries and the build."""

    plan: FormPlan
    form: Form  # with its version and all valid expressions
    texts: tuple[SourceText, ...]  # all its texts, in order
    fields: Mapping[str, Field]  # by name, without conditions
    kinds: Mapping[str, Kind]
    formulas: tuple[tuple[Formula, Expression], ...]  # the valid ones
    unreadable: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = field(default=())  # of the formulas

    @property
    def expressions(self) -> Expressions:
        """The compiled expressions by slot."""
        found: dict[Slot, Expression] = {formula.slot: expression for formula, expression in self.formulas}
        return found

    def asked(self, name: str) -> Asked:
        """The entry of this name."""
        return next(asked for asked in self.plan.asked() if asked.name == name)


def analyse_form(plan: FormPlan, unreadable: frozenset[str], read_text: Callable[[str], str]) -> FormAnalysis:
    """Compile the form without conditions, then every expression against the kinds of its fields."""
    texts: list[SourceText] = []
    bare = make_form(plan, noting(texts))
    unknown = {asked.name for asked in plan.asked() if _lacks_its_row_shape(asked, plan)}
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
    form = with_expressions(bare, {formula.slot: expression for formula, expression in good})
    return FormAnalysis(
        plan=plan,
        form=replace(form, version=version_of(form)),
        texts=tuple(texts),
        fields={made.name: made for made in bare.fields()},
        kinds=kinds,
        formulas=tuple(good),
        unreadable=unreadable,
        problems=tuple(problems),
    )


def form_in(analysis: FormAnalysis, say: Say) -> Form:
    """The form in the language of ``say``; names, order, rules and version do not depend on the language."""
    form = with_expressions(make_form(analysis.plan, say), analysis.expressions)
    return replace(form, version=analysis.form.version)


def _lacks_its_row_shape(asked: Asked, plan: FormPlan) -> bool:
    """Whether an entry is a list whose row shape is missing, so that its columns are unknown."""
    shape = getattr(asked.spec.options, "of", "")
    return bool(shape) and shape not in plan.dictionary


def _with_all_columns(fields: Iterator[Field]) -> Iterator[Field]:
    """The fields as in the data dictionary, because its rules may read all columns of a list."""
    all_columns: dict[str, Any] = {"only": ()}  # Any: an option of types with columns
    return (replace(made, **all_columns) if getattr(made, "only", ()) else made for made in fields)

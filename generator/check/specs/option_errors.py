"""Invalid options of field types, and wording of questions on fields that are not asked."""

from __future__ import annotations

from collections.abc import Iterator

from forms.fields.base import Field
from generator.compile.form_analysis import FormAnalysis
from generator.compile.plan import Asked, columns
from generator.problems import Problem
from generator.specs.elsewhere import NOT_ASKED
from generator.specs.field_models import type_options
from generator.specs.models import TypedSpec


def check_options(analysis: FormAnalysis) -> Iterator[Problem]:
    """All fields of a form, columns included."""
    for asked in analysis.plan.asked():
        field = analysis.fields[asked.name]
        yield from _problems(field, asked.spec, asked)
        yield from _unasked(field, asked)
        made = {column.name: column for column in getattr(field, "fields", ())}
        for name, spec in columns(asked.spec, analysis.plan.dictionary):
            if name in made:
                yield from _problems(made[name], spec)


def _unasked(field: Field, asked: Asked) -> Iterator[Problem]:
    """Wording of questions on the use of a calculated master field."""
    if asked.use is None or field.asks:
        return
    for key, remedy in NOT_ASKED.items():
        if asked.use.node(key) is not None:
            message = f"“{asked.use.use}” is shown here and not asked, so “{key}” does nothing."
            yield asked.use.at(key).problem("E333", message, remedy)


def _problems(field: Field, spec: TypedSpec, asked: Asked | None = None) -> Iterator[Problem]:
    rows = {option.name for option in type_options(spec.field_type) if option.treatment == "fields"}
    for error in field.option_errors():
        if error.option in rows | {"only"}:
            continue  # reported by check_columns, with the known names
        source = asked.spec_for(error.option) if asked else spec
        yield source.at(error.option).problem("E333", error.message, error.remedy)

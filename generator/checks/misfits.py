"""What field types themselves say about the options they were given."""

from __future__ import annotations

from collections.abc import Iterator

from forms.fields.base import Field
from generator.checks.study import Study
from generator.compiler.plan import Asked, columns
from generator.problems import Problem
from generator.specs.field_models import type_options
from generator.specs.models import TypedSpec


def check_misfits(study: Study) -> Iterator[Problem]:
    """All fields of a form, columns included."""
    for asked in study.plan.asked():
        field = study.fields[asked.name]
        yield from _told(field, asked.spec, asked)
        made = {column.name: column for column in getattr(field, "fields", ())}
        for name, spec in columns(asked.spec, study.plan.dictionary):
            if name in made:
                yield from _told(made[name], spec)


def _told(field: Field, spec: TypedSpec, asked: Asked | None = None) -> Iterator[Problem]:
    rows = {option.name for option in type_options(spec.field_type) if option.treatment == "fields"}
    for misfit in field.misfits():
        if misfit.option in rows | {"only"}:
            continue  # check_columns has told it, with the names that there are
        saying = asked.saying(misfit.option) if asked else spec
        yield saying.at(misfit.option).problem("E333", misfit.message, misfit.remedy)

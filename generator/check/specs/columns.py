"""Checks of lists: the fields allowed in rows, and the keys that select columns."""

from __future__ import annotations

from collections.abc import Iterator

from forms.fields.files import FileField
from generator.check.specs.wording import options_of
from generator.compile.form_analysis import FormAnalysis
from generator.compile.plan import Asked, columns
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.yaml.nodes import Place
from generator.specs.field_models import type_options
from generator.specs.models import TypedSpec


def check_columns(analysis: FormAnalysis) -> Iterator[Problem]:
    """Every list of a form."""
    for asked in analysis.plan.asked():
        options = type_options(asked.spec.field_type)
        if any(option.treatment == "fields" for option in options):
            yield from _check_rows(asked, analysis)
        yield from _check_only(asked, analysis, {option.name for option in options})


def check_column(name: str, spec: TypedSpec) -> Iterator[Problem]:
    """One column, of a list or of a row shape."""
    treatments = {option.treatment for option in type_options(spec.field_type)}
    if not spec.field_type.asks or issubclass(spec.field_type, FileField) or "fields" in treatments:
        yield spec.at("type").problem(
            "E334",
            f"“{name}” cannot be a column: a {spec.field_type.type} has no place in a row.",
            "Ask it outside the list, or choose another type.",
        )
    for choice in options_of(spec):
        if choice.show_if:
            yield choice.at("show_if").problem(
                "E334", "The options of a column are always offered.", "Remove “show_if” from the option."
            )


def _check_rows(asked: Asked, analysis: FormAnalysis) -> Iterator[Problem]:
    options = asked.spec.options
    shape = options.of
    if bool(shape) == bool(options.fields):
        yield asked.spec.at().problem(
            "E333",
            f"The list “{asked.name}” must have either “of” or “fields”, and not both.",
            "Write “of: owner” for a row shape of master_fields.yaml, or “fields:” with the columns below.",
        )
    elif shape and shape not in analysis.plan.dictionary:
        yield options.at("of").problem(
            "E311", f"There is no row shape “{shape}”.", nearest(shape, analysis.plan.dictionary)
        )
    for name, spec in columns(asked.spec, analysis.plan.dictionary):
        yield from check_column(name, spec)


def _check_only(asked: Asked, analysis: FormAnalysis, options: set[str]) -> Iterator[Problem]:
    chosen, place = _chosen(asked, options)
    if chosen and "only" not in options:
        yield place.problem(
            "E335",
            f"“only” chooses columns, but “{asked.name}” is no list.",
            "Remove “only”.",
        )
        return
    known = [name for name, _ in columns(asked.spec, analysis.plan.dictionary)]
    for name in chosen:
        if name not in known:
            yield place.problem("E312", f"The list has no column “{name}”.", nearest(name, known))


def _chosen(asked: Asked, options: set[str]) -> tuple[tuple[str, ...], Place]:
    """The columns selected by the use or by the list itself, and their place."""
    if asked.use is not None and asked.use.only:
        return asked.use.only, asked.use.at("only")
    own = asked.spec.options
    return (getattr(own, "only", ()), own.at("only")) if "only" in options else ((), own.at())

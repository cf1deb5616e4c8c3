"""Checks of the data dictionary: every master field is checked as if a form asked it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from generator.check.specs.columns import check_column
from generator.check.specs.forms import check_analysis
from generator.check.specs.names import reserved_group, reserved_in
from generator.check.specs.wording import check_typed
from generator.compile.form_analysis import FormAnalysis
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.specs.dictionary import PARTIES, Dictionary
from generator.specs.models import MasterSpec

_LOCATED = "business"
"""The kind of party that has locations."""


def check_dictionary(
    dictionary: Dictionary, parties: Mapping[str, FormAnalysis], agencies: Collection[str]
) -> Iterator[Problem]:
    """All entries of ``master_fields.yaml``; ``parties`` holds its facts, analysed by kind of party."""
    for group, entries in dictionary.items():
        yield from reserved_in((name, spec.at()) for name, spec in entries.items())
        yield from reserved_group(group, [spec.at() for spec in entries.values()])
        if group in PARTIES:
            yield from check_analysis(parties[group], ())
            yield from _stewards(group, dictionary, agencies)
            yield from _locations(group, dictionary)
        for name, spec in entries.items():
            yield from check_typed(name, spec)
            if group not in PARTIES:
                yield from check_column(name, spec)


def _locations(group: str, dictionary: Dictionary) -> Iterator[Problem]:
    for spec in dictionary[group].values():
        if group != _LOCATED and isinstance(spec, MasterSpec) and spec.each_location:
            yield spec.at("each_location").problem(
                "E337",
                f"Facts of a {group} do not differ from location to location: only those of a business do.",
                "Remove each_location here.",
            )


def _stewards(group: str, dictionary: Dictionary, agencies: Collection[str]) -> Iterator[Problem]:
    for spec in dictionary[group].values():
        steward = spec.steward if isinstance(spec, MasterSpec) else ""
        if steward and agencies and steward not in agencies:
            yield spec.at("steward").problem(
                "E313", f"There is no agency “{steward}”.", nearest(steward, agencies)
            )

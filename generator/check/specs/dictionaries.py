"""The data dictionary: every master field is checked as if a form asked it, whether one does or not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from forms.expressions import TODAY, Group, Kind
from generator.check.specs.columns import check_column
from generator.check.specs.forms import check_analysis
from generator.check.specs.names import reserved_group, reserved_in
from generator.check.specs.wording import check_typed
from generator.compile.form_analysis import FormAnalysis, analyse_form
from generator.compile.plan import Asked, Decided, FormPlan, PagePlan, undecided
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.yaml.nodes import MappingNode
from generator.specs.dictionary import PARTIES, Dictionary
from generator.specs.models import FormSpec, MasterSpec, PageSpec, UseSpec

_LOCATED = "business"
"""The kind of party that has locations."""


def analyse_party(
    group: str,
    dictionary: Dictionary,
    read_text: Callable[[str], str],
    by_city: Decided = undecided,
) -> FormAnalysis:
    """All master fields of a kind of party, as one form would ask them."""
    asked = tuple(
        Asked(name, spec, _use(f"{group}.{name}", spec))
        for name, spec in dictionary[group].items()
        if isinstance(spec, MasterSpec)
    )
    page = PageSpec.model_construct(page=group, title=group, intro="", show_if="", fields=())
    form = FormSpec.model_construct(form=group, title=group, next_steps="", actions=(), pages=())
    return analyse_form(
        FormPlan(form, "", (PagePlan(page, asked),), dictionary, by_city), frozenset(), read_text
    )


def kinds_of_facts(dictionary: Dictionary, read_text: Callable[[str], str]) -> Mapping[str, Kind]:
    """What expressions know about all facts: a group for each kind of party."""
    studies = {party: analyse_party(party, dictionary, read_text) for party in PARTIES if party in dictionary}
    return {
        party: Group({n: kind for n, kind in s.kinds.items() if n != TODAY}) for party, s in studies.items()
    }


def check_dictionary(
    dictionary: Dictionary, agencies: Collection[str], read_text: Callable[[str], str]
) -> Iterator[Problem]:
    """All entries of ``master_fields.yaml``."""
    for group, entries in dictionary.items():
        yield from reserved_in((name, spec.at()) for name, spec in entries.items())
        yield from reserved_group(group, [spec.at() for spec in entries.values()])
        if group in PARTIES:
            yield from check_analysis(analyse_party(group, dictionary, read_text), ())
            yield from _stewards(group, dictionary, agencies)
            yield from _locations(group, dictionary)
        for name, spec in entries.items():
            yield from check_typed(name, spec)
            if group not in PARTIES:
                yield from check_column(name, spec)


def _use(master: str, spec: MasterSpec) -> UseSpec:
    """A use that says nothing of its own and points at the master field."""
    use = UseSpec.model_validate({"use": master})
    use.found_at(MappingNode(spec.at(), ()))
    return use


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

"""Analyses all facts about one kind of party like the questions of a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forms.expressions import TODAY, Group, Kind
from generator.compile.form_analysis import FormAnalysis, analyse_form
from generator.compile.plan import Asked, Decided, FormPlan, PagePlan
from generator.sources.yaml.nodes import MappingNode
from generator.specs.dictionary import PARTIES, Dictionary
from generator.specs.models import FormSpec, MasterSpec, PageSpec, UseSpec


def analyse_parties(
    dictionary: Dictionary, read_text: Callable[[str], str], by_city: Decided
) -> Mapping[str, FormAnalysis]:
    """All facts by kind of party, for kinds that the dictionary has."""
    return {
        party: _analysed(party, dictionary, read_text, by_city) for party in PARTIES if party in dictionary
    }


def kinds_of_facts(parties: Mapping[str, FormAnalysis]) -> Mapping[str, Kind]:
    """The kinds of all facts in expressions: a group for each kind of party."""
    return {
        party: Group({name: kind for name, kind in analysis.kinds.items() if name != TODAY})
        for party, analysis in parties.items()
    }


def _analysed(
    party: str, dictionary: Dictionary, read_text: Callable[[str], str], by_city: Decided
) -> FormAnalysis:
    asked = tuple(
        Asked(name, spec, _use(f"{party}.{name}", spec))
        for name, spec in dictionary[party].items()
        if isinstance(spec, MasterSpec)
    )
    # Without titles: this form is never shown, so it adds no texts to translate.
    page = PageSpec.model_construct(page=party, title="", intro="", show_if="", fields=())
    form = FormSpec.model_construct(form=party, title="", next_steps="", actions=(), pages=())
    planned = FormPlan(form, "", (PagePlan(page, asked),), dictionary, by_city)
    return analyse_form(planned, frozenset(), read_text)


def _use(master: str, spec: MasterSpec) -> UseSpec:
    """A use that refers to the master field without changes."""
    use = UseSpec.model_validate({"use": master})
    use.found_at(MappingNode(spec.at(), ()))
    return use

"""Reads specs into models, and analyses them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from forms.expressions import Kind
from forms.fields.base import Field
from forms.model.form import City, Form
from generator.compile.cities import decided_by
from generator.compile.facts import facts_in
from generator.compile.form_analysis import FormAnalysis, analyse_form, form_in
from generator.compile.parties import analyse_parties, kinds_of_facts
from generator.compile.plan import plan
from generator.compile.wording import Say
from generator.problems import Problem
from generator.sources.files import SpecFiles
from generator.sources.yaml.nodes import MappingNode
from generator.specs.dictionary import Dictionary
from generator.specs.models import CitySpec, FormSpec
from generator.specs.reading import Reader

Types = Mapping[str, type[Field]]


@dataclass(frozen=True)
class ReadShared:
    """The city and its data dictionary, with problems of reading."""

    files: SpecFiles
    city: CitySpec | None
    dictionary: Dictionary
    parties: Mapping[str, FormAnalysis]  # all facts, analysed by kind of party
    problems: tuple[Problem, ...]  # of the two files themselves
    unreadable: frozenset[str]  # names of invalid master fields

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of all facts in expressions, as groups by kind of party."""
        return kinds_of_facts(self.parties)

    def facts(self, say: Say | None = None) -> Iterator[Form]:
        """All facts as forms of one question, in the order of the dictionary.

        Without ``say`` they are in the source language.
        """
        if self.city is None or not self.city.agencies:
            return
        for analysis in self.parties.values():
            party = form_in(analysis, say) if say else analysis.form
            yield from facts_in(party, self.city.agencies[0].agency)


@dataclass(frozen=True)
class ReadForm:
    """The content of a form's file, with problems of reading."""

    analysis: FormAnalysis
    problems: tuple[Problem, ...]

    @property
    def spec(self) -> FormSpec:
        """The content of the file."""
        return self.analysis.plan.spec


def read_shared(files: SpecFiles, types: Types) -> ReadShared:
    """Read the city and its data dictionary."""
    reader = Reader(types)
    of_city, of_dictionary = files.root(files.city), files.root(files.dictionary)
    city = reader.city(of_city) if of_city else None
    dictionary = reader.dictionary(of_dictionary) if of_dictionary else {}
    problems = (*files.problems_in(files.city, files.dictionary), *reader.problems)
    parties = analyse_parties(dictionary, files.text, decided_by(city))
    return ReadShared(files, city, dictionary, parties, problems, frozenset(reader.unreadable))


def read_form(path: str, root: MappingNode, shared: ReadShared, city: City | None, types: Types) -> ReadForm:
    """Read the form at ``path`` and compile its expressions."""
    reader = Reader(types)
    spec = reader.form(root)
    reader.unreadable |= shared.unreadable
    agency = path.partition("/")[0]
    planned = plan(spec, agency, shared.dictionary, decided_by(city), reader.problems, reader.unreadable)
    planned = replace(planned, masters=shared.kinds if spec.eligibility else {})
    analysis = analyse_form(planned, frozenset(reader.unreadable), shared.files.text)
    return ReadForm(analysis, tuple(reader.problems))

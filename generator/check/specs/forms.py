"""All checks of one form, alone and against the city."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePath

from forms.model.form import City
from generator.check.specs.columns import check_columns
from generator.check.specs.defaults import check_defaults
from generator.check.specs.names import check_names
from generator.check.specs.option_errors import check_options
from generator.check.specs.order import check_order
from generator.check.specs.reach import check_reach
from generator.check.specs.references import check_references, item_place
from generator.check.specs.secrets import check_secrets
from generator.check.specs.uploads import check_uploads
from generator.check.specs.wording import check_wording
from generator.compile.form_analysis import FormAnalysis
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.yaml import Document
from generator.specs.models import FormSpec


def check_form(
    analysis: FormAnalysis,
    document: Document,
    city: City | None,
    workflows: Collection[str] | None,
    actions: Collection[str],
) -> Iterator[Problem]:
    """All checks of a form: names, questions, references to the city, and uploads.

    Without a ``city`` and its ``workflows``, checks against them are skipped.
    """
    spec, agency = analysis.plan.spec, analysis.plan.agency
    yield from check_file_name(spec)
    yield from check_agency(agency, document, city)
    yield from check_notified(spec, agency, city)
    yield from check_workflow(spec, workflows)
    yield from check_analysis(analysis, actions)
    yield from check_uploads(analysis)


def check_analysis(analysis: FormAnalysis, actions: Collection[str]) -> Iterator[Problem]:
    """All checks of a form that need no city."""
    yield from analysis.problems
    yield from check_names(analysis)
    yield from check_references(analysis, actions)
    yield from check_columns(analysis)
    yield from check_wording(analysis)
    yield from check_order(analysis)
    yield from check_reach(analysis)
    yield from check_secrets(analysis)
    yield from check_options(analysis)
    yield from check_defaults(analysis)


def check_file_name(spec: FormSpec) -> Iterator[Problem]:
    """A form must be named like its file."""
    stem = PurePath(spec.at().file).stem
    if spec.node("form") is not None and spec.form.replace("-", "_") != stem:
        yield spec.at("form").problem(
            "E315",
            f"The form is called “{spec.form}”, but its file “{stem}”.",
            f"Write “form: {stem.replace('_', '-')}”, or name the file {spec.form.replace('-', '_')}.yaml.",
        )


def check_agency(agency: str, document: Document, city: City | None) -> Iterator[Problem]:
    """A form must be in the folder of an agency of the city."""
    known = [found.name for found in city.agencies] if city else []
    if known and agency not in known:
        yield document.start.problem(
            "E313",
            f"The folder “{agency}” is not an agency of city.yaml.",
            f"{nearest(agency, known)} Or add the agency to city.yaml.",
        )


def check_notified(spec: FormSpec, agency: str, city: City | None) -> Iterator[Problem]:
    """An agency notified of submissions must have an e-mail address."""
    if city is None or _TELLS not in spec.actions:
        return
    if any(known.name == agency and not known.contact.email for known in city.agencies):
        yield item_place(spec, "actions", spec.actions.index(_TELLS)).problem(
            "E318",
            f"The agency “{agency}” has no e-mail address to which a letter could go.",
            f"Write one under its “contact” in city.yaml, or leave out {_TELLS}.",
        )


_TELLS = "notify_agency"


def check_workflow(spec: FormSpec, workflows: Collection[str] | None) -> Iterator[Problem]:
    """A form must name a workflow of the city; ``workflows`` is None without a city."""
    if spec.workflow and workflows is not None and spec.workflow not in workflows:
        listed = nearest(spec.workflow, workflows) if workflows else "The city lists none yet."
        yield spec.at("workflow").problem(
            "E316",
            f"The city has no workflow “{spec.workflow}”.",
            f"{listed} A new one is listed under “workflows” in city.yaml.",
        )

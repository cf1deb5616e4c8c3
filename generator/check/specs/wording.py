"""Required and forbidden texts: labels, hints, links, autofill tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.specs.autofill import TOKENS
from generator.compile.form_analysis import FormAnalysis
from generator.compile.markdown import SCHEMES, is_safe, links_in
from generator.compile.plan import Asked, columns
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.yaml.nodes import Place
from generator.specs.field_models import type_options
from generator.specs.mappings import is_read
from generator.specs.models import OptionSpec, TypedSpec

_LINK = re.compile(r"https?://|www\.|\]\(|<a\b", re.IGNORECASE)


def check_wording(analysis: FormAnalysis) -> Iterator[Problem]:
    """All texts of one form."""
    spec = analysis.plan.spec
    yield from _markdown(spec.next_steps, spec.at("next_steps"))
    for page in analysis.plan.pages:
        yield from _markdown(page.spec.intro, page.spec.at("intro"))
        for asked in page.asked:
            yield from _of_field(asked)
            for name, column in columns(asked.spec, analysis.plan.dictionary):
                yield from check_typed(name, column)


def check_typed(name: str, spec: TypedSpec) -> Iterator[Problem]:
    """The texts of a column or master field."""
    yield from _label(name, spec)
    yield from _hint(spec.hint, spec.at("hint"))
    yield from _autofill(spec)
    yield from _options(spec)


def needs_label(spec: TypedSpec) -> bool:
    """Whether a label is required: not for content."""
    shows_text = any(option.treatment == "markdown" for option in type_options(spec.field_type))
    return spec.field_type.asks or not shows_text


def _of_field(asked: Asked) -> Iterator[Problem]:
    if asked.use is None:
        yield from _label(asked.name, asked.spec)
        yield from _options(asked.spec)
    yield from _hint(asked.value("hint"), asked.spec_for("hint").at("hint"))
    yield from _autofill(asked.spec)
    for option in type_options(asked.spec.field_type):
        if option.treatment == "markdown":
            options = asked.spec.options
            yield from _markdown(getattr(options, option.name), options.at(option.name))


def _label(name: str, spec: TypedSpec) -> Iterator[Problem]:
    if not spec.label and spec.node("label") is None and needs_label(spec):
        yield spec.at().problem(
            "E340", f"“{name}” has no label.", "Add “label: …” with the question as people should read it."
        )


def _options(spec: TypedSpec) -> Iterator[Problem]:
    """Options with equal labels; two with conditions may be exclusive."""
    seen: dict[str, OptionSpec] = {}
    for option in options_of(spec):
        if not is_read(option, "label"):
            continue  # reported elsewhere
        first = seen.setdefault(option.label.casefold(), option)
        if first is not option and option.label and not (first.show_if and option.show_if):
            yield option.at("label").problem(
                "E324",
                f"Two options are called “{option.label[:60]}”: nobody can tell which one to choose.",
                "Say what differs, or remove one of the two.",
            )


def options_of(spec: TypedSpec) -> Iterator[OptionSpec]:
    """The options of the types that have any."""
    for option in type_options(spec.field_type):
        if option.treatment == "options":
            yield from dict(getattr(spec.options, option.name)).values()


def _hint(hint: str, place: Place) -> Iterator[Problem]:
    if _LINK.search(hint):
        yield place.problem(
            "E341",
            "A hint cannot contain a link: screen readers read it without saying that it is one.",
            "Move the link to the intro of the page, or to a field of type content.",
        )


def _markdown(text: str, place: Place) -> Iterator[Problem]:
    for link in links_in(text) if "](" in text else ():
        if not is_safe(link):
            yield place.problem(
                "E343",
                f"A link to “{link[:80]}” is not allowed.",
                f"Link to pages of this site or to addresses that begin with {_schemes()}.",
            )


def _schemes() -> str:
    return ", ".join(sorted(SCHEMES))


def _autofill(spec: TypedSpec) -> Iterator[Problem]:
    if spec.autocomplete and not set(spec.autocomplete.split()) <= TOKENS:
        yield spec.at("autocomplete").problem(
            "E342",
            f"“{spec.autocomplete[:60]}” is not an autofill token of HTML.",
            nearest(spec.autocomplete, TOKENS),
        )

"""References to other things: fields of the same form, agencies, actions."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.compile.form_analysis import FormAnalysis
from generator.compile.plan import Asked
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.yaml.nodes import Place, SequenceNode
from generator.specs.base import Spec
from generator.specs.field_models import type_options


def check_references(analysis: FormAnalysis, actions: Collection[str]) -> Iterator[Problem]:
    """All references in a form."""
    spec = analysis.plan.spec
    for number, action in enumerate(spec.actions):
        if action not in actions:
            yield item_place(spec, "actions", number).problem(
                "E314", f"There is no action “{action}”.", nearest(action, actions)
            )
    met: list[Asked] = []
    for asked in analysis.plan.asked():
        yield from _check_same_form(asked, met, analysis)
        met.append(asked)


def item_place(spec: Spec, key: str, number: int) -> Place:
    """The place of one entry of a plain list."""
    node = spec.node(key)
    if isinstance(node, SequenceNode) and number < len(node.items):
        return node.items[number].place
    return spec.at(key)


def _check_same_form(asked: Asked, met: list[Asked], analysis: FormAnalysis) -> Iterator[Problem]:
    """A local field may refer to earlier fields of its own type; a master field to any."""
    if asked.use is not None:
        return
    for option in type_options(asked.spec.field_type):
        if option.treatment != "references":
            continue
        known = [other.name for other in met if other.spec.field_type is asked.spec.field_type]
        for number, name in enumerate(getattr(asked.spec.options, option.name)):
            if name not in known and name not in analysis.unreadable:
                yield item_place(asked.spec.options, option.name, number).problem(
                    "E312",
                    f"“{name}” is no earlier {asked.spec.field_type.type} field of this form.",
                    nearest(name, known),
                )

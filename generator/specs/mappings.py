"""Reads a mapping into its model, key by key, and reports all problems."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Annotated, Any, TypeVar, get_origin

from pydantic import Field as Key
from pydantic import ValidationError, create_model
from pydantic.fields import FieldInfo

from generator.problems import Problem
from generator.problems.nearest import meant, nearest
from generator.sources.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode, in_words
from generator.specs.base import Spec, start_of
from generator.specs.faults import as_problem

Model = TypeVar("Model", bound=Spec)
Parts = Mapping[str, Callable[[Node], Any]]
"""How to read keys with specs of their own. Any: each returns another model, or None when invalid."""


class MappingReader:
    """Reads mappings into models; ``problems`` collects the problems."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def spec(
        self, model: type[Model], node: MappingNode, parts: Parts, around: MappingNode | None = None
    ) -> Model:
        """The spec of ``node``. Invalid keys are reported and left out; a required one gets an example value,
        so that everything else is still checked.
        """
        if around is None:
            self.refuse_unknown(node, keys_of(model), model.called, model.elsewhere)
            node = respelt(node, keys_of(model), model.elsewhere)
        values: dict[str, Any] = {}
        for key, value in node.entries:
            if key.text in keys_of(model):
                self._take(key, value, parts, values)
        spec = self._validated(model, node, values, around or node)
        spec.found_at(node)
        return spec

    def _take(self, key: ScalarNode, value: Node, parts: Parts, values: dict[str, Any]) -> None:
        if isinstance(value, ScalarNode) and not value.text.strip():
            self.problems.append(
                key.place.problem(
                    "E112",
                    f"“{key.text}” has no value.",
                    "Write a value, or leave out the whole line. A value that begins with # needs quotes.",
                )
            )
            return
        read = parts[key.text](value) if key.text in parts else plain(value)
        if read is not None:
            values[key.text] = read

    def _validated(
        self, model: type[Model], node: MappingNode, values: dict[str, Any], around: MappingNode
    ) -> Model:
        try:
            return model.model_validate(values)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                key = str(fault["loc"][0])
                if not self._is_reported(fault["type"], node.get(key), values.pop(key, None)):
                    self.problems.append(as_problem(fault, model, node, around))
        return _in_part(model, values, start_of(around).line)

    @staticmethod
    def _is_reported(kind: str, written: Node | None, read: Any) -> bool:
        """Whether the error only follows from parts that could not be read."""
        if kind == "missing":
            return written is not None
        return kind == "too_short" and not read and isinstance(written, SequenceNode) and bool(written.items)

    def each(self, read: Callable[[Node], Any], example: str) -> Callable[[Node], Any]:
        """A function that reads a list of such parts, without invalid ones. ``example`` is the start of an
        item.
        """

        def read_all(node: Node) -> Any:
            if isinstance(node, SequenceNode):
                return tuple(part for part in map(read, node.items) if part is not None)
            self.problems.append(
                node.place.problem(
                    "E303",
                    f"A list is expected here, but this is {in_words(node)}.",
                    f"Begin each entry on a line of its own with a hyphen and a space: - {example}",
                )
            )
            return None

        return read_all

    def checked(self, model: type[Model], node: Node, parts: Parts) -> Model | None:
        """The spec of a mapping, or None when ``node`` is no mapping."""
        if not self.is_mapping(node, f"a {model.called}"):
            return None
        return self.spec(model, mapping(node, model), parts)

    def is_mapping(self, node: Node, what: str) -> bool:
        """Whether ``node`` is a mapping; reports it if not."""
        if isinstance(node, MappingNode):
            return True
        self.problems.append(
            node.place.problem(
                "E303",
                f"Keys with values are expected for {what}, but this is {in_words(node)}.",
                "Write lines of the form “key: value”, indented alike.",
            )
        )
        return False

    def refuse_unknown(
        self, node: MappingNode, known: Iterable[str], called: str, elsewhere: Mapping[str, str]
    ) -> None:
        """Report every unknown key; ``elsewhere`` has remedies for some of them."""
        known = set(known)
        for key, _ in node.entries:
            if key.text not in known:
                remedy = elsewhere.get(key.text) or nearest(key.text, known)
                message = f"“{key.text[:60]}” is not a key of a {called}."
                self.problems.append(key.place.problem("E301", message, remedy))


def keys_of(model: type[Spec]) -> set[str]:
    """The keys of this model."""
    return {key.alias or name for name, key in model.model_fields.items()}


def plain(node: Node) -> Any:
    """The node as Python texts, lists and dictionaries."""
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}


def only(node: MappingNode, keys: set[str]) -> MappingNode:
    """The mapping without other keys."""
    return MappingNode(node.place, tuple(entry for entry in node.entries if entry[0].text in keys))


def respelt(node: MappingNode, known: set[str], elsewhere: Collection[str] = ()) -> MappingNode:
    """The mapping with misspelt keys corrected, so that they are not also reported as missing. Keys valid
    ``elsewhere`` are not corrected.
    """
    right, free = known.union(elsewhere), known - {key.text for key, _ in node.entries}
    return MappingNode(node.place, tuple((_respelt(key, right, free), value) for key, value in node.entries))


def _respelt(key: ScalarNode, known: set[str], free: set[str]) -> ScalarNode:
    right = meant(key.text, free) if free and key.text not in known else ""
    free.discard(right)
    return ScalarNode(key.place, right, key.style) if right else key


def mapping(node: Node, model: type[Spec]) -> MappingNode:
    """The mapping that a node is or, as shorthand, stands for."""
    if isinstance(node, MappingNode):
        return node
    return MappingNode(node.place, ((ScalarNode(node.place, model.shorthand), node),))


def is_read(spec: Spec, name: str) -> bool:
    """Whether a value comes from the author: not if it was invalid and got a generated name."""
    return name in spec.model_fields_set


def _in_part(model: type[Model], values: Mapping[str, Any], line: int) -> Model:
    """A spec of the valid values. A missing required name is generated and unique, so that everything else
    can still be checked.
    """
    spec: Model = _lenient(model).model_validate(values)
    missing = [
        name
        for name, key in model.model_fields.items()
        if key.is_required() and key.annotation is str and (key.alias or name) not in values
    ]
    named = spec.model_copy(update=dict.fromkeys(missing, f"line-{line}"))
    named.model_fields_set.difference_update(missing)  # so that is_read is false for them
    return named


@lru_cache(maxsize=128)  # creating a model takes longer than reading a spec with it
def _lenient(model: type[Model]) -> type[Model]:
    """The model with all keys optional."""
    lenient: type[Model]
    keys: dict[str, Any] = {
        name: (_annotated(key), Key(_nothing(key.annotation), alias=key.alias))
        for name, key in model.model_fields.items()
        if key.is_required()
    }
    lenient = create_model(model.__name__, __base__=model, **keys)
    return lenient


def _annotated(key: FieldInfo) -> Any:
    return Annotated[key.annotation, *key.metadata] if key.metadata else key.annotation


def _nothing(annotation: Any) -> object:
    if annotation is str:
        return ""
    return {} if get_origin(annotation) is dict else ()

"""Nodes into specs: every model is read key by key, and every problem is told in an author's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from forms.fields.base import Field
from generator.loader.nodes import Entries, Items, Node, Text, in_words
from generator.problems import Problem
from generator.specs.base import Spec, start_of
from generator.specs.faults import told
from generator.specs.field_models import options_model, type_options
from generator.specs.models import (
    AgencySpec,
    CitySpec,
    ColumnSpec,
    ContactSpec,
    ErrorsSpec,
    FormSpec,
    LocalSpec,
    MasterSpec,
    OptionSpec,
    PageSpec,
    RegisterSpec,
    RuleSpec,
    ShapeSpec,
    TypedSpec,
    UseSpec,
)
from generator.specs.nearest import nearest

Model = TypeVar("Model", bound=Spec)
Typed = TypeVar("Typed", bound=TypedSpec)
Parts = Mapping[str, Callable[[Node], Any]]
"""How keys that hold specs of their own are read. Any: each gives another model, or None when it failed."""

Dictionary = Mapping[str, Mapping[str, MasterSpec | ShapeSpec]]
"""All entries of ``master_fields.yaml`` by group and name."""

PARTIES = ("business", "person")
"""The groups that hold facts; all other groups are row shapes."""


class Reader:
    """Reads one file's nodes; ``problems`` collects what is wrong, ``lost`` the names behind it."""

    def __init__(self, types: Mapping[str, type[Field]]) -> None:
        self.types = types
        self.problems: list[Problem] = []
        self.lost: set[str] = set()  # fields that could not be read: nobody is blamed for using them

    def city(self, root: Entries) -> CitySpec:
        """``city.yaml``."""
        parts = {
            "contact": self._contact,
            "agencies": self._each(self._agency),
            "registers": self._each(self._register),
        }
        return self._spec(CitySpec, root, parts)

    def dictionary(self, root: Entries) -> Dictionary:
        """``master_fields.yaml``."""
        return {
            group.text: self._group(group.text, value)
            for group, value in root.entries
            if self._is_mapping(value, f"the group “{group.text}”")
        }

    def form(self, root: Entries) -> FormSpec:
        """A form's file."""
        return self._spec(FormSpec, root, {"pages": self._each(self._page)})

    # The parts of a form

    def _page(self, node: Node) -> PageSpec | None:
        return self._checked(PageSpec, node, {"fields": self._each(self._entry)})

    def _entry(self, node: Node) -> UseSpec | LocalSpec | None:
        if not self._is_mapping(node, "a field") or not isinstance(node, Entries):
            return None
        uses, names = node.get("use"), node.get("field")
        if (uses is None) == (names is None):
            self._unclear_entry(node)
            return None
        if uses is not None:
            return self._use(node)
        return self._typed(LocalSpec, node)

    def _unclear_entry(self, node: Entries) -> None:
        self._lose(node)
        self.problems.append(
            start_of(node).problem(
                "E308",
                "This entry must have either “use” or “field”, and not both.",
                "Write “use: business.legal_name” for a master field, or “field: my_question” for one of this form alone.",
            )
        )

    def _use(self, node: Entries) -> UseSpec | None:
        spec = self._spec(UseSpec, node, {"errors": self._errors})
        if "." not in spec.use or spec.node("use") is None:
            self._lose(node)
            return None
        return spec

    # Entries with a type

    def _typed(self, model: type[Typed], node: Node, extra: Mapping[str, str] | None = None) -> Typed | None:
        """A field, column or master field: its own keys and its type's options."""
        if not self._is_mapping(node, f"a {model.called}") or not isinstance(node, Entries):
            return None
        field_type = self._field_type(node, model)
        if field_type is None:
            self._lose(node)
            return None
        options = options_model(field_type)
        own = keys_of(model)
        known = own | keys_of(options)
        self._refuse_unknown(node, known, f"{model.called} of type {field_type.type}")
        spec = self._spec(model, _only(node, own), self._common_parts())
        parts = self._option_parts(field_type)
        spec.typed_as(field_type, self._spec(options, _only(node, keys_of(options)), parts, around=node))
        spec.found_at(node)
        return spec

    def _field_type(self, node: Entries, model: type[TypedSpec]) -> type[Field] | None:
        value = node.get("type")
        if isinstance(value, Text) and value.text in self.types:
            return self.types[value.text]
        if value is None:
            problem = start_of(node).problem(
                "E302", f"This {model.called} has no “type”.", "Add a line such as “type: text”."
            )
        elif isinstance(value, Text):
            problem = value.place.problem(
                "E307", f"There is no field type “{value.text[:60]}”.", nearest(value.text, self.types)
            )
        else:
            problem = value.place.problem(
                "E303", "“type” must be a word.", "Write a field type: “type: text”."
            )
        self.problems.append(problem)
        return None

    def _common_parts(self) -> Parts:
        return {"errors": self._errors, "valid_if": self._each(self._rule)}

    def _option_parts(self, field_type: type[Field]) -> Parts:
        readers: Mapping[str, Callable[[Node], Any]] = {
            "options": self._options,
            "fields": self._each(lambda node: self._typed(ColumnSpec, node)),
        }
        return {
            option.name: readers[option.treatment]
            for option in type_options(field_type)
            if option.treatment in readers
        }

    def _options(self, node: Node) -> dict[str, OptionSpec] | None:
        if not self._is_mapping(node, "“options”") or not isinstance(node, Entries):
            return None
        return {
            key.text: self._spec(OptionSpec, _mapping(value, OptionSpec), {}) for key, value in node.entries
        }

    # Small parts

    def _group(self, group: str, node: Node) -> Mapping[str, MasterSpec | ShapeSpec]:
        if not isinstance(node, Entries):
            return {}
        read = {key.text: self._master(group, value) for key, value in node.entries}
        return {name: spec for name, spec in read.items() if spec is not None}

    def _master(self, group: str, node: Node) -> MasterSpec | ShapeSpec | None:
        return self._typed(MasterSpec, node) if group in PARTIES else self._typed(ShapeSpec, node)

    def _agency(self, node: Node) -> AgencySpec | None:
        return self._checked(AgencySpec, node, {"contact": self._contact})

    def _register(self, node: Node) -> RegisterSpec | None:
        return self._checked(RegisterSpec, node, {})

    def _contact(self, node: Node) -> ContactSpec | None:
        return self._checked(ContactSpec, node, {})

    def _errors(self, node: Node) -> ErrorsSpec | None:
        return self._checked(ErrorsSpec, node, {})

    def _rule(self, node: Node) -> RuleSpec | None:
        return self._checked(RuleSpec, node, {})

    def _each(self, read: Callable[[Node], Any]) -> Callable[[Node], Any]:
        """How a list of such parts is read; parts that failed are left out."""

        def read_all(node: Node) -> Any:
            if isinstance(node, Items):
                return tuple(part for part in map(read, node.items) if part is not None)
            self.problems.append(
                node.place.problem(
                    "E303",
                    f"A list is expected here, but this is {in_words(node)}.",
                    "Begin each entry on a line of its own with a hyphen and a space.",
                )
            )
            return None

        return read_all

    def _checked(self, model: type[Model], node: Node, parts: Parts) -> Model | None:
        """The spec of a mapping, or None when there is no mapping."""
        if not self._is_mapping(node, f"a {model.called}"):
            return None
        return self._spec(model, _mapping(node, model), parts)

    def _is_mapping(self, node: Node, what: str) -> bool:
        if isinstance(node, Entries):
            return True
        self.problems.append(
            node.place.problem(
                "E303",
                f"Keys with values are expected for {what}, but this is {in_words(node)}.",
                "Write lines of the form “key: value”, indented alike.",
            )
        )
        return False

    def _refuse_unknown(self, node: Entries, known: Iterable[str], called: str) -> None:
        known = set(known)
        for key, _ in node.entries:
            if key.text not in known:
                self.problems.append(
                    key.place.problem(
                        "E301", f"“{key.text[:60]}” is not a key of a {called}.", nearest(key.text, known)
                    )
                )

    def _lose(self, node: Entries) -> None:
        for key in ("field", "as", "use"):
            value = node.get(key)
            if isinstance(value, Text):
                self.lost.add(value.text.rpartition(".")[2])

    # One model

    def _spec(self, model: type[Model], node: Entries, parts: Parts, around: Entries | None = None) -> Model:
        """The spec of ``node``. Keys at fault are told and left out; what must be there gets an example's
        place, so that everything else is still checked."""
        if around is None:
            self._refuse_unknown(node, keys_of(model), model.called)
        values: dict[str, Any] = {}
        for key, value in node.entries:
            if key.text in keys_of(model):
                self._take(key, value, parts, values)
        spec = self._validated(model, node, values, around or node)
        spec.found_at(node)
        return spec

    def _take(self, key: Text, value: Node, parts: Parts, values: dict[str, Any]) -> None:
        if isinstance(value, Text) and not value.text.strip():
            self.problems.append(
                key.place.problem(
                    "E112", f"“{key.text}” has no value.", "Write a value, or leave out the whole line."
                )
            )
            return
        read = parts[key.text](value) if key.text in parts else plain(value)
        if read is not None:
            values[key.text] = read

    def _validated(self, model: type[Model], node: Entries, values: dict[str, Any], around: Entries) -> Model:
        try:
            return model.model_validate(values)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                key = str(fault["loc"][0])
                if not self._was_told(fault["type"], node.get(key), values.pop(key, None)):
                    self.problems.append(told(fault, model, node, around))
        return model.model_construct(**{**values, **_placeholders(model, values)})

    @staticmethod
    def _was_told(kind: str, written: Node | None, read: Any) -> bool:
        """Whether the fault is only the echo of parts that could not be read."""
        if kind == "missing":
            return written is not None
        return kind == "too_short" and not read and isinstance(written, Items) and bool(written.items)


def keys_of(model: type[Spec]) -> set[str]:
    """The keys that may stand in a spec of this model."""
    return {key.alias or name for name, key in model.model_fields.items()}


def plain(node: Node) -> Any:
    """The node as Python's own texts, lists and dictionaries."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}


def _only(node: Entries, keys: set[str]) -> Entries:
    return Entries(node.place, tuple(entry for entry in node.entries if entry[0].text in keys))


def _mapping(node: Node, model: type[Spec]) -> Entries:
    """The mapping that a node is or, as a shorthand, stands for."""
    if isinstance(node, Entries):
        return node
    return Entries(node.place, ((Text(node.place, model.shorthand), node),))


def _placeholders(model: type[Spec], values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _placeholder(key)
        for name, key in model.model_fields.items()
        if (key.alias or name) not in values and name not in values
    }


def _placeholder(key: FieldInfo) -> Any:
    if not key.is_required():
        return key.get_default(call_default_factory=True)
    return key.examples[0] if key.annotation is str and key.examples else ()

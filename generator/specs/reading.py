"""Reads nodes into specs, key by key, with problems written for authors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from forms.fields.base import Field
from generator.problems import Problem
from generator.problems.nearest import either, nearest
from generator.sources.naming import name_from
from generator.sources.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.specs.base import start_of
from generator.specs.dictionary import PARTIES, Dictionary, Entry
from generator.specs.elsewhere import NOT_ASKED
from generator.specs.field_models import options_model, type_options
from generator.specs.mappings import MappingReader, Parts, keys_of, mapping, only, plain, respelt
from generator.specs.models import (
    AgencySpec,
    CitySpec,
    ColumnSpec,
    ContactSpec,
    EligibilitySpec,
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
from generator.specs.values import FieldName, OptionKey

Typed = TypeVar("Typed", bound=TypedSpec)

OPTION_KEY: TypeAdapter[str] = TypeAdapter(OptionKey)
FIELD_NAME: TypeAdapter[str] = TypeAdapter(FieldName)


class Reader(MappingReader):
    """Reads one file's nodes; collects ``problems``, and the names of ``unreadable`` fields."""

    def __init__(self, types: Mapping[str, type[Field]]) -> None:
        super().__init__()
        self.types = types
        self.unreadable: set[str] = set()  # invalid fields, whose uses are not reported

    def city(self, root: MappingNode) -> CitySpec:
        """``city.yaml``."""
        parts = {
            "contact": self._contact,
            "agencies": self.each(self._agency, "agency: revenue"),
            "registers": self.each(self._register, "register: sales_tax"),
        }
        return self.spec(CitySpec, root, parts)

    def dictionary(self, root: MappingNode) -> Dictionary:
        """``master_fields.yaml``."""
        root = self._with_groups_as_meant(root)
        return {
            group.text: self._group(group.text, value)
            for group, value in root.entries
            if self._is_good(group, FIELD_NAME) and self.is_mapping(value, f"the group “{group.text}”")
        }

    def form(self, root: MappingNode) -> FormSpec:
        """A form's file."""
        parts = {
            "pages": self.each(self._page, "page: business"),
            "eligibility": self.each(self._eligibility, "rule: business.employees < 25"),
        }
        return self.spec(FormSpec, root, parts)

    # Parts of forms

    def _page(self, node: Node) -> PageSpec | None:
        return self.checked(PageSpec, node, {"fields": self.each(self._entry, "use: business.legal_name")})

    def _entry(self, node: Node) -> UseSpec | LocalSpec | None:
        if not self.is_mapping(node, "a field") or not isinstance(node, MappingNode):
            return None
        uses, names = node.get("use"), node.get("field")
        if uses is None and names is None:
            either = respelt(node, {"use", "field"})
            uses, names = either.get("use"), either.get("field")
        if (uses is None) == (names is None):
            self._unclear_entry(node)
            return None
        if uses is not None:
            return self._use(node)
        return self._typed(LocalSpec, node)

    def _unclear_entry(self, node: MappingNode) -> None:
        self._mark_unreadable(node)
        self.problems.append(
            start_of(node).problem(
                "E308",
                "This entry must have either “use” or “field”, and not both.",
                "Write “use: business.legal_name” for a master field, “field: my_question” for your own.",
            )
        )

    def _use(self, node: MappingNode) -> UseSpec | None:
        spec = self.spec(UseSpec, node, {"errors": self._errors})
        written = spec.node("use")
        if written is None or plain(written) != spec.use:
            self._mark_unreadable(node)
            return None
        return spec

    # Entries with a type

    def _typed(self, model: type[Typed], node: Node) -> Typed | None:
        """A field, column or master field: common keys, and its type's options."""
        if not self.is_mapping(node, f"a {model.called}") or not isinstance(node, MappingNode):
            return None
        field_type = self._field_type(respelt(node, {"type"}), model)
        if field_type is None:
            self._mark_unreadable(node)
            return None
        options = options_model(field_type)
        own, elsewhere = keys_for(model, field_type), _elsewhere(model, field_type)
        known = own | keys_of(options)
        self.refuse_unknown(node, known, f"{model.called} of type {field_type.type}", elsewhere)
        node = respelt(node, known, elsewhere)
        spec = self.spec(model, only(node, own), self._common_parts())
        parts = self._option_parts(field_type)
        spec.typed_as(field_type, self.spec(options, only(node, keys_of(options)), parts, around=node))
        spec.found_at(node)
        if not _is_named(spec, node) or _lacks_options(spec):
            self._mark_unreadable(node)
            return None
        return spec

    def _field_type(self, node: MappingNode, model: type[TypedSpec]) -> type[Field] | None:
        value = node.get("type")
        if isinstance(value, ScalarNode) and value.text in self.types:
            return self.types[value.text]
        if value is None:
            problem = start_of(node).problem(
                "E302", f"This {model.called} has no “type”.", "Add a line such as “type: text”."
            )
        elif isinstance(value, ScalarNode):
            problem = value.place.problem(
                "E307", f"There is no field type “{value.text[:60]}”.", self._type_meant(value.text)
            )
        else:
            problem = value.place.problem(
                "E303", "“type” must be a word.", "Write a field type: “type: text”."
            )
        self.problems.append(problem)
        return None

    def _type_meant(self, word: str) -> str:
        here = [name for name, found in self.types.items() if word.lower() in found.also_called]
        return f"Write {either(here)}." if here else nearest(word, self.types, len(self.types))

    def _common_parts(self) -> Parts:
        return {"errors": self._errors, "valid_if": self.each(self._rule, "rule: seats <= 5000")}

    def _option_parts(self, field_type: type[Field]) -> Parts:
        readers: Mapping[str, Callable[[Node], Any]] = {
            "options": self._options,
            "fields": self.each(lambda node: self._typed(ColumnSpec, node), "field: amount"),
        }
        return {
            option.name: readers[option.treatment]
            for option in type_options(field_type)
            if option.treatment in readers
        }

    def _options(self, node: Node) -> dict[str, OptionSpec] | None:
        if (
            isinstance(node, SequenceNode)
            and node.items
            and all(isinstance(item, ScalarNode) for item in node.items)
        ):
            self.problems.append(_options_without_keys(node))
            return None
        if not self.is_mapping(node, "“options”") or not isinstance(node, MappingNode):
            return None
        if not node.entries:
            self.problems.append(node.place.problem("E304", "“options” is empty.", _SOME_OPTIONS))
        good = [(key, value) for key, value in node.entries if self._is_good(key, OPTION_KEY)]
        read = {key.text: self.spec(OptionSpec, mapping(value, OptionSpec), {}) for key, value in good}
        return read if len(good) == len(node.entries) else None

    def _is_good(self, key: ScalarNode, kind: TypeAdapter[str]) -> bool:
        """Whether a key chosen by the author is valid."""
        try:
            kind.validate_python(key.text)
        except ValidationError as error:
            context = error.errors()[0]["ctx"]
            self.problems.append(key.place.problem(context["code"], context["message"], context["remedy"]))
            return False
        return True

    # Small parts

    def _with_groups_as_meant(self, root: MappingNode) -> MappingNode:
        """Correct misspelt groups of facts: one problem instead of one for each field and use."""
        shapes = [group.text for group, value in root.entries if not _has_facts(value)]
        right = respelt(root, set(PARTIES), shapes)
        for (written, _), (group, _) in zip(root.entries, right.entries, strict=True):
            if group.text != written.text:
                message = f"“{written.text[:60]}” is not a group of facts."
                self.problems.append(written.place.problem("E301", message, f"Did you mean {group.text}?"))
        return right

    def _group(self, group: str, node: Node) -> Mapping[str, Entry]:
        if not isinstance(node, MappingNode):
            return {}
        good = {key.text: value for key, value in node.entries if self._is_good(key, FIELD_NAME)}
        found = {name: self._master(group, name, value) for name, value in good.items()}
        return {name: entry for name, entry in found.items() if entry is not None}

    def _master(self, group: str, name: str, node: Node) -> Entry | None:
        spec = self._typed(MasterSpec, node) if group in PARTIES else self._typed(ShapeSpec, node)
        if spec is None:
            self.unreadable.add(f"{group}.{name}")
        return spec

    def _agency(self, node: Node) -> AgencySpec | None:
        return self.checked(AgencySpec, node, {"contact": self._contact})

    def _register(self, node: Node) -> RegisterSpec | None:
        return self.checked(RegisterSpec, node, {})

    def _contact(self, node: Node) -> ContactSpec | None:
        return self.checked(ContactSpec, node, {})

    def _errors(self, node: Node) -> ErrorsSpec | None:
        return self.checked(ErrorsSpec, node, {})

    def _eligibility(self, node: Node) -> EligibilitySpec | None:
        return self.checked(EligibilitySpec, node, {})

    def _rule(self, node: Node) -> RuleSpec | None:
        return self.checked(RuleSpec, node, {})

    def _mark_unreadable(self, node: MappingNode) -> None:
        for key in ("field", "as", "use"):
            value = node.get(key)
            if isinstance(value, ScalarNode):
                self.unreadable.add(value.text.rpartition(".")[2])


def keys_for(model: type[TypedSpec], field_type: type[Field]) -> set[str]:
    """The keys of ``model`` that apply to a field of this type."""
    return keys_of(model) - (set() if field_type.asks else NOT_ASKED.keys())


def _elsewhere(model: type[TypedSpec], field_type: type[Field]) -> Mapping[str, str]:
    return model.elsewhere if field_type.asks else {**NOT_ASKED, **model.elsewhere}


def _has_facts(group: Node) -> bool:
    """Whether a group has keys of facts, so that it is no row shape."""
    entries = [value for _, value in group.entries] if isinstance(group, MappingNode) else []
    marks = ("steward", "sensitivity", "confirm_after", "each_location")
    return any(entry.get(mark) for entry in entries if isinstance(entry, MappingNode) for mark in marks)


def _is_named(spec: TypedSpec, node: MappingNode) -> bool:
    """Whether the entry has a valid name (entries of a dictionary are named by their key)."""
    written = node.get("field")
    return written is None or plain(written) == getattr(spec, "field", None)


def _lacks_options(spec: TypedSpec) -> bool:
    """Whether its options could not be read, so that its uses are not reported."""
    return any(
        option.treatment == "options"
        and spec.options.node(option.name) is not None
        and not getattr(spec.options, option.name)
        for option in type_options(spec.field_type)
    )


_SOME_OPTIONS = "Write at least two, such as options: {rent: We rent it, own: We own it}."


def _options_without_keys(node: SequenceNode) -> Problem:
    wordings = [item.text for item in node.items if isinstance(item, ScalarNode)]
    keyed = ", ".join(f"{name_from(text, '_') or 'key'}: {text}" for text in wordings[:3])
    return node.place.problem(
        "E303",
        "Each option needs a key besides its wording: the key is kept when the wording changes.",
        f"Write “options: {{{keyed}{', …' if len(wordings) > 3 else ''}}}”.",
    )

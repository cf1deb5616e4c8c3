"""Compiles field specs of all types, guided by the declared treatments only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from forms.expressions import compile_expression
from forms.fields.base import Field, Option, Rule
from generator.compile.plan import Asked, FormPlan, columns
from generator.compile.wording import Say, Voice
from generator.specs.field_models import TypeOption, type_options
from generator.specs.models import ColumnSpec, OptionSpec, RuleSpec, TypedSpec

# Any in this module: option values have the types that each field type declares.

NOT_YET = compile_expression("true", {})
"""Placeholder until ``with_expressions`` inserts the compiled expression."""


@dataclass(frozen=True)
class Maker:
    """Compiles the fields of one form in one language, without conditions, which need all fields first."""

    plan: FormPlan
    say: Say

    def field(self, asked: Asked, page: str) -> Field:
        """The field of one entry."""
        about = f"Form “{self.plan.spec.title}”, page “{page}”, question “{asked.name}”."
        form = Voice(self.say, f"{self.plan.spec.form}.fields.{asked.name}", about)
        master = self._master_voice(asked) or form
        attributes = self._common(asked, form, master)
        attributes |= self._options(asked, asked.spec, master)
        if asked.use is not None and asked.use.only and "only" in attributes:
            attributes["only"] = asked.use.only
        return asked.spec.field_type(**attributes)

    def _master_voice(self, asked: Asked) -> Voice | None:
        if asked.use is None:
            return None
        return Voice(self.say, asked.use.use, f"Master field “{asked.use.use}”, shared by all forms.")

    def _common(self, asked: Asked, form: Voice, master: Voice) -> dict[str, Any]:
        def text_of(key: str) -> str:
            source = asked.spec_for(key)
            voice = form if source is asked.use else master
            return voice.of(key, asked.value(key), source.at(key))

        return {
            "name": asked.name,
            "label": text_of("label"),
            "hint": text_of("hint"),
            "help": text_of("help"),
            "required": asked.value("required"),
            "autocomplete": asked.spec.autocomplete,
            "prefill": asked.value("prefill") if asked.use else "always",
            "valid_if": self._rules(asked, master),
            "errors": self._errors(asked, form, master),
            "shared": asked.shared,
        }

    def _rules(self, asked: Asked, voice: Voice) -> tuple[Rule, ...]:
        numbered = enumerate(asked.spec.valid_if, 1)
        return tuple(Rule(NOT_YET, self._sentence(rule, number, voice)) for number, rule in numbered)

    def _sentence(self, rule: RuleSpec, number: int, voice: Voice) -> str:
        return voice.of(f"valid_if.{number}", rule.message, rule.at("message"))

    def _errors(self, asked: Asked, form: Voice, master: Voice) -> dict[str, str]:
        source = asked.spec_for("errors")
        voice = form if source is asked.use else master
        errors = asked.value("errors")
        missing = voice.of("errors.missing", errors.missing, errors.at("missing"))
        return {"missing": missing} if missing else {}

    def _options(self, asked: Asked, spec: TypedSpec, voice: Voice) -> dict[str, Any]:
        return {option.name: self._treat(option, spec, voice) for option in type_options(spec.field_type)}

    def _treat(self, option: TypeOption, spec: TypedSpec, voice: Voice) -> Any:
        """The value of one of a type's own options; each treatment is one entry of `treatments`."""
        value, place = getattr(spec.options, option.name), spec.options.at(option.name)
        written = spec.options.node(option.name) is not None
        treatments: Mapping[str, Callable[[], Any]] = {
            "text": lambda: voice.of(option.name, value, place),
            "markdown": lambda: voice.html_of(option.name, value, place),
            "options": lambda: self._choices(value, option.name, voice),
            "fields": lambda: self._columns(spec, voice),
            "expression": lambda: NOT_YET,
            "references": lambda: self._references(value),
            "plain": lambda: value if written else self.plan.by_city(option.name, value),
        }
        return treatments[option.treatment]()

    def _choices(self, choices: Mapping[str, OptionSpec], key: str, voice: Voice) -> tuple[Option, ...]:
        return tuple(
            self._choice(name, choice, voice.below(f"{key}.{name}")) for name, choice in dict(choices).items()
        )

    def _choice(self, name: str, choice: OptionSpec, voice: Voice) -> Option:
        label = voice.of("label", choice.label, choice.at("label"))
        hint = voice.of("hint", choice.hint, choice.at("hint"))
        return Option(name, label, hint)

    def _columns(self, spec: TypedSpec, voice: Voice) -> tuple[Field, ...]:
        return tuple(
            self._column(name, column, self._column_voice(spec, name, column, voice))
            for name, column in columns(spec, self.plan.dictionary)
        )

    def _column_voice(self, spec: TypedSpec, name: str, column: TypedSpec, voice: Voice) -> Voice:
        if isinstance(column, ColumnSpec):
            return voice.below(name)
        context = f"{spec.options.of}.{name}"
        return Voice(self.say, context, f"Column “{context}”, shared by all lists of this shape.")

    def _column(self, name: str, spec: TypedSpec, voice: Voice) -> Field:
        missing = voice.of("errors.missing", spec.errors.missing, spec.errors.at("missing"))
        options = {option.name: self._treat(option, spec, voice) for option in type_options(spec.field_type)}
        return spec.field_type(
            name=name,
            label=voice.of("label", spec.label, spec.at("label")),
            hint=voice.of("hint", spec.hint, spec.at("hint")),
            help=voice.of("help", spec.help, spec.at("help")),
            required=spec.required,
            autocomplete=spec.autocomplete,
            errors={"missing": missing} if missing else {},
            **options,
        )

    def _references(self, names: tuple[str, ...]) -> tuple[Option, ...]:
        """The named fields of this form; names that are not asked here are left out."""
        asked = {other.name: other for other in self.plan.asked()}
        return tuple(Option(name, self._label(asked[name])) for name in names if name in asked)

    def _label(self, asked: Asked) -> str:
        source = asked.spec_for("label")
        own = source is asked.use or asked.use is None
        context = f"{self.plan.spec.form}.fields.{asked.name}" if own else asked.use.use  # type: ignore[union-attr]
        voice = Voice(self.say, context, "")
        return voice.of("label", asked.value("label"), source.at("label"))

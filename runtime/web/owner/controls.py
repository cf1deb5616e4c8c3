"""The template values of a page's controls: values, errors, rows, and sources of facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from forms.fields.base import AnswerError, Field, Typed, Value
from forms.fields.choices import OptionsField
from forms.fields.files import FileField
from forms.fields.repeating_group import RepeatingGroup
from forms.fields.shown import KeptFile, Suggestion
from forms.fields.suggesting import SuggestingField
from forms.model.route import Stop
from forms.pages.questions import Controls
from forms.text.language import Language
from runtime.dataset.records.facts import Fact
from runtime.services.filling.answer_errors import AnswerErrors, html_key
from runtime.services.filling.form_state import FormState
from runtime.services.filling.post import Post
from runtime.web.http.request_context import RequestContext
from runtime.web.http.template_values import Found, Lists, Texts
from runtime.web.owner.known_text import known_text

NOTHING_SAID: Mapping[str, str] = MappingProxyType({})


def controls(
    ctx: RequestContext, state: FormState, stop: Stop, post: Post | None, found: AnswerErrors
) -> Controls:
    """The values of all controls of one page, by template name."""
    table = _Controls(ctx, state, post)
    shown = {field.name for field in stop.fields}
    for field in stop.page.fields:
        table.shown[field.name] = field.name in shown
        if field.asks:
            table.add(field, found.get(field.name, ()))
        else:
            table.add_calculated(field)
    return table.mappings()


class _Controls:
    """Collects the values field by field; every mapping is keyed by HTML key or field name."""

    def __init__(self, ctx: RequestContext, state: FormState, post: Post | None) -> None:
        self._ctx, self._language = ctx, ctx.language
        self._state, self._values = state, state.values
        self._post = post
        self._is_saved = post is None or post.saved
        self.shown, self._v, self._e, self._known = Texts(), Texts(), Texts(), Texts()
        self._confirm, self._masked, self._calc = Texts(), Texts(), Texts()
        self._rows = Lists()

    def mappings(self) -> Controls:
        """The mappings by their names in templates."""
        return {
            "v": self._v,
            "e": self._e,
            "known": self._known,
            "confirm": self._confirm,
            "masked": self._masked,
            "shown": self.shown,
            "calc": self._calc,
            "rows": self._rows,
            "offered": Found(self._find_offered),
            "kept": Found(self._find_kept),
            "suggested": Found(self._find_suggested),
        }

    def add_calculated(self, field: Field) -> None:
        """Add a field that is only shown."""
        value = self._state.route.values.get(field.name)
        if value is not None:
            self._calc[field.name] = field.display(value, self._ctx.language)

    def add(self, field: Field, found: Sequence[AnswerError]) -> None:
        """Add a field that is asked."""
        name, language = field.name, self._language
        value = self._values.get(name)
        masked = field.secret and value is not None
        typed = self._typed(field, value, masked=masked and not found and self._is_saved)
        errors = display_by_part(found, language) if found else NOTHING_SAID
        if errors:
            self._add_errors(name, errors)
        if isinstance(field, RepeatingGroup):
            self._rows[name] = field.rows(typed, errors, value, language)  # rows hold their own texts
        else:
            for part, texts in typed.items():
                self._v[html_key(name, part) if part else name] = texts
        if masked and not any(typed.values()):
            self._masked[name] = field.mask(value, language)
        if fact := self._state.known(field):
            self._add_provenance(field, fact)

    def _typed(self, field: Field, value: Value, *, masked: bool) -> Typed:
        if masked:
            return {}  # the control stays empty, and the known value is kept
        if self._post is not None:
            return field.typed_again(self._post.of(field.name))
        return {} if value is None else field.typed(value, self._language)

    def _find_offered(self, name: str) -> set[str]:
        field = self._field(name)
        offered = field.offered(self._state.scope()) if isinstance(field, OptionsField) else ()
        return {option.key for option in offered}

    def _find_kept(self, name: str) -> tuple[KeptFile, ...]:
        field = self._field(name)
        value = self._state.values.get(name)
        return field.kept(value, self._ctx.language) if isinstance(field, FileField) else ()

    def _find_suggested(self, name: str) -> tuple[Suggestion, ...]:
        field = self._field(name)
        if self._post is None or not isinstance(field, SuggestingField):
            return ()
        return field.suggestions(self._post.of(name), self._ctx.language)

    def _field(self, name: str) -> Field:
        return self._state.form.field(name)

    def _add_errors(self, name: str, errors: Mapping[str, str]) -> None:
        for part, sentence in errors.items():
            self._e[html_key(name, part)] = sentence
        if "" not in errors:  # errors are in some parts: the group repeats them
            self._e[name] = "\n".join(dict.fromkeys(errors.values()))
            self._e[f"{name}."] = "yes"

    def _add_provenance(self, field: Field, fact: Fact) -> None:
        self._known[field.name] = known_text(self._ctx, field, fact)
        if field.may_need_confirming:
            self._add_confirmation(field, fact)

    def _add_confirmation(self, field: Field, fact: Fact) -> None:
        self._confirm[field.name] = self._state.must_confirm(field, fact)
        confirmed = self._post.confirmed if self._post else self._state.draft.confirmed
        if field.name in confirmed:
            self._v[f"{field.name}.confirm"] = "yes"


def display_by_part(found: Sequence[AnswerError], language: Language) -> dict[str, str]:
    """One text for each part with errors, one sentence per line."""
    by_part: dict[str, list[str]] = {}
    for error in found:
        by_part.setdefault(error.part, []).append(language.say(error.message))
    return {part: "\n".join(sentences) for part, sentences in by_part.items()}

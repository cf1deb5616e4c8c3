"""The functions for a field type's control.html: names, ids and request expressions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from forms.fields.base import Field, Option
from generator.render.brackets import Request, inert, json_attribute, literal


@dataclass(frozen=True)
class Control:
    """The control of one field, on the page itself or in a row of a list.

    Every method returns markup for stage one. It contains brackets for stage two, which read the request's
    context: ``v`` (values by HTML key), ``e`` (errors by HTML key), ``rows`` (rows of lists), and in a row
    ``r.v`` and ``r.e``.
    """

    field: Field
    name_prefix: str = ""  # "owners.{{ r.i }}." in a row
    id_prefix: str = ""  # "owners-{{ r.i }}-" in a row
    scope: str = ""  # "r." in a row

    @property
    def optional(self) -> bool:
        """Whether the label says that the answer is optional."""
        return self.field.asks and not self.field.required and self.field.required_if is None

    def name(self, part: str = "") -> Markup:
        """The HTML name of a part."""
        return Request(f"{self.name_prefix}{inert(self._key(part))}")

    def id(self, part: str = "") -> Markup:
        """The HTML id of a part; error links lead to the part ``""`` (or the first part)."""
        return Request(f"{self.id_prefix}{inert(self._key(part).replace('.', '-'))}")

    def value(self, part: str = "") -> Markup:
        """The text of a part, escaped on request."""
        return self.text(self._at("v", part))

    def checked(self, option: str, part: str = "") -> Markup:
        """``checked`` when the part's only value is ``option``."""
        return Request(self._if(f"{self._at('v', part)} == {literal(option)}", " checked"))

    def checked_among(self, option: str, part: str = "") -> Markup:
        """``checked`` when ``option`` is among the part's values."""
        return Request(self._if(f"{literal(option)} in {self._at('v', part)}", " checked"))

    def selected(self, option: str, part: str = "") -> Markup:
        """``selected`` when the part's only value is ``option``."""
        return Request(self._if(f"{self._at('v', part)} == {literal(option)}", " selected"))

    def aria(self, part: str = "", *, also: str = "", optional: bool = False) -> Markup:
        """``aria-describedby`` (hint, provenance, error) and ``aria-invalid`` for one input.

        Inputs of a group are described by its fieldset, so they get ``aria-invalid`` only. ``also`` adds a
        description of the control's own, with the id ``<name>-<also>``. An ``optional`` part is valid when
        the whole answer is missing.
        """
        described = self._described(self.error(), also) if self.field.one_control else ""
        wrong = self._at("e", part) if optional else self.error(part)
        return Request(f"{described}" + self._if(wrong, ' aria-invalid="true"'))

    def group_aria(self, sentence: str = "") -> Markup:
        """``aria-describedby`` for a fieldset; ``sentence`` is the request expression of its error."""
        return Request(self._described(sentence or self.error()))

    def error(self, part: str = "") -> Markup:
        """The request expression that is true when the part has an error, for ``{% if %}``.

        A field's own key holds the error of the field; the key ``<name>.`` means that the error is in some
        parts only, each of which has a key of its own.
        """
        whole = self._at("e")
        if not part:
            return Request(whole)
        return Request(f"({self._at('e', part)} or {whole} and not {self.error_in_parts()})")

    def error_in_parts(self) -> Markup:
        """The request expression that is true when only some parts have errors."""
        return Request(f"{self.scope}e[{literal(self.field.name + '.')}]")

    def sentence(self, parts: Sequence[str] = (), *, parts_speak: bool = False) -> Markup:
        """The request expression of the error shown at the field: its own, or those of its parts.

        If the parts show their own errors (rows), the field shows only errors of the whole. Otherwise it
        shows the errors of the summary, without duplicates.
        """
        if parts_speak:
            return Request(f"('' if {self.error_in_parts()} else {self.error()})")
        if not parts:
            return self.error()
        errors = ", ".join(self._at("e", part) for part in parts)
        return Request(f"{self.error()} or ({errors},)|select|unique|join(' ')")

    def mapping(self) -> Markup:
        """The request mapping that holds this field's values."""
        return Request(f"{self.scope}v")

    def rows(self) -> Markup:
        """The request expression of the rows of a repeating group."""
        return self._own("rows")

    def offered(self, option: str) -> Markup:
        """The request expression that is true when ``option`` is offered, for ``{% if %}``."""
        return Request("true" if self.scope else f"{literal(option)} in {self._own('offered')}")

    def offering(self, option: Option) -> Markup:
        """``data-`` attributes of an option with a condition, by which the page script shows or hides it."""
        if option.show_if is None or self.scope:
            return Markup("")
        off = self._if(f"not {self.offered(option.key)}", " data-off")
        return Request(f" data-show-if='{json_attribute(option.show_if.tree)}'{off}")

    def shown(self) -> Markup:
        """The request expression that is true when the field is shown."""
        return self._own("shown")

    def known(self) -> Markup:
        """The request expression of a value's source; empty when the city does not know it."""
        return self._own("known")

    def masked(self) -> Markup:
        """The request expression of the masked secret that is kept when its control is left empty."""
        return Request(self._at("masked")) if self.scope else self._own("masked")

    def to_confirm(self) -> Markup:
        """The request expression that is true when a known value must be confirmed."""
        return self._own("confirm")

    def kept(self) -> Markup:
        """The request expression of the uploaded files."""
        return self._own("kept")

    def suggested(self) -> Markup:
        """The request expression of suggestions ({key, label, lang}) for the typed text."""
        return Request(f"{self.scope}{self._own('suggested')}")

    def typed(self, part: str = "") -> Markup:
        """The request expression of a part's text, for comparisons."""
        return Request(self._at("v", part))

    def calculated(self) -> Markup:
        """The text of a calculated value."""
        return self.text(self._own("calc"))

    def json(self, tree: object) -> Markup:
        """``tree`` as JSON, for an attribute in single quotes."""
        return json_attribute(tree)

    def column(self, field: Field) -> Control:
        """The control of one column in a row, for use inside ``{% for r in ... %}``."""
        own = self.field.name
        return Control(field, own + ".{{ r.i }}.", own + "-{{ r.i }}-", "r.")

    def text(self, expression: str) -> Markup:
        """A request expression in brackets, for values without a method."""
        return Request(f"{{{{ {expression} }}}}")

    def _key(self, part: str) -> str:
        return f"{self.field.name}.{part}" if part else self.field.name

    def _at(self, mapping: str, part: str = "") -> str:
        return f"{self.scope}{mapping}[{literal(self._key(part))}]"

    def _own(self, mapping: str) -> Request:
        return Request(f"{mapping}[{literal(self.field.name)}]")

    def _described(self, sentence: str, also: str = "") -> str:
        own = self.id()
        conditions = [sentence]
        texts = self._if(conditions[0], f" {own}-error")
        if self._shows_source:
            conditions.insert(0, str(self.masked() if self.field.secret else self.known()))
            texts = self._if(conditions[0], f" {own}-known") + texts
        if always := " ".join(f"{own}-{one}" for one in ("hint" * bool(self.field.hint), also) if one):
            return f' aria-describedby="{always}{texts}"'
        return self._if(" or ".join(conditions), f' aria-describedby="{texts}"')

    @property
    def _shows_source(self) -> bool:
        """Whether the source of a known value is shown at the field."""
        return self.field.secret or not self.scope

    @staticmethod
    def _if(condition: str, then: str) -> str:
        return f"{{% if {condition} %}}{then}{{% endif %}}"

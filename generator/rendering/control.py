"""What a field's control.html may ask for: names, ids and the request's brackets, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from forms.fields.base import Field
from generator.rendering.brackets import Request, json_attribute, literal


@dataclass(frozen=True)
class Control:
    """One field at one place: on the page itself, or in a row of a list.

    Every method returns markup for stage one to print as it is. What it prints contains the brackets of
    stage two, which read the request's context: ``v`` (values by HTML key), ``e`` (errors by HTML key),
    ``rows`` (rows of lists), and in a row ``r.v`` and ``r.e``.
    """

    field: Field
    name_prefix: str = ""  # "owners.{{ r.i }}." in a row
    id_prefix: str = ""  # "owners-{{ r.i }}-" in a row
    scope: str = ""  # "r." in a row

    def name(self, part: str = "") -> Markup:
        """The HTML name of a part."""
        return Request(f"{self.name_prefix}{escape(self._key(part))}")

    def id(self, part: str = "") -> Markup:
        """The HTML id of a part; the part ``""`` (or the first part) is where error links land."""
        return Request(f"{self.id_prefix}{escape(self._key(part).replace('.', '-'))}")

    def value(self, part: str = "") -> Markup:
        """The text to show in a part, escaped on request."""
        return self.text(self._at("v", part))

    def checked(self, option: str, part: str = "") -> Markup:
        """``checked`` when the part's one value is ``option``."""
        return Request(self._if(f"{self._at('v', part)} == {literal(option)}", " checked"))

    def checked_among(self, option: str, part: str = "") -> Markup:
        """``checked`` when ``option`` is among the part's values."""
        return Request(self._if(f"{literal(option)} in {self._at('v', part)}", " checked"))

    def selected(self, option: str, part: str = "") -> Markup:
        """``selected`` when the part's one value is ``option``."""
        return Request(self._if(f"{self._at('v', part)} == {literal(option)}", " selected"))

    def aria(self, part: str = "") -> Markup:
        """``aria-describedby`` (hint, provenance, error) and ``aria-invalid`` for one input.

        Inputs of a group are described by its fieldset, so they get ``aria-invalid`` alone.
        """
        described = self._described() if self.field.one_control else ""
        return Request(described + self._if(self.error(part), ' aria-invalid="true"'))

    def group_aria(self) -> Markup:
        """``aria-describedby`` for the fieldset of a field with several controls."""
        return Request(self._described())

    def error(self, part: str = "") -> Markup:
        """The request expression that is true when the part is at fault, for ``{% if %}``.

        A field's own key holds the sentences; ``name.`` says that the fault is in some parts only, each
        of which has its own key.
        """
        whole = self._at("e")
        if not part:
            return Request(whole)
        some = f"{self.scope}e[{literal(self.field.name + '.')}]"
        return Request(f"({self._at('e', part)} or {whole} and not {some})")

    def mapping(self) -> Markup:
        """The request mapping that holds this field's values."""
        return Request(f"{self.scope}v")

    def rows(self) -> Markup:
        """The request expression that lists the rows of a repeating group."""
        return self._own("rows")

    def offered(self, option: str) -> Markup:
        """The request expression that is true when ``option`` is offered, for ``{% if %}``."""
        return Request("true" if self.scope else f"{literal(option)} in {self._own('offered')}")

    def off(self, option: str) -> Markup:
        """``data-off`` on an option that is not offered: hidden where the page script can bring it back."""
        return Request(self._if(f"not {self.offered(option)}", " data-off"))

    def known(self) -> Markup:
        """The request expression for where the value came from; empty when the city does not know it."""
        return self._own("known")

    def kept(self) -> Markup:
        """The request expression that lists the files already kept."""
        return self._own("kept")

    def suggested(self) -> Markup:
        """The request expression that lists options ({key, label}) found for what was typed."""
        return self._own("suggested")

    def calculated(self) -> Markup:
        """The text of a calculated value."""
        return self.text(self._own("calc"))

    def json(self, tree: object) -> Markup:
        """``tree`` as JSON, for an attribute in single quotes."""
        return json_attribute(tree)

    def column(self, field: Field) -> Control:
        """The control of one column in a row, to be used inside ``{% for r in ... %}``."""
        own = self.field.name
        return Control(field, own + ".{{ r.i }}.", own + "-{{ r.i }}-", "r.")

    def text(self, expression: str) -> Markup:
        """A request expression in its brackets, for the few things without a method of their own."""
        return Request("{{ " + expression + " }}")

    def _key(self, part: str) -> str:
        return f"{self.field.name}.{part}" if part else self.field.name

    def _at(self, mapping: str, part: str = "") -> str:
        return f"{self.scope}{mapping}[{literal(self._key(part))}]"

    def _own(self, mapping: str) -> Request:
        return Request(f"{mapping}[{literal(self.field.name)}]")

    def _described(self) -> str:
        own = self.id()
        known = "" if self.scope else f"{self.known()}"
        error = self._at("e")
        texts = self._if(known, f" {own}-known") if known else ""
        texts += self._if(error, f" {own}-error")
        if self.field.hint:
            return f' aria-describedby="{own}-hint{texts}"'
        some = f"{known} or {error}" if known else error
        return self._if(some, f' aria-describedby="{texts}"')

    @staticmethod
    def _if(condition: str, then: str) -> str:
        return "{% if " + condition + " %}" + then + "{% endif %}"

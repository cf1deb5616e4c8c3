"""What a field's control.html may ask for: names, ids and the request's brackets, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from forms.fields.base import Field


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
        return Markup(self.name_prefix) + escape(self._key(part))

    def id(self, part: str = "") -> Markup:
        """The HTML id of a part; the part ``""`` (or the first part) is where error links land."""
        return Markup(self.id_prefix) + escape(self._key(part).replace(".", "-"))

    def value(self, part: str = "") -> Markup:
        """The text to show in a part, escaped on request."""
        return self._bracket(f"{self._values()}[{self._key(part)!r}]")

    def checked(self, option: str, part: str = "") -> Markup:
        """``checked`` when the part's one value is ``option``."""
        return self._if(f"{self._values()}[{self._key(part)!r}] == {option!r}", " checked")

    def checked_among(self, option: str, part: str = "") -> Markup:
        """``checked`` when ``option`` is among the part's values."""
        return self._if(f"{option!r} in {self._values()}[{self._key(part)!r}]", " checked")

    def selected(self, option: str, part: str = "") -> Markup:
        """``selected`` when the part's one value is ``option``."""
        return self._if(f"{self._values()}[{self._key(part)!r}] == {option!r}", " selected")

    def aria(self, part: str = "") -> Markup:
        """``aria-describedby`` (hint, provenance, error) and ``aria-invalid`` for one input."""
        error = f"{self.scope}e[{self._key(part)!r}]"
        if part:
            error = f"({error} or {self.scope}e[{self.field.name!r}])"
        return self._described() + self._if(error, Markup(' aria-invalid="true"'))

    def group_aria(self) -> Markup:
        """``aria-describedby`` for the fieldset of a field with several controls."""
        return self._described()

    def error(self, part: str = "") -> Markup:
        """The request expression that is true when the part is at fault, for ``{% if %}``."""
        return Markup(f"{self.scope}e[{self._key(part)!r}]")

    def mapping(self) -> Markup:
        """The request mapping that holds this field's values."""
        return Markup(self._values())

    def rows(self) -> Markup:
        """The request expression that lists the rows of a repeating group."""
        return Markup(f"rows[{self.field.name!r}]")

    def column(self, field: Field) -> Control:
        """The control of one column in a row, to be used inside ``{% for r in ... %}``."""
        own = self.field.name
        return Control(field, own + ".{{ r.i }}.", own + "-{{ r.i }}-", "r.")

    def text(self, expression: str) -> Markup:
        """A request expression in its brackets, for the few things without a method of their own."""
        return self._bracket(expression)

    def _key(self, part: str) -> str:
        return f"{self.field.name}.{part}" if part else self.field.name

    def _values(self) -> str:
        return f"{self.scope}v"

    def _described(self) -> Markup:
        own = self.id()
        name = repr(self.field.name)
        hint = Markup(f"{own}-hint ") if self.field.hint else Markup("")
        known = "" if self.scope else self._if(f"known[{name}]", Markup(f"{own}-known "))
        error = self._if(f"{self.scope}e[{name}]", Markup(f"{own}-error"))
        return Markup(' aria-describedby="') + hint + known + error + Markup('"')

    @staticmethod
    def _bracket(expression: str) -> Markup:
        return Markup("{{ " + expression + " }}")

    @staticmethod
    def _if(condition: str, then: str) -> Markup:
        return Markup("{% if " + condition + " %}" + then + "{% endif %}")

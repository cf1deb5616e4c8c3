"""An e-mail address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from forms.expressions import TEXT, Kind
from forms.fields.base import Field, Posted, Problem, Reading, Stored, Typed, Value
from forms.fields.parts import one
from forms.language import Language
from forms.later import later
from forms.messages import Message, message

if TYPE_CHECKING:
    import email_validator
else:
    email_validator = later("email_validator")


@dataclass(frozen=True, kw_only=True)
class Email(Field):
    """An e-mail address. The value is a ``str`` whose part after the @ is in lower case.

    Only the form is checked: asking the mail server would leak what people type and fail when it is away.
    """

    type = "email"
    also_called = ("mail", "e-mail")
    seconds = 12

    @property
    def kind(self) -> Kind:
        """Text."""
        return TEXT

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading:
        """Accept an address as mail programs write it, with or without ``mailto:`` and angle brackets."""
        typed = one(posted).removeprefix("mailto:").removeprefix("<").removesuffix(">").strip()
        if not typed:
            return Reading()
        address = normal(typed)
        return Reading(address) if address else Reading(problems=(Problem(self._wrong(typed)),))

    def _wrong(self, typed: str) -> Message:
        if "@" not in typed:
            return message(
                "{label}: the @ is missing. Write the address like name@example.com.", label=self.label
            )
        if typed.count("@") > 1:
            return message("{label}: write one address only, like name@example.com.", label=self.label)
        if " " in typed:
            return message("{label}: leave out the spaces, as in name@example.com.", label=self.label)
        return message("{label}: write the whole address, like name@example.com.", label=self.label)

    def typed(self, value: Value, language: Language) -> Typed:
        """The address itself."""
        return {"": value}

    def say(self, value: Value, language: Language) -> str:
        """The address itself."""
        return str(value)

    def from_json(self, stored: Stored) -> Value:
        """An address in its normal form only."""
        if not isinstance(stored, str) or normal(stored) != stored:
            raise ValueError(f"e-mail address expected, not {stored!r}")
        return stored

    def json_schema(self) -> dict[str, object]:
        """A string in e-mail format."""
        return {"type": "string", "format": "idn-email", "minLength": 3, "maxLength": 254}

    def missing(self) -> Message:
        """Show how an address looks."""
        return message("{label}: enter an email address, like name@example.com.", label=self.label)


def normal(typed: str) -> str | None:
    """The address in its normal form, or None when it cannot be one."""
    return _normal(typed) if len(typed) <= _LONGEST else None


@lru_cache(maxsize=1024)  # known addresses are read again for every page that shows them
def _normal(typed: str) -> str | None:
    try:
        return email_validator.validate_email(typed, check_deliverability=False).normalized
    except (email_validator.EmailNotValidError, ValueError):
        return None


_LONGEST = 254  # RFC 5321; also keeps the work small

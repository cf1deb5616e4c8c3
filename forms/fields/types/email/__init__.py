"""An e-mail address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import email_validator

from forms.fields.room import Room, ample
from forms.fields.texts import NormalTextField
from forms.text.messages import Message, message


@dataclass(frozen=True, kw_only=True)
class Email(NormalTextField):
    """An e-mail address. The value is a ``str`` whose part after the @ is in lower case.

    Only the form is checked: asking the mail server would leak what people type and fail when it is away.
    """

    type = "email"
    called = "e-mail address"
    also_called = ("mail", "e-mail")
    seconds = 12

    @property
    def room(self) -> Mapping[str, Room]:
        """More than the longest address."""
        return {"": ample(_LONGEST)}

    def without_wrapping(self, typed: str) -> str:
        """The address without ``mailto:`` and angle brackets, as mail programs write it."""
        return typed.removeprefix("mailto:").removeprefix("<").removesuffix(">").strip()

    def normal(self, typed: str) -> str | None:
        """The address in its normal form, or None when it cannot be one."""
        return normal(typed)

    def wrong(self, typed: str) -> Message:
        """The error that says what is missing or too much."""
        if "@" not in typed:
            return message(
                "{label}: the @ is missing. Write the address like name@example.com.", label=self.label
            )
        if typed.count("@") > 1:
            return message("{label}: write one address only, like name@example.com.", label=self.label)
        if " " in typed:
            return message("{label}: leave out the spaces, as in name@example.com.", label=self.label)
        return message("{label}: write the whole address, like name@example.com.", label=self.label)

    def json_schema(self) -> dict[str, object]:
        """A string in e-mail format."""
        return {"type": "string", "format": "idn-email", "minLength": 3, "maxLength": 254}

    def missing(self) -> Message:
        """The error that shows an example."""
        return message("{label}: enter an email address, like name@example.com.", label=self.label)


def normal(typed: str) -> str | None:
    """The address in its normal form, or None when it cannot be one."""
    return _normal(typed) if len(typed) <= _LONGEST else None


@lru_cache(maxsize=1024)  # known addresses are parsed again for every page that shows them
def _normal(typed: str) -> str | None:
    try:
        return email_validator.validate_email(typed, check_deliverability=False).normalized
    except (email_validator.EmailNotValidError, ValueError):
        return None


_LONGEST = 254  # RFC 5321; also limits the time of parsing

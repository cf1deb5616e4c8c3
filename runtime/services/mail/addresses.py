"""E-mail addresses as mail servers accept them."""

from __future__ import annotations

import re
from email.headerregistry import Address

from email_validator import EmailNotValidError, validate_email

_ENCODED = "=?"  # Python's mail library would decode what follows, line ends included
_NAMED = re.compile(r'\s*"?(?P<name>[^<>"\x00-\x1f\x7f]*?)"?\s*<(?P<address>[^<>]*)>\s*')


def address_of(text: str, name: str = "") -> Address | None:
    """The address with its domain in ASCII; None when the text is not exactly one address. The part before
    the @ may be in any script.
    """
    if _ENCODED in text or _ENCODED in name:
        return None
    try:
        found = validate_email(text, check_deliverability=False, globally_deliverable=False)
    except (EmailNotValidError, ValueError):
        return None
    return Address(name, found.local_part, found.ascii_domain)


def named_address(text: str) -> Address | None:
    """An address alone, or with a name before it: ``City of Harborview <permits@harborview.example>``."""
    named = _NAMED.fullmatch(text)
    return address_of(named["address"], named["name"]) if named else address_of(text.strip())

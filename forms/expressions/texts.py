"""Text functions with the same results in every Python and every browser."""

from __future__ import annotations

import re
from decimal import Decimal

# Letters of the Latin, Greek and Cyrillic alphabets whose case is the same in all Unicode versions in use.
# Mapped one by one, so that neighbouring letters have no effect.
_CASED = re.compile("[A-Za-z\u00b5-\u017f\u01a0\u01a1\u01af\u01b0\u0386-\u03ce\u0400-\u045f\u1e00-\u1eff]")
_SPACES = "\t\n\v\f\r \u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"


def lower(text: str) -> str:
    """The text in lower case."""
    return _CASED.sub(lambda letter: letter[0].lower(), text)


def upper(text: str) -> str:
    """The text in upper case."""
    return _CASED.sub(lambda letter: letter[0].upper(), text)


def trim(text: str) -> str:
    """The text without spaces at both ends; str.strip() removes other characters than JavaScript does."""
    return text.strip(_SPACES)


def length(text: str) -> Decimal:
    """The number of characters (Unicode code points)."""
    return Decimal(len(text))

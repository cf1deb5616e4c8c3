"""Sign-in links and codes, both derived from the link's id and the site's secret and never stored.

The store holds ids only; a message contains ``{link}`` until it is delivered or shown in the mailbox.
"""

from __future__ import annotations

import hmac
import unicodedata
from base64 import urlsafe_b64encode

from forms.text.text import clean
from runtime.dataset import Message
from runtime.dataset.identifiers import LETTERS
from runtime.services.identity.keyed_hash import keyed
from runtime.services.settings import Settings

_PLACE = "{link}"
_BYTES = 18  # of a signature: 24 characters in an address
_GROUP = 3  # letters in each half of a code
_LONGEST = 40  # characters of a typed text that may contain a code


def token_of(secret: str, link: str) -> str:
    """The last part of a link's address: its signed id."""
    signature = keyed(secret, "sign-in", link)[:_BYTES]
    return f"{link}.{urlsafe_b64encode(signature).decode()}"


def link_in(secret: str, token: str) -> str:
    """The id in a token; empty text when the signature is wrong."""
    link = token.partition(".")[0]
    signed = token_of(secret, link)
    return link if hmac.compare_digest(signed.encode(), token.encode()) else ""


def code_of(secret: str, link: str) -> str:
    """The short code of a link, as ABC-DEF."""
    number = int.from_bytes(keyed(secret, "sign-in-code", link))
    letters = [LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(2 * _GROUP)]
    return "".join(letters[:_GROUP]) + "-" + "".join(letters[_GROUP:])


def is_code(secret: str, link: str, typed: str) -> bool:
    """Whether typed text is the code of a link; case and separators are ignored."""
    return hmac.compare_digest(_bare(code_of(secret, link)).encode(), _bare(typed[:_LONGEST]).encode())


def link_of(settings: Settings, message: Message) -> str:
    """The full address of the link in a message."""
    return f"{settings.public_url}/{message.language}/sign-in/{token_of(settings.secret, message.link)}"


def body_of(settings: Settings, message: Message) -> str:
    """The text of a message for its reader; the stored text contains no valid link."""
    if not message.link:
        return message.body
    return message.body.replace(_PLACE, link_of(settings, message))


def _bare(code: str) -> str:
    return "".join(filter(str.isalnum, clean(unicodedata.normalize("NFKC", code)).upper()))

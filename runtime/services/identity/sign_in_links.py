"""Sign-in links and their codes: both follow from the link's id and the site's secret, and are kept nowhere.

The store knows ids only; a letter holds ``{link}`` until it is delivered, or shown in the demo's mailbox.
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
_BYTES = 18  # of a signature: 24 letters in an address
_GROUP = 3  # letters of a code that stand together, twice
_LONGEST = 40  # letters in which a code may be hidden


def token_of(secret: str, link: str) -> str:
    """The end of the address of a link: its id, signed."""
    signature = keyed(secret, "sign-in", link)[:_BYTES]
    return f"{link}.{urlsafe_b64encode(signature).decode()}"


def link_in(secret: str, token: str) -> str:
    """The id in a token, or empty text for what this site has not signed."""
    link = token.partition(".")[0]
    signed = token_of(secret, link)
    return link if hmac.compare_digest(signed.encode(), token.encode()) else ""


def code_of(secret: str, link: str) -> str:
    """The short code that goes with a link, as people read it: ABC-DEF."""
    number = int.from_bytes(keyed(secret, "sign-in-code", link))
    letters = [LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(2 * _GROUP)]
    return "".join(letters[:_GROUP]) + "-" + "".join(letters[_GROUP:])


def is_code(secret: str, link: str, typed: str) -> bool:
    """Whether somebody typed the code of a link, in whatever case and with whatever between the letters."""
    return hmac.compare_digest(_bare(code_of(secret, link)).encode(), _bare(typed[:_LONGEST]).encode())


def link_of(settings: Settings, message: Message) -> str:
    """The whole address of the link that a message brings."""
    return f"{settings.public_url}/{message.language}/sign-in/{token_of(settings.secret, message.link)}"


def body_of(settings: Settings, message: Message) -> str:
    """The text of a message as its reader gets it; what the store keeps of it signs nobody in."""
    if not message.link:
        return message.body
    return message.body.replace(_PLACE, link_of(settings, message))


def _bare(code: str) -> str:
    return "".join(filter(str.isalnum, clean(unicodedata.normalize("NFKC", code)).upper()))

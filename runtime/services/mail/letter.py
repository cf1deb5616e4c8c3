"""A message as e-mail, with the same headers at every try and protected against header injection."""

from __future__ import annotations

import unicodedata
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any
from urllib.parse import urlsplit

from runtime.dataset import Message


def written(message: Message, body: str, sender: Address, to: Address, site: str) -> EmailMessage:
    """The letter of a message. Its Message-ID is derived from the message's id, so that receivers recognise
    duplicates; ``site`` is the address of the city's pages.
    """
    letter = EmailMessage(_Policy(linesep="\r\n", cte_type="7bit"))  # not every server accepts 8-bit text
    letter["Message-ID"] = f"<{message.id}@{host_of(site)}>"
    letter["Date"] = message.at
    letter["From"] = sender
    letter["To"] = to
    letter["Subject"] = _line(message.subject)
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies
    letter.set_content(body)  # this resets content headers
    letter["Content-Language"] = message.language
    return letter


def attach_pdf(letter: EmailMessage, pdf: bytes, name: str) -> None:
    """Attach a PDF to a letter."""
    letter.add_attachment(pdf, maintype="application", subtype="pdf", filename=f"{name}.pdf")


def host_of(site: str) -> str:
    """The host name of this site in ASCII, for Message-IDs."""
    host = urlsplit(site).hostname or "localhost"
    return f"[IPv6:{host}]" if ":" in host else host.encode("idna").decode()


def _line(text: str) -> str:
    """Text without line ends, other control characters and encoded words (``=?utf-8?q?=0A?=``), so that it
    cannot start another header.
    """
    line = "".join(sign for sign in " ".join(text.split()) if unicodedata.category(sign) != "Cc")
    return line.replace("=?", "= ?")


class _Policy(EmailPolicy):
    """Encodes subjects as a whole: the default before Python 3.13 loses spaces between long words."""

    def fold(self, name: str, value: Any) -> str:  # Any: as in the base class
        """The lines of a header."""
        return self._whole(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The same as bytes."""
        return self._whole(name, value).encode() or super().fold_binary(name, value)

    def _whole(self, name: str, value: Any) -> str:
        if name != "Subject" or str(value).isascii():
            return ""
        encoded = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{self.linesep}"

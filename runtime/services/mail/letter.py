"""A message as e-mail: the same headers at every try, and none that a text could add."""

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
    """The letter. Its id follows from the message's, so that receivers know a repeated one; ``site`` is the
    address of the city's pages.
    """
    letter = EmailMessage(_Policy(linesep="\r\n", cte_type="7bit"))  # not every server takes eight bits
    letter["Message-ID"] = f"<{message.id}@{host_of(site)}>"
    letter["Date"] = message.at
    letter["From"] = sender
    letter["To"] = to
    letter["Subject"] = _line(message.subject)
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies, please
    letter.set_content(body)  # which forgets what was said of the content before
    letter["Content-Language"] = message.language
    return letter


def attach_pdf(letter: EmailMessage, pdf: bytes, name: str) -> None:
    """Let a PDF go with a letter."""
    letter.add_attachment(pdf, maintype="application", subtype="pdf", filename=f"{name}.pdf")


def host_of(site: str) -> str:
    """The name under which this site writes letters, in ASCII."""
    host = urlsplit(site).hostname or "localhost"
    return f"[IPv6:{host}]" if ":" in host else host.encode("idna").decode()


def _line(text: str) -> str:
    """Text that can begin no other header: without line ends and other signs that control something, and
    without what Python's mail library would read as such signs in an encoding (``=?utf-8?q?=0A?=``).
    """
    line = "".join(sign for sign in " ".join(text.split()) if unicodedata.category(sign) != "Cc")
    return line.replace("=?", "= ?")


class _Policy(EmailPolicy):
    """Encodes subjects as a whole: Python's newer way, before 3.13, loses spaces between long words."""

    def fold(self, name: str, value: Any) -> str:  # Any: as the base class has it
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

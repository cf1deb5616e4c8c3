"""Mail settings: the mail server, and problems in what an operator has set."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

from runtime.services.mail.addresses import named_address

_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """The server that takes the city's letters."""

    host: str
    port: int
    tls: Literal["at once", "starttls", "none"]
    user: str


@dataclass(frozen=True, kw_only=True)
class MailSettings:
    """The operator's settings for e-mail."""

    smtp: str = field(default="", repr=False)  # smtp://user@host:587 or smtps://user@host:465; empty: none
    password: str = field(default="", repr=False)
    sender: str = ""  # address of the sender, with or without a name
    ca: str = ""  # file of certificates trusted instead of the usual ones

    def server(self) -> MailServer:
        """The server; only valid when there are no `problems`."""
        parts = urlsplit(self.smtp)
        host, user = parts.hostname or "", unquote(parts.username or "")
        return MailServer(host, parts.port or _PORTS[parts.scheme], self._tls(parts), user)

    def _tls(self, parts: SplitResult) -> Literal["at once", "starttls", "none"]:
        if parts.scheme == "smtps":
            return "at once"
        # This computer has no publicly trusted certificate; it is verified only when a file is given.
        return "none" if is_this_computer(parts.hostname or "") and not self.ca else "starttls"

    def trusted(self) -> ssl.SSLContext:
        """The TLS context; certificates are always verified."""
        return ssl.create_default_context(cafile=self.ca or None)

    def problems(self) -> Iterator[str]:
        """Every problem with its remedy; the sentences do not repeat the settings' values."""
        if not self.smtp:
            return
        parts = _parts(self.smtp)
        if parts is None:
            yield "ONCEONLY_SMTP is no address of a mail server: write it like smtp://user@host:587."
        else:
            yield from self._problems_of_user(parts)
        if named_address(self.sender) is None:
            example = "City of Harborview <permits@harborview.example>"
            yield f"ONCEONLY_MAIL_FROM must be the address that letters come from, such as {example}."
        if not self._ca_is_readable():
            yield "ONCEONLY_SMTP_CA is no file of certificates: name one in the PEM format that can be read."

    def _problems_of_user(self, parts: SplitResult) -> Iterator[str]:
        if parts.password is not None:
            yield (
                "ONCEONLY_SMTP holds a password, and addresses are shown and logged by many programs: "
                "put it into ONCEONLY_SMTP_PASSWORD instead."
            )
        elif bool(parts.username) != bool(self.password):
            yield (
                "ONCEONLY_SMTP_PASSWORD and the user in ONCEONLY_SMTP (smtp://user@host:587) belong "
                "together: set both or none."
            )
        if not f"{unquote(parts.username or '')}{self.password}".isascii():
            yield "The user in ONCEONLY_SMTP and ONCEONLY_SMTP_PASSWORD must be ASCII: choose others."

    def _ca_is_readable(self) -> bool:
        try:
            self.trusted()
        except (OSError, ValueError):
            return False
        return True


def is_this_computer(host: str) -> bool:
    """Whether a host name or IP address is this computer."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _parts(smtp: str) -> SplitResult | None:
    try:
        parts = urlsplit(smtp)
        port = parts.port
    except ValueError:
        return None
    whole = smtp.split() == [smtp] and parts.scheme in _PORTS and parts.hostname and port != 0
    return parts if whole and not (parts.path.strip("/") or parts.query or parts.fragment) else None

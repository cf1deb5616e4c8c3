"""A mail server on this computer, in a thread, which does to each letter what its address says."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

ANSWERS = {
    "nobody": ("RCPT", "550 5.1.1 <nobody@harborview.example> does not live here"),
    "later": ("RCPT", "451 4.7.1 <later@harborview.example>: greylisted, try again"),
    "full": ("DATA", "452 4.2.2 the mailbox of full@harborview.example is full"),
    "refused": ("DATA", "554 5.7.1 refused for refused@harborview.example"),
    "strange": ("RCPT", "530 5.7.0 who are you?"),
}
"""What is said to letters to addresses that begin so, and at which command; all others are taken."""


@dataclass
class Mailbox:
    """Every letter that the server took, and how often clients connected."""

    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    connections: int = 0
    refusing: str = ""  # what every letter is answered at MAIL FROM
    answers: dict[str, tuple[str, str]] = field(default_factory=lambda: dict(ANSWERS))

    @property
    def ids(self) -> Counter[str]:
        """How often each letter arrived."""
        return Counter(str(letter["Message-ID"]) for letter in self.letters)

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refusing:
            return self.refusing
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        command, answer = self._answer(address)
        if command == "RCPT":
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        command, answer = self._answer(envelope.rcpt_tos[0])
        if command == "DATA":
            return answer
        assert isinstance(envelope.content, bytes)
        self.envelopes.append(envelope)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 taken"

    def _answer(self, address: str) -> tuple[str, str]:
        found = (said for name, said in self.answers.items() if address.startswith(name))
        return next(found, ("", ""))


@dataclass
class Running:
    """A server that takes letters at ``port``."""

    port: int
    mailbox: Mailbox


@contextmanager
def running(mailbox: Mailbox | None = None, port: int = 0, **more: Any) -> Iterator[Running]:
    """A server; ``more`` is what aiosmtpd's own takes."""
    taking = mailbox or Mailbox()
    server = Controller(taking, hostname="127.0.0.1", port=port or free_port(), **more)
    server.start()
    try:
        yield Running(server.port, taking)
    finally:
        server.stop()


def asking_for(user: str, password: str) -> dict[str, Any]:
    """A server that takes letters of one user only."""

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, said: Any) -> AuthResult:
        assert isinstance(said, LoginPassword)
        known = (said.login, said.password) == (user.encode(), password.encode())
        return AuthResult(success=known, handled=known)

    return {"authenticator": check, "auth_required": True, "auth_require_tls": False}


class Certificate(NamedTuple):
    """A certificate that its server signed itself, and the key."""

    file: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        """How a server uses it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file, self.key)
        return context


def certificate(folder: Path, name: str = "IP:127.0.0.1") -> Certificate:
    """A new certificate for ``name``."""
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    command += ["-nodes", "-days", "2", "-subj", "/CN=Mail", "-addext", f"subjectAltName={name}"]
    command += ["-out", str(made.file), "-keyout", str(made.key)]
    subprocess.run(command, check=True, capture_output=True)
    return made


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

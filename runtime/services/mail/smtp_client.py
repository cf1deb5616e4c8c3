"""Delivering letters to the mail server, with a time limit for every wait."""

from __future__ import annotations

import smtplib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any

from runtime.services.mail.delivery_errors import MissingCapability, not_connected, rejected
from runtime.services.mail.settings import MailServer, MailSettings

_LETTERS = 20  # per connection; many servers close it after some more


class SmtpClient:
    """A connection to the mail server, opened for the first letter.

    One letter never takes longer than ``in_all`` seconds.
    """

    def __init__(self, mail: MailSettings, host: str, *, seconds: float = 10, in_all: float = 60) -> None:
        self._mail = mail
        self._host = host  # our name in EHLO
        self._seconds = seconds  # for each answer
        self._in_all = in_all
        self._smtp: smtplib.SMTP | None = None
        self._letters = 0

    def carry(self, letter: EmailMessage, sender: Address, to: Address) -> None:
        """Deliver a letter; raises NotDelivered."""
        with self._bounded():
            smtp = self._connected()
            try:
                smtp.send_message(letter, sender.addr_spec, [to.addr_spec])
            except (OSError, ValueError) as problem:  # smtplib's errors are OSErrors
                self.close()  # servers disagree about the state after a refusal
                raise rejected(problem) from None

    def close(self) -> None:
        """End the connection, if there is one."""
        smtp, self._smtp = self._smtp, None
        if smtp:
            with suppress(OSError, ValueError):
                smtp.putcmd("quit")  # its answer may take long and is not needed
            smtp.close()

    def cut(self) -> None:
        """Close the connection from another thread, which ends any wait for it."""
        connection = self._smtp.sock if self._smtp else None
        if connection:
            with suppress(OSError):
                # As a plain socket, because the TLS state belongs to the thread that reads.
                socket.socket.shutdown(connection, socket.SHUT_RDWR)

    def _connected(self) -> smtplib.SMTP:
        if self._letters == _LETTERS:
            self.close()
        if self._smtp is None:
            self._letters = 0
            try:
                self._connect(self._mail.server())
            except (OSError, ValueError) as problem:
                self.close()
                raise not_connected(problem) from None
        self._letters += 1
        assert self._smtp is not None  # noqa: S101  connected just now, or for an earlier letter
        return self._smtp

    def _connect(self, server: MailServer) -> None:
        smtp = self._called(server)
        smtp.ehlo_or_helo_if_needed()
        if server.tls == "starttls":
            _require(smtp, "starttls", "encryption (STARTTLS)")
            smtp.starttls(context=self._mail.trusted())
            smtp.ehlo_or_helo_if_needed()
        if server.user:
            _require(smtp, "auth", "signing in (AUTH)")
            smtp.login(server.user, self._mail.password)

    def _called(self, server: MailServer) -> smtplib.SMTP:
        where = (self._is, server.host, server.port, self._host)
        if server.tls == "at once":
            return _Encrypted(*where, timeout=self._seconds, context=self._mail.trusted())
        return _Plain(*where, timeout=self._seconds)

    def _is(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        watch = threading.Timer(self._in_all, self.cut)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()


class _Announced:
    """Announces itself before it connects, so that it can be cut while it waits for the greeting."""

    def __init__(self, announce: Callable[[Any], None], *where: Any, **more: Any) -> None:
        announce(self)
        super().__init__(*where, **more)


class _Plain(_Announced, smtplib.SMTP):
    pass


class _Encrypted(_Announced, smtplib.SMTP_SSL):
    pass


def _require(smtp: smtplib.SMTP, extension: str, what: str) -> None:
    if not smtp.has_extn(extension):
        raise MissingCapability(what)

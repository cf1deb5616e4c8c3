"""Reasons why a letter was not accepted, in fixed sentences: replies of mail servers quote addresses."""

from __future__ import annotations

import smtplib
import socket
import ssl

_KNOWS_US_NOT = (530, 534, 535, 538)  # the server requires authentication
_GOES_AWAY = 421
_TOO_LARGE = 552


class NotDelivered(Exception):
    """A letter was not accepted. The text is for operators and contains no personal data.

    ``lasting``: a later try would fail too. ``server``: the next letter would fail too at present.
    """

    def __init__(self, why: str, *, lasting: bool = False, server: bool = False) -> None:
        super().__init__(why)
        self.lasting = lasting
        self.server = server


class MissingCapability(ValueError):
    """The server does not offer an extension that we require."""


def not_connected(problem: Exception) -> NotDelivered:
    """The error for a server that cannot be reached."""
    return NotDelivered(_why_not_connected(problem), server=True)


def _why_not_connected(problem: Exception) -> str:
    match problem:
        case MissingCapability():
            return f"the mail server offers no {problem}"
        case smtplib.SMTPAuthenticationError(smtp_code=code):
            return f"{code}: the mail server did not take user and password"
        case smtplib.SMTPResponseException(smtp_code=code) if code > 0:
            return f"{code}: the mail server takes no letters now"
        case smtplib.SMTPResponseException():
            return "what answers there is no mail server"
    return next(why for kind, why in _KINDS.items() if isinstance(problem, kind))


_KINDS = {
    smtplib.SMTPServerDisconnected: "the mail server broke off, or did not answer in time",
    smtplib.SMTPException: "the mail server offers no way of signing in that is known here",
    ssl.SSLCertVerificationError: "the certificate of the mail server is not trusted",
    ssl.SSLError: "the mail server and this one cannot encrypt together",
    socket.gaierror: "nobody knows the name of the mail server",
    TimeoutError: "the mail server did not answer in time",
    Exception: "the mail server could not be reached",
}
"""From specific to general: smtplib's errors are OSErrors too."""


def rejected(problem: Exception) -> NotDelivered:
    """The error for a server that did not accept this letter."""
    match problem:
        case smtplib.SMTPNotSupportedError():
            return NotDelivered("the mail server takes no addresses beyond ASCII (SMTPUTF8)", lasting=True)
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            (code, _), *_ = refused.values()
            return _refused(code, "the address")
        case smtplib.SMTPDataError(smtp_code=code):
            return _refused(code, "the letter")
        case smtplib.SMTPSenderRefused(smtp_code=code) if code == _TOO_LARGE:
            return _refused(code, "a letter of this size")
        case smtplib.SMTPSenderRefused(smtp_code=code):
            return NotDelivered(f"{code}: the mail server did not take ONCEONLY_MAIL_FROM", server=True)
        case ValueError():
            return NotDelivered("this letter cannot be written down for a mail server", lasting=True)
    return NotDelivered("the mail server broke off", server=True)


def _refused(code: int, what: str) -> NotDelivered:
    ours = code in (*_KNOWS_US_NOT, _GOES_AWAY)
    lasting = 500 <= code < 600 and not ours
    return NotDelivered(f"{code}: the mail server did not take {what}", lasting=lasting, server=ours)

"""The content of a letter when it is delivered: sign-in link, PDF of a submission."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage

from forms.text.messages import Message as Sentence
from forms.text.messages import message as sentence
from runtime.dataset import Message, Submission
from runtime.services.access import SYSTEM, require
from runtime.services.context import Services
from runtime.services.identity.sign_in_links import body_of
from runtime.services.mail.delivery_errors import NotDelivered
from runtime.services.mail.letter import attach_pdf, written
from runtime.services.pdf import CannotPrint

_TRIES_FOR_PDF = 3  # after these the letter is sent without its PDF

ReceiptPage = Callable[[Submission, datetime], str]
"""Renders the page of a submission that is printed for the agency, as HTML."""


def letter_of(
    services: Services,
    receipt: ReceiptPage,
    message: Message,
    between: tuple[Address, Address],
    tries: int,
    now: datetime,
) -> EmailMessage:
    """The letter of a message; ``between`` is (sender, recipient).

    Raises NotDelivered when the message has expired, or when its PDF must be tried again.
    """
    if message.link and now - message.at > services.settings.sign_in_age:
        raise NotDelivered("the link had run out", lasting=True)
    body = body_of(services.settings, message)
    pdf = _pdf(services, receipt, message, tries, now) if message.attachment else None
    if message.attachment:
        body = f"{body}\n\n{_translated(services, message, _ATTACHED if pdf else _NOT_ATTACHED)}"
    letter = written(message, body, *between, services.settings.public_url)
    if pdf:
        attach_pdf(letter, pdf, message.about)
    return letter


def _pdf(
    services: Services, receipt: ReceiptPage, message: Message, tries: int, now: datetime
) -> bytes | None:
    require(SYSTEM, "read submission")
    sent = services.dataset.submissions.get(message.about)
    assert sent is not None  # noqa: S101  submissions stay, and only their messages have attachments
    try:
        return services.pdf.render(receipt(sent, now))
    except CannotPrint as problem:
        if services.pdf.is_there and tries < _TRIES_FOR_PDF:
            raise NotDelivered(f"no PDF: {problem}") from None
        return None


def _translated(services: Services, message: Message, text: Sentence) -> str:
    site = services.sites.newest()
    language = site.languages.get(message.language) or site.languages[site.source_language]
    return language.say(text)


_ATTACHED = sentence("The whole submission is attached as a PDF.")
_NOT_ATTACHED = sentence("The PDF of the submission could not be made, so this letter comes without it.")

"""What goes into a letter when it leaves: a sign-in link, the PDF of a submission."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage

from forms.text.messages import Message as Sentence
from forms.text.messages import message as sentence
from runtime.dataset import Message
from runtime.services.identity.sign_in_links import body_of
from runtime.services.mail.letter import attach_pdf, written
from runtime.services.mail.reasons import NotDelivered
from runtime.services.pdf import CannotPrint
from runtime.web.http.request_context import Service
from runtime.web.owner.paper import copy_for_agency

_TRIES_FOR_PDF = 3  # then the letter goes without: better than never


def letter_of(
    service: Service, message: Message, between: tuple[Address, Address], tries: int, now: datetime
) -> EmailMessage:
    """The letter of a message ``between`` who sends it and who gets it.

    Raises NotDelivered for one that is of no use any more, or whose PDF must be tried once more.
    """
    if message.link and now - message.at > service.settings.sign_in_age:
        raise NotDelivered("the link had run out", lasting=True)
    body = body_of(service.settings, message)
    pdf = _pdf(service, message, tries, now) if message.attachment else None
    if message.attachment:
        body = f"{body}\n\n{_said(service, message, _ATTACHED if pdf else _NOT_ATTACHED)}"
    letter = written(message, body, *between, service.settings.public_url)
    if pdf:
        attach_pdf(letter, pdf, message.about)
    return letter


def _pdf(service: Service, message: Message, tries: int, now: datetime) -> bytes | None:
    sent = service.store.submissions.get(message.about)
    assert sent is not None  # noqa: S101  submissions stay, and only messages about one have attachments
    try:
        return service.press.printed(copy_for_agency(service, sent, now))
    except CannotPrint as problem:
        if tries < _TRIES_FOR_PDF:
            raise NotDelivered(f"no PDF: {problem}") from None
        return None


def _said(service: Service, message: Message, text: Sentence) -> str:
    edition = service.editions.newest()
    language = edition.languages.get(message.language) or edition.languages[edition.source_language]
    return language.say(text)


_ATTACHED = sentence("The whole submission is attached as a PDF.")
_NOT_ATTACHED = sentence("The PDF of the submission could not be made, so this letter comes without it.")

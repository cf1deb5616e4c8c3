"""The receipt: a copy of the submission for the owner, in the owner's language."""

from __future__ import annotations

from forms.actions.base import REFERENCE, Letter, Sending, answered
from forms.text.messages import message


def letters(sending: Sending) -> tuple[Letter, ...]:
    """One letter with the reference, the answers and the address of the submission."""
    say = sending.language.say
    subject = say(
        message("{title}: received under {reference}", title=sending.form.title, reference=REFERENCE)
    )
    paragraphs = (
        say(
            message(
                "{agency} has received “{title}” from you. Your reference is {reference}.",
                agency=sending.agency.title,
                title=sending.form.title,
                reference=REFERENCE,
            )
        ),
        "\n".join(answered(question, answer) for question, answer in sending.answers),
        say(message("You can read and print it here: {url}", url=sending.url)),
        _help(sending),
    )
    body = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return (Letter(sending.owner, subject, body, sending.language.code),)


def _help(sending: Sending) -> str:
    phone = sending.agency.contact.phone
    if not phone:
        return ""
    sentence = message("Questions? Call {agency}: {phone}.", agency=sending.agency.title, phone=phone)
    return sending.language.say(sentence)

"""The note to the agency that something new has arrived."""

from __future__ import annotations

from forms.actions.base import REFERENCE, Letter, Sending
from forms.messages import message


def letters(sending: Sending) -> tuple[Letter, ...]:
    """One letter in the city's own language. It holds no answers: mailboxes are no place for them."""
    to = sending.agency.contact.email
    if not to:
        return ()
    say = sending.staff_language.say
    title = sending.staff_form.title
    subject = say(message("New: {title} ({reference})", title=title, reference=REFERENCE))
    body = say(
        message(
            "A new submission of “{title}” has arrived under {reference}. Sign in to read it.",
            title=title,
            reference=REFERENCE,
        )
    )
    return (Letter(to, subject, body, sending.staff_language.code),)

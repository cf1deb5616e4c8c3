"""The letter to the agency about a new submission."""

from __future__ import annotations

from collections.abc import Iterator

from forms.actions.base import REFERENCE, Attachment, Letter, Sending, answered
from forms.fields.base import Field
from forms.model.confidential import confidential
from forms.text.messages import Message, message, plural_message


def letters(sending: Sending) -> tuple[Letter, ...]:
    """One letter in the city's default language, without confidential answers."""
    to = sending.agency.contact.email
    if not to:
        return ()
    say = sending.staff_language.say
    subject = message("New: {title} ({reference})", title=sending.staff_form.title, reference=REFERENCE)
    body = "\n\n".join(_paragraphs(sending))
    attachment: Attachment = "pdf" if sending.agency.attach_pdf else ""
    return (Letter(to, say(subject), body, sending.staff_language.code, attachment),)


def _paragraphs(sending: Sending) -> Iterator[str]:
    say = sending.staff_language.say
    hidden = confidential(sending.staff_form)
    yield say(_arrived(sending))
    for page in sending.staff_form.pages:
        shown = [field for field in page.fields if field.name in sending.values and field.name not in hidden]
        if shown:
            yield "\n".join(
                [page.title, *(answered(field.label, _as_text(sending, field)) for field in shown)]
            )
    if count := sum(sending.values.get(name) is not None for name in hidden):
        yield say(_left_out(count))
    yield say(_HOW_TO_GO_ON)


def _arrived(sending: Sending) -> Message:
    title = sending.staff_form.title
    if sending.business:
        return message(
            "{business} has sent “{title}”. The reference is {reference}.",
            business=sending.business,
            title=title,
            reference=REFERENCE,
        )
    return message(
        "A business that has no name yet has sent “{title}”. The reference is {reference}.",
        title=title,
        reference=REFERENCE,
    )


def _as_text(sending: Sending, field: Field) -> str:
    value = sending.values[field.name]
    language = sending.staff_language
    return language.say(message("Not answered")) if value is None else field.display(value, language)


def _left_out(count: int) -> Message:
    return plural_message(
        "{count} answer is confidential and not in this letter.",
        "{count} answers are confidential and not in this letter.",
        count,
    )


_HOW_TO_GO_ON = message(
    "Whoever runs the portal can print the whole submission for you, and lets the owner know what you decide:"
    " name the reference."
)

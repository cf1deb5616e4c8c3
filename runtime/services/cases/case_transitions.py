"""Taking one transition of a case, with the letter about it, or the reason why it is not possible."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import datetime

from forms.model.workflow import Status, of_agency, statuses
from forms.text.language import Language
from forms.text.messages import message
from forms.text.text import clean
from runtime.dataset import Dataset, NewMessage, NewTransition, StatusMoved, Submission, Transition
from runtime.services.access import Staff, System, can, require
from runtime.services.site.agencies import agency_of, agency_title
from runtime.services.site.provenance import is_master
from runtime.services.site.published_site import PublishedSite


class CannotMove(Exception):
    """A transition that is not possible; the text says where, why, and what to do instead."""


@dataclass(frozen=True)
class CaseContext:
    """What a transition needs: the dataset, the texts of the site, and its address for links."""

    actor: Staff | System
    dataset: Dataset
    site: PublishedSite
    public_url: str


def take_step(context: CaseContext, reference: str, status: str, at: datetime, note: str = "") -> Transition:
    """Take one transition for the submission's agency; ``note`` is shown to the owner as it is.

    Raises CannotMove for an unknown reference or status, and for a transition that is not allowed.
    """
    note = clean(note, lines=True)  # removes characters that could change the direction of the text around it
    sent = _submission(context, reference)
    require(context.actor, "take step", sent)
    _require_allowed(sent, _status(status))
    step = NewTransition(
        reference=sent.reference,
        status=status,
        follows=sent.status,
        at=at,
        by="agency",
        actor=context.actor.name,
        note=note,
        language=context.site.source_language if note else "",
        messages=_letters(context, sent, status, note),
    )
    try:
        return context.dataset.cases.move(step)
    except StatusMoved:
        raise CannotMove(f"{reference} was moved by somebody else just now. Look at it again.") from None


def _submission(context: CaseContext, reference: str) -> Submission:
    sent = context.dataset.submissions.get(reference)
    if sent is None or not can(context.actor, "read submission", sent):
        raise CannotMove(
            f"Nothing was sent under “{reference}”. "
            "A reference is on the receipt and looks like FOG-7K2M-9QXD."
        )
    if is_master(sent.form):
        raise CannotMove(
            f"{reference} is a change of one fact, “{sent.form}”, which takes no way through an agency. "
            "Choose the reference of a form."
        )
    return sent


def _status(name: str) -> Status:
    known = statuses()
    if name not in known:
        meant = difflib.get_close_matches(name, known, 1)
        hint = f"Did you mean “{meant[0]}”? " if meant else ""
        raise CannotMove(f"“{name}” is no status. {hint}The statuses are: {', '.join(known)}.")
    return known[name]


def _require_allowed(sent: Submission, to: Status) -> None:
    follow = statuses()[sent.status].follow
    if to.name not in follow:
        choice = f"What can follow: {', '.join(follow)}." if follow else "Nothing can follow: it is over."
        raise CannotMove(f"{sent.reference} is “{sent.status}”; “{to.name}” cannot follow that. {choice}")


def _letters(context: CaseContext, sent: Submission, status: str, note: str) -> tuple[NewMessage, ...]:
    """At most one letter, in the language of the submission if the city still publishes it."""
    owner = context.dataset.identity.account_by_id(sent.account)
    if owner is None:
        return ()
    site = context.site
    language = site.languages.get(sent.language) or site.languages[site.source_language]
    subject = message(
        "{title}: {status} ({reference})",
        title=_title(context, sent, language),
        status=statuses()[status].label,
        reference=sent.reference,
    )
    body = "\n\n".join(_paragraphs(context, sent, statuses()[status], language, note))
    return (NewMessage(owner.email, language.say(subject), body, language.code),)


def _paragraphs(
    context: CaseContext, sent: Submission, status: Status, language: Language, note: str
) -> list[str]:
    city, title = context.site.city(language.code), _title(context, sent, language)
    agency, say = agency_title(city, sent.agency), language.say
    about = message("This is about “{title}”, which you sent.", title=title)
    url = f"{context.public_url}/{language.code}/submissions/{sent.reference}"
    return [
        say(of_agency(status.happened, agency)),
        say(about),
        *([say(message("{agency} writes:", agency=agency)) + f"\n{note}"] if note else []),
        say(of_agency(status.next, agency)),
        say(message("You can read and print it here: {url}", url=url)),
        *_phone(context, sent, language),
    ]


def _phone(context: CaseContext, sent: Submission, language: Language) -> list[str]:
    agency = agency_of(context.site.city(language.code), sent.agency)
    if agency is None or not agency.contact.phone:
        return []
    sentence = message("Questions? Call {agency}: {phone}.", agency=agency.title, phone=agency.contact.phone)
    return [language.say(sentence)]


def _title(context: CaseContext, sent: Submission, language: Language) -> str:
    form = context.site.form(language.code, sent.form)
    return form.title if form else sent.title

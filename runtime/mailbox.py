"""The demo's mailbox: what the city would have sent by e-mail, to be read on a page."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from forms.pages.screens import MailboxPage
from forms.pages.submissions import LetterEntry
from forms.text.messages import message
from runtime.dataset import Message
from runtime.links import body_of
from runtime.visit import Visit
from runtime.words import direction, moment

_SHOWN = 20  # who looks for a letter of today reads no further


def mailbox_context(visit: Visit) -> MailboxPage:
    """The newest messages, their links ready to follow, and how many more there are."""
    # A demo tells of its past in letters that were written today: their order is that of their dates.
    newest, count = visit.store.outbox.newest(_SHOWN)
    return {"messages": [letter_entry(visit, letter) for letter in newest], "more": count - len(newest)}


def letter_entry(visit: Visit, letter: Message) -> LetterEntry:
    """One message as a page shows it, in the language in which it was written."""
    day, time = moment(letter.at, visit.city.timezone, visit.language.locale)
    return {
        "to": letter.to,
        "language": letter.language,
        "direction": direction(visit.edition.languages, letter.language),
        "subject": letter.subject,
        "when": visit.language.say(message("{day} at {time}", day=day, time=time)),
        "body_html": _with_links(body_of(visit.settings, letter), visit.settings.public_url),
    }


def _with_links(body: str, public_url: str) -> Markup:
    """The text with links to this site, and to no other, made clickable."""
    own = re.compile(re.escape(str(escape(public_url))) + r"/[A-Za-z0-9/_.-]*")
    text = str(escape(body)).replace("\n", "<br>")
    return Markup(own.sub(lambda link: f'<a href="{link[0]}">{link[0]}</a>', text))  # noqa: S704  escaped above

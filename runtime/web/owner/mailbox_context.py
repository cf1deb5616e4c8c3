"""The template values of the demo's mailbox: all e-mail that the city would have sent."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from forms.pages.screens import MailboxPage
from forms.pages.submissions import LetterEntry
from forms.text.messages import message
from runtime.dataset.records.outbox import Message
from runtime.services.cases.case_reading import outbox
from runtime.services.identity.sign_in_links import body_of
from runtime.web.http.request_context import RequestContext
from runtime.web.http.words import direction, moment

_SHOWN = 20  # newest letters shown


def mailbox_context(ctx: RequestContext) -> MailboxPage:
    """The newest messages with working links, and the number of the others."""
    # The demo writes letters about the past today, so they are ordered by their dates.
    newest, count = outbox(ctx, _SHOWN)
    return {"messages": [letter_entry(ctx, letter) for letter in newest], "more": count - len(newest)}


def letter_entry(ctx: RequestContext, letter: Message) -> LetterEntry:
    """One message in the language in which it was written."""
    day, time = moment(letter.at, ctx.city.timezone, ctx.language.locale)
    return {
        "to": letter.to,
        "language": letter.language,
        "direction": direction(ctx.site.languages, letter.language),
        "subject": letter.subject,
        "when": ctx.language.say(message("{day} at {time}", day=day, time=time)),
        "body_html": _with_links(body_of(ctx.settings, letter), ctx.settings.public_url),
    }


def _with_links(body: str, public_url: str) -> Markup:
    """The text with links to this site, and no others, made clickable."""
    own = re.compile(re.escape(str(escape(public_url))) + r"/[A-Za-z0-9/_.-]*")
    text = str(escape(body)).replace("\n", "<br>")
    return Markup(own.sub(lambda link: f'<a href="{link[0]}">{link[0]}</a>', text))  # noqa: S704  escaped above

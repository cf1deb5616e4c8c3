"""Signing in by a link in an e-mail, without passwords; the response is the same for every address."""

from __future__ import annotations

import hmac
from typing import NamedTuple

from forms.fields import field_types
from forms.fields.base import AnswerError, Reading
from forms.text.messages import Message, message
from runtime.dataset import Account, AddressTaken, NewMessage, NewSignIn, SignIn
from runtime.dataset.identifiers import new_id
from runtime.services.access import require
from runtime.services.context import ServiceContext
from runtime.services.identity.client import Client, browser_of, rate_limit_key
from runtime.services.identity.secrets import fresh, hashed
from runtime.services.identity.sign_in_links import code_of, is_code, link_in
from runtime.services.identity.user_agents import agent_of
from runtime.services.logs import Event, event
from runtime.services.user_errors import UserError, link_used_up


class Entered(NamedTuple):
    """A completed sign-in: the session's cookie, and the account's id."""

    cookie: str
    account: str


def read_address(ctx: ServiceContext, typed: str) -> Reading:
    """Read a typed e-mail address; the result holds its error, if any."""
    label = ctx.language.say(message("Your email address"))
    question = field_types()["email"](name="email", label=label)
    reading = question.read({"": [typed]}, ctx.language, {})
    if reading == Reading():
        return Reading(errors=(AnswerError(question.missing()),))
    return reading


def send_link(ctx: ServiceContext, client: Client, address: str) -> str:
    """Send a link to an address, with or without an account, unless a rate limit is reached.

    Returns the code of the link, also when none was sent, so that nobody learns which addresses have an
    account. An account's link goes to its stored address: a typed one can compare equal (ß and ss) and belong
    to somebody else.
    """
    require(ctx.actor, "sign in")
    account = ctx.dataset.identity.account(address)
    about = account.id if account else ""
    event(Event.SIGN_IN_ASKED, about=about)
    place = rate_limit_key(ctx.settings, client, account)
    new = NewSignIn(
        id=new_id(),
        email=account.email if account else address,
        share=place.share,
        browser=browser_of(ctx.settings, client),
        asked=ctx.now,
        expires=ctx.now + ctx.settings.sign_in_age,
        known=account is not None,
        familiar=place.familiar,
    )
    if not ctx.dataset.identity.ask_sign_in(new, _letter(ctx, new), ctx.settings.sign_in_limits):
        event(Event.LIMITED, limit="sign_in_limits", about=about)
    return code_of(ctx.settings.secret, new.id)


def working_link(ctx: ServiceContext, token: str) -> SignIn:
    """The link of a token; raises UserError when it is used, expired or unknown."""
    require(ctx.actor, "sign in")
    link = link_in(ctx.settings.secret, token)
    if not link:
        raise _refused("malformed")
    found = ctx.dataset.identity.sign_in(link, ctx.now)
    if found is None:
        raise _refused("unknown")
    return found


def is_asker(ctx: ServiceContext, client: Client, link: SignIn) -> bool:
    """Whether this browser asked for the link."""
    return hmac.compare_digest(link.browser, browser_of(ctx.settings, client))


def wrong_code(ctx: ServiceContext, link: SignIn, typed: str) -> Message | None:
    """The error in a typed code, or None when it is right.

    Wrong codes are counted, and the last one allowed invalidates the link. An empty code is not counted.
    """
    require(ctx.actor, "sign in")
    if not typed.strip():
        return message("Code: enter the six letters and digits from the page where you asked for this link.")
    if is_code(ctx.settings.secret, link.id, typed):
        return None
    refused = _refused("code")
    if not ctx.dataset.identity.miss_sign_in(link.id, ctx.now):
        raise refused
    return message("Code: this is not the one that goes with this link. Compare them letter by letter.")


def enter(ctx: ServiceContext, client: Client, link: SignIn, before: str) -> Entered:
    """Open a session and use the link up; raises UserError when the link is not valid any more.

    ``before`` is the hash of this browser's earlier session cookie; that session ends.

    The link is used up last, so that it can be tried again when the store fails in between.
    """
    require(ctx.actor, "sign in")
    account = _account(ctx, link.email)
    if account.email != link.email:
        ctx.dataset.identity.use_sign_in(link.id, ctx.now)
        raise _refused("unknown")  # account made meanwhile, for an address that only compares equal
    cookie = fresh()
    business = next(iter(account.businesses), None) or ctx.dataset.identity.add_business(account)
    agent, csrf = agent_of(client.agent), fresh()
    ctx.dataset.identity.open_session(hashed(cookie), account.id, business.id, csrf, ctx.now, agent)
    if not ctx.dataset.identity.use_sign_in(link.id, ctx.now):
        ctx.dataset.identity.close_session(hashed(cookie))  # nobody has its cookie
        raise _refused("unknown")
    if before:
        ctx.dataset.identity.close_session(before)
    event(Event.SIGNED_IN, about=account.id)
    return Entered(cookie, account.id)


def _refused(why: str) -> UserError:
    event(Event.SIGN_IN_LINK_REFUSED, why=why)
    return link_used_up()


def _account(ctx: ServiceContext, address: str) -> Account:
    known = ctx.dataset.identity.account(address)
    if known:
        return known
    try:
        account = ctx.dataset.identity.create_account(address, language=ctx.language.code)
    except AddressTaken:  # two links of one new address, used at the same time
        known = ctx.dataset.identity.account(address)
        assert known is not None  # noqa: S101  AddressTaken means that it exists
        return known
    event(Event.ACCOUNT_MADE, about=account.id)
    return account


def _letter(ctx: ServiceContext, new: NewSignIn) -> NewMessage:
    say = ctx.language.say
    body = say(
        message(
            "Open this link to sign in. It works once, for 10 minutes: {link}\n\n"
            "In another browser or on another device it needs the code that was shown when you asked for it."
            "\n\n"
            "If you did not ask for it, you can leave this message alone."
        )
    )
    subject = say(message("Your link to sign in to {city}", city=ctx.city.title))
    return NewMessage(new.email, subject, body, ctx.language.code, link=new.id)

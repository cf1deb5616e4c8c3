"""Signing in by a link in an e-mail: no passwords, and the same answer for every address."""

from __future__ import annotations

import hmac
from typing import NamedTuple

from flask import request

from forms.fields import field_types
from forms.fields.base import AnswerError, Reading
from forms.text.messages import Message, message
from runtime import cookies
from runtime.agents import agent_of
from runtime.dataset import Account, AddressTaken, NewMessage, NewSignIn, Session, SignIn
from runtime.dataset.identifiers import new_id
from runtime.links import code_of, is_code, link_in
from runtime.logs import Event, event
from runtime.places import browser_of, place_of
from runtime.refusals import Refusal, link_used_up
from runtime.visit import Visit


class Entered(NamedTuple):
    """Who has just signed in: the cookie of the session, and the account's id."""

    cookie: str
    account: str


def read_address(visit: Visit, typed: str) -> Reading:
    """The e-mail address that somebody typed, or what is wrong with it."""
    label = visit.language.say(message("Your email address"))
    question = field_types()["email"](name="email", label=label)
    reading = question.read({"": [typed]}, visit.language, {})
    if reading == Reading():
        return Reading(errors=(AnswerError(question.missing()),))
    return reading


def send_link(visit: Visit, address: str) -> str:
    """Send a link to an address, whether or not it has an account, unless too many were asked for.

    Gives the code that goes with it, also where none was sent: nobody learns which addresses have an
    account. The link of an account goes to the account's own address: another one may be taken for the same
    (ß for ss) and belong to somebody else.
    """
    account = visit.store.identity.account(address)
    about = account.id if account else ""
    event(Event.SIGN_IN_ASKED, about=about)
    place = place_of(visit, account)
    new = NewSignIn(
        id=new_id(),
        email=account.email if account else address,
        share=place.share,
        browser=browser_of(visit),
        asked=visit.now,
        expires=visit.now + visit.settings.sign_in_age,
        known=account is not None,
        familiar=place.familiar,
    )
    if not visit.store.identity.ask_sign_in(new, _letter(visit, new), visit.settings.sign_in_limits):
        event(Event.LIMITED, limit="sign_in_limits", about=about)
    return code_of(visit.settings.secret, new.id)


def working_link(visit: Visit, token: str) -> SignIn:
    """The link behind an address that was opened; refuses one that does not work any more."""
    link = link_in(visit.settings.secret, token)
    if not link:
        raise _refused("malformed")
    found = visit.store.identity.sign_in(link, visit.now)
    if found is None:
        raise _refused("unknown")
    return found


def is_asker(visit: Visit, link: SignIn) -> bool:
    """Whether this is the browser in which the link was asked for."""
    return hmac.compare_digest(link.browser, browser_of(visit))


def wrong_code(visit: Visit, link: SignIn, typed: str) -> Message | None:
    """What is wrong with a code that somebody typed; None when it is the right one.

    Wrong ones are counted, and the last one uses the link up. Nothing typed is no guess.
    """
    if not typed.strip():
        return message("Code: enter the six letters and digits from the page where you asked for this link.")
    if is_code(visit.settings.secret, link.id, typed):
        return None
    refused = _refused("code")
    if not visit.store.identity.miss_sign_in(link.id, visit.now):
        raise refused
    return message("Code: this is not the one that goes with this link. Compare them letter by letter.")


def enter(visit: Visit, link: SignIn) -> Entered:
    """Open a session and use the link up; refuses a link that does not work any more.

    The link is used up last: when the store does not answer in between, the same link can be tried again.
    """
    account = _account(visit, link.email)
    if account.email != link.email:
        visit.store.identity.use_sign_in(link.id, visit.now)
        raise _refused("unknown")  # made meanwhile, for an address that is merely taken for this one
    cookie = cookies.fresh()
    business = next(iter(account.businesses), None) or visit.store.identity.add_business(account)
    agent, csrf = agent_of(request.headers.get("User-Agent", "")), cookies.fresh()
    visit.store.identity.open_session(cookies.hashed(cookie), account.id, business.id, csrf, visit.now, agent)
    if not visit.store.identity.use_sign_in(link.id, visit.now):
        visit.store.identity.close_session(cookies.hashed(cookie))  # nobody has its cookie
        raise _refused("unknown")
    if visit.session:
        visit.store.identity.close_session(visit.cookie_hash)
    event(Event.SIGNED_IN, about=account.id)
    return Entered(cookie, account.id)


def may_act_for(session: Session, business: str) -> bool:
    """Whether a business is one of the account's."""
    return business in {party.id for party in session.account.businesses}


def _refused(why: str) -> Refusal:
    event(Event.SIGN_IN_LINK_REFUSED, why=why)
    return link_used_up()


def _account(visit: Visit, address: str) -> Account:
    known = visit.store.identity.account(address)
    if known:
        return known
    try:
        account = visit.store.identity.create_account(address, language=visit.language.code)
    except AddressTaken:  # two links of one new address, used in the same moment
        known = visit.store.identity.account(address)
        assert known is not None  # noqa: S101  taken means that it is there
        return known
    event(Event.ACCOUNT_MADE, about=account.id)
    return account


def _letter(visit: Visit, new: NewSignIn) -> NewMessage:
    say = visit.language.say
    body = say(
        message(
            "Open this link to sign in. It works once, for 10 minutes: {link}\n\n"
            "In another browser or on another device it needs the code that was shown when you asked for it."
            "\n\n"
            "If you did not ask for it, you can leave this message alone."
        )
    )
    subject = say(message("Your link to sign in to {city}", city=visit.city.title))
    return NewMessage(new.email, subject, body, visit.language.code, link=new.id)

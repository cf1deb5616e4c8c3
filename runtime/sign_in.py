"""Signing in by a link in an e-mail: no passwords, and the same answer for every address."""

from __future__ import annotations

from forms.fields import field_types
from forms.fields.base import Problem, Reading
from forms.messages import message
from runtime import cookies
from runtime.logs import Event, event
from runtime.stores import Account, AddressTaken, NewMessage, Session
from runtime.visit import Visit


def read_address(visit: Visit, typed: str) -> Reading:
    """The e-mail address that somebody typed, or what is wrong with it."""
    label = visit.language.say(message("Your email address"))
    question = field_types()["email"](name="email", label=label)
    reading = question.read({"": [typed]}, visit.language, {})
    if reading == Reading():
        return Reading(problems=(Problem(question.missing()),))
    return reading


def send_link(visit: Visit, address: str) -> None:
    """Send a link to an address, whether or not it has an account: nobody learns which addresses do.

    The link of an account goes to the account's own address: another one may be taken for the same (ß for
    ss) and belong to somebody else.
    An address gets a few links within a quarter of an hour, so that nobody's mailbox is flooded.
    """
    account = visit.store.account(address)
    address = account.email if account else address
    about = account.id if account else ""
    event(Event.SIGN_IN_ASKED, about=about)
    if _links_sent(visit, address) >= visit.settings.sign_in_links:
        event(Event.LIMITED, limit="sign_in_links", about=about)
        return
    token = cookies.fresh()
    visit.store.keep_sign_in(cookies.hashed(token), address, visit.now + visit.settings.sign_in_age)
    visit.store.post(_letter(visit, address, token), visit.now)


def is_token(text: str) -> bool:
    """Whether a text can be the token of a link at all."""
    return text.isascii() and text.replace("-", "").replace("_", "").isalnum()


def enter(visit: Visit, token: str) -> str | None:
    """Use a link up and open a session; gives the cookie, or None for a link that does not work."""
    address = visit.store.take_sign_in(cookies.hashed(token), visit.now)
    if address is None:
        return None
    account = _account(visit, address)
    if account.email != address:
        return None  # made meanwhile, for an address that is merely taken for this one
    if visit.session:
        visit.store.close_session(visit.cookie_hash)
    cookie = cookies.fresh()
    business = account.businesses[0].id
    visit.store.open_session(cookies.hashed(cookie), account.id, business, cookies.fresh(), visit.now)
    event(Event.SIGNED_IN, about=account.id)
    return cookie


def may_act_for(session: Session, business: str) -> bool:
    """Whether a business is one of the account's."""
    return business in {party.id for party in session.account.businesses}


def _account(visit: Visit, address: str) -> Account:
    known = visit.store.account(address)
    if known:
        return known
    try:
        account = visit.store.create_account(address, language=visit.language.code)
    except AddressTaken:  # two links of one new address, used in the same moment
        known = visit.store.account(address)
        assert known is not None  # noqa: S101  taken means that it is there
        return known
    event(Event.ACCOUNT_MADE, about=account.id)
    return account


def _links_sent(visit: Visit, address: str) -> int:
    since = visit.now - visit.settings.sign_in_age
    return sum(letter.at > since and "/sign-in/" in letter.body for letter in visit.store.outbox(address))


def _letter(visit: Visit, address: str, token: str) -> NewMessage:
    say = visit.language.say
    link = visit.settings.public_url + visit.url("sign-in", token)
    body = say(
        message(
            "Open this link to sign in. It works once, for 15 minutes: {link}\n\n"
            "If you did not ask for it, you can leave this message alone.",
            link=link,
        )
    )
    subject = say(message("Your link to sign in to {city}", city=visit.city.title))
    return NewMessage(address, subject, body, visit.language.code)

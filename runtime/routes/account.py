"""Signing in and out, acting for another business, and the demo's mailbox."""

from __future__ import annotations

from flask import Blueprint, Response, request

from forms.fields.room import WRITTEN
from runtime import cookies
from runtime.access import demo, owner, public
from runtime.acting import act_for
from runtime.answering import go, own_address, screen
from runtime.context import Link
from runtime.locations import is_location_beside
from runtime.logs import Event, event
from runtime.mailbox import mailbox_context
from runtime.posting import typeable
from runtime.refusals import link_used_up, no_such_page
from runtime.sign_in import enter, is_token, may_act_for, read_address, send_link
from runtime.tabs import tab_in
from runtime.visit import Visit

account = Blueprint("account", __name__)


@account.get("/<lang>/sign-in")
@public
def ask_for_address(visit: Visit) -> Response:
    """Ask for an e-mail address."""
    return screen(visit, "sign_in", {"email": ""})


@account.post("/<lang>/sign-in")
@public
def take_address(visit: Visit) -> Response:
    """Send a link to the address, and say so in the same words for every address."""
    typed = typeable(request.form.get("email", "")[:WRITTEN])
    reading = read_address(visit, typed)
    if reading.value is None:
        links = [Link("#email", visit.language.say(problem.message)) for problem in reading.problems]
        return screen(visit, "sign_in", {"email": typed, "problems": links}, http=422)
    send_link(visit, reading.value)
    return screen(visit, "sign_in_sent", {"email": reading.value})


@account.get("/<lang>/sign-in/<token>")
@public
def show_link(visit: Visit, token: str) -> Response:
    """A button: mail programs follow links by themselves, and must not use them up."""
    if not is_token(token):
        event(Event.SIGN_IN_LINK_REFUSED, why="malformed")
        raise link_used_up()
    return screen(visit, "sign_in_link", {"token": token, "action": visit.url("sign-in", token)})


@account.post("/<lang>/sign-in/<token>")
@public
def use_link(visit: Visit, token: str) -> Response:
    """Sign in, and go on where the person was asked to."""
    cookie = enter(visit, token)
    if cookie is None:
        event(Event.SIGN_IN_LINK_REFUSED, why="unknown")
        raise link_used_up()
    wanted = cookies.read(request, visit.settings, cookies.NEXT)
    response = go(visit, own_address(wanted, visit.url("")))
    cookies.write(response, visit.settings, cookies.SESSION, cookie)
    for used in (cookies.NEXT, cookies.GUEST):
        cookies.forget(response, visit.settings, used)
    return response


@account.post("/<lang>/sign-out")
@owner
def sign_out(visit: Visit) -> Response:
    """End the session here and in the store."""
    visit.store.close_session(visit.cookie_hash)
    event(Event.SIGNED_OUT)
    response = go(visit, visit.url(""), say="signed-out")
    cookies.forget(response, visit.settings, cookies.SESSION)
    return response


@account.post("/<lang>/act-for")
@owner
def switch(visit: Visit) -> Response:
    """Act for another business of the same account; the tab that was open stays open."""
    business = request.form.get("business", "")
    if not may_act_for(visit.owner, business):
        raise no_such_page()
    act_for(visit, business)
    say = "switched-location" if is_location_beside(visit.owner, business) else "switched"
    return go(visit, tab_in(visit, request.referrer), say=say)


@account.get("/<lang>/mailbox")
@demo
def show_mailbox(visit: Visit) -> Response:
    """What the city would have sent by e-mail."""
    return screen(visit, "mailbox", mailbox_context(visit))

"""Signing in and out, acting for another business, and the demo's mailbox."""

from __future__ import annotations

from flask import Blueprint, Response, request

from forms.fields.room import WRITTEN
from forms.pages.screens import SignInLinkPage, SignInPage, SignInSentPage
from forms.text.messages import Message
from runtime import cookies
from runtime.access import demo, owner, public
from runtime.acting import act_for
from runtime.answering import go, own_address, screen
from runtime.context import Link
from runtime.dataset import SignIn
from runtime.devices import device_of
from runtime.locations import is_location_beside
from runtime.logs import Event, event
from runtime.mailbox import mailbox_context
from runtime.posting import typeable
from runtime.refusals import no_such_page
from runtime.sign_in import (
    enter,
    is_asker,
    may_act_for,
    read_address,
    send_link,
    working_link,
    wrong_code,
)
from runtime.tabs import tab_in
from runtime.visit import Visit

account = Blueprint("account", __name__)


@account.after_request
def keep_to_itself(response: Response) -> Response:
    """No page and no file is told the address of a link, whatever was answered there."""
    if "token" in (request.view_args or {}):
        response.headers["Referrer-Policy"] = "strict-origin"
    return response


@account.get("/<lang>/sign-in")
@public
def ask_for_address(visit: Visit) -> Response:
    """Ask for an e-mail address."""
    return screen(visit, "sign_in", SignInPage(email="", problems=()))


@account.post("/<lang>/sign-in")
@public
def take_address(visit: Visit) -> Response:
    """Send a link to the address, and say so in the same words for every address."""
    typed = typeable(request.form.get("email", "")[:WRITTEN])
    reading = read_address(visit, typed)
    if reading.value is None:
        links = [Link("#email", visit.language.say(problem.message)) for problem in reading.problems]
        return screen(visit, "sign_in", SignInPage(email=typed, problems=links), http=422)
    code = send_link(visit, reading.value)
    return screen(visit, "sign_in_sent", SignInSentPage(email=reading.value, link_code=code))


@account.get("/<lang>/sign-in/<token>")
@public
def show_link(visit: Visit, token: str) -> Response:
    """A button: mail programs follow links by themselves, and must not use them up."""
    return _link_page(visit, token, working_link(visit, token))


@account.post("/<lang>/sign-in/<token>")
@public
def use_link(visit: Visit, token: str) -> Response:
    """Sign in, and go on where the person was asked to."""
    link = working_link(visit, token)
    if not is_asker(visit, link):
        typed = typeable(request.form.get("code", ""))
        problem = wrong_code(visit, link, typed)
        if problem:
            return _link_page(visit, token, link, problem, typed)
    entered = enter(visit, link)
    wanted = cookies.read(request, visit.settings, cookies.NEXT)
    response = go(visit, own_address(wanted, visit.url("")))
    cookies.write(response, visit.settings, cookies.SESSION, entered.cookie)
    device = device_of(visit.settings.secret, entered.account)
    cookies.write(response, visit.settings, cookies.DEVICE, device, lasting=True)
    for used in (cookies.NEXT, cookies.GUEST):
        cookies.forget(response, visit.settings, used)
    return response


def _link_page(
    visit: Visit, token: str, link: SignIn, problem: Message | None = None, typed: str = ""
) -> Response:
    context: SignInLinkPage = {
        "action": visit.url("sign-in", token),
        "email": link.email,
        "wants_code": not is_asker(visit, link),
        "typed": typed,
        "problems": [Link("#code", visit.language.say(problem))] if problem else (),
    }
    return screen(visit, "sign_in_link", context, http=422 if problem else 200)


@account.post("/<lang>/sign-out")
@owner
def sign_out(visit: Visit) -> Response:
    """End the session here and in the store."""
    visit.store.identity.close_session(visit.cookie_hash)
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

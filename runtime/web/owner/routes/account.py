"""Signing in and out, acting for another business, and the demo's mailbox."""

from __future__ import annotations

from flask import Blueprint, Response, request

from forms.fields.room import WRITTEN
from forms.pages.screens import SignInLinkPage, SignInPage, SignInSentPage
from forms.text.messages import Message
from runtime.dataset.records.identity import SignIn
from runtime.services.filling.post import typeable
from runtime.services.identity.acting import act_for
from runtime.services.identity.known_browsers import new_device_cookie
from runtime.services.identity.locations import is_location_beside
from runtime.services.identity.sessions import sign_out as end_own_session
from runtime.services.identity.sign_in import (
    enter,
    is_asker,
    read_address,
    send_link,
    working_link,
    wrong_code,
)
from runtime.web.http import cookies
from runtime.web.http.client import client_of_request
from runtime.web.http.guards import demo, owner, public
from runtime.web.http.request_context import RequestContext
from runtime.web.http.responses import own_address, redirect_to, screen
from runtime.web.http.template_values import Link
from runtime.web.owner.mailbox_context import mailbox_context
from runtime.web.owner.tabs import tab_in

account = Blueprint("account", __name__)


@account.after_request
def keep_to_itself(response: Response) -> Response:
    """Send only the origin as referrer from addresses with a token, which must stay secret."""
    if "token" in (request.view_args or {}):
        response.headers["Referrer-Policy"] = "strict-origin"
    return response


@account.get("/<lang>/sign-in")
@public
def ask_for_address(ctx: RequestContext) -> Response:
    """Ask for an e-mail address."""
    return screen(ctx, "sign_in", SignInPage(email="", error_links=()))


@account.post("/<lang>/sign-in")
@public
def post_address(ctx: RequestContext) -> Response:
    """Send a link to the address; the response is the same for every address."""
    typed = typeable(request.form.get("email", "")[:WRITTEN])
    reading = read_address(ctx, typed)
    if reading.value is None:
        links = [Link("#email", ctx.language.say(error.message)) for error in reading.errors]
        return screen(ctx, "sign_in", SignInPage(email=typed, error_links=links), http=422)
    code = send_link(ctx, client_of_request(ctx), reading.value)
    return screen(ctx, "sign_in_sent", SignInSentPage(email=reading.value, link_code=code))


@account.get("/<lang>/sign-in/<token>")
@public
def show_link(ctx: RequestContext, token: str) -> Response:
    """Show a button, because mail programs open links by themselves and must not use them up."""
    return _link_page(ctx, token, working_link(ctx, token))


@account.post("/<lang>/sign-in/<token>")
@public
def use_link(ctx: RequestContext, token: str) -> Response:
    """Sign in, and continue at the page that asked for it."""
    link = working_link(ctx, token)
    if not is_asker(ctx, client_of_request(ctx), link):
        typed = typeable(request.form.get("code", ""))
        error = wrong_code(ctx, link, typed)
        if error:
            return _link_page(ctx, token, link, error, typed)
    entered = enter(ctx, client_of_request(ctx), link, ctx.cookie_hash)
    wanted = cookies.read(request, ctx.settings, cookies.NEXT)
    response = redirect_to(ctx, own_address(wanted, ctx.url("")))
    cookies.write(response, ctx.settings, cookies.SESSION, entered.cookie)
    device = new_device_cookie(ctx.settings.secret, entered.account)
    cookies.write(response, ctx.settings, cookies.DEVICE, device, lasting=True)
    for used in (cookies.NEXT, cookies.GUEST):
        cookies.forget(response, ctx.settings, used)
    return response


def _link_page(
    ctx: RequestContext, token: str, link: SignIn, error: Message | None = None, typed: str = ""
) -> Response:
    context: SignInLinkPage = {
        "action": ctx.url("sign-in", token),
        "email": link.email,
        "wants_code": not is_asker(ctx, client_of_request(ctx), link),
        "typed": typed,
        "error_links": [Link("#code", ctx.language.say(error))] if error else (),
    }
    return screen(ctx, "sign_in_link", context, http=422 if error else 200)


@account.post("/<lang>/sign-out")
@owner
def sign_out(ctx: RequestContext) -> Response:
    """End the session in the browser and in the store."""
    end_own_session(ctx, ctx.cookie_hash)
    response = redirect_to(ctx, ctx.url(""), say="signed-out")
    cookies.forget(response, ctx.settings, cookies.SESSION)
    return response


@account.post("/<lang>/act-for")
@owner
def switch(ctx: RequestContext) -> Response:
    """Act for another business of the same account; the same tab stays open."""
    business = request.form.get("business", "")
    act_for(ctx, ctx.cookie_hash, business)
    say = "switched-location" if is_location_beside(ctx.owner, business) else "switched"
    return redirect_to(ctx, tab_in(ctx, request.referrer), say=say)


@account.get("/<lang>/mailbox")
@demo
def show_mailbox(ctx: RequestContext) -> Response:
    """Show the e-mail that the city would have sent."""
    return screen(ctx, "mailbox", mailbox_context(ctx))

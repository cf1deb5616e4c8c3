"""My business: what the city knows, and changing one fact of it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request

from forms.model.route import Stop
from forms.text.messages import Message, message
from runtime.services.facts.fact_change import change_fact, fact_filling
from runtime.services.filling.form_state import Filling
from runtime.services.filling.post import Post, press
from runtime.services.filling.saving import judge
from runtime.services.filling.typed import typed_now
from runtime.web.http.guards import owner, owner_or
from runtime.web.http.request_context import Visit
from runtime.web.http.responses import go, screen
from runtime.web.http.template_values import Link
from runtime.web.owner.business_context import business_context
from runtime.web.owner.controls import Problems
from runtime.web.owner.page_context import page_context
from runtime.web.owner.tabs import show_tab

business = Blueprint("business", __name__)


@business.get("/<lang>/business")
@owner
def show_business(visit: Visit) -> Response:
    """Everything that the city knows about the business acted for and the person signed in."""
    return show_tab(visit, "business", business_context(visit))


# A fact's page is a form of one question, called like its master field: hence the name in the address.
@business.get("/<lang>/business/<form>")
@owner
def show_fact(visit: Visit, form: str) -> Response:
    """The one question, filled with what the city knows."""
    return _shown(visit, fact_filling(visit, form))


def show_fact_again(visit: Visit, form: str) -> Response:
    """A post whose token is out of date: nothing is saved, nothing typed is lost."""
    filling = fact_filling(visit, form)
    post = typed_now(filling, filling.form.pages[0], request.form, visit.language)
    text = message("This page was open for too long and was not saved. Look it over and send it again.")
    return _shown(visit, filling, post, above=text, status=403)


@business.post("/<lang>/business/<form>")
@owner_or(show_fact_again)
def take_fact(visit: Visit, form: str) -> Response:
    """Record the change, or show what is wrong with it."""
    filling = fact_filling(visit, form)
    page = filling.form.pages[0]
    post = press(page, typed_now(filling, page, request.form, visit.language))
    if post.button in ("add", "remove", "language"):
        return _shown(visit, judge(visit, filling, page, post, accept=False).filling, post)
    change = change_fact(visit, filling, page, post)
    if change.problems:
        return _shown(visit, change.filling, post, change.problems, status=409 if change.clashed else 422)
    return go(visit, visit.url("business"), say=change.say)


def _shown(
    visit: Visit,
    filling: Filling,
    post: Post | None = None,
    problems: Problems | None = None,
    *,
    above: Message | None = None,
    status: int = 200,
) -> Response:
    """The page; nothing of it is kept between posts, so even secrets are shown as typed."""
    page = filling.form.pages[0]
    stop = filling.route.stop(page.name) or Stop(page, (), {}, done=False)
    typed = replace(post, saved=False) if post else None
    context = page_context(visit, filling, stop, typed, problems)
    context |= {"action": visit.url("business", page.name), "back": visit.url("business")}
    if above:
        context["problems"] = [Link("", visit.language.say(above))]
    return screen(visit, f"facts/{page.name}", context, http=status)

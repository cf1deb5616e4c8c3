"""My business: what the city knows, and changing one fact of it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request

from forms.model.route import Stop
from forms.text.messages import Message, message
from runtime.access import owner, owner_or
from runtime.answering import go, screen
from runtime.business import business_context
from runtime.changing import change_fact, fact_filling
from runtime.context import Link
from runtime.controls import Problems
from runtime.filling import Filling
from runtime.page_context import page_context
from runtime.posting import Post, press
from runtime.saving import judge
from runtime.tabs import show_tab
from runtime.typed import typed_now
from runtime.visit import Visit

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
    context["action"], context["back"] = visit.url("business", page.name), visit.url("business")
    if above:
        context["problems"] = [Link("", visit.language.say(above))]
    return screen(visit, f"facts/{page.name}", context, http=status)

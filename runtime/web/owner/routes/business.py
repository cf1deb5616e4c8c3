"""My business: known facts, and changing one of them."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response

from forms.model.route import Stop
from forms.text.messages import Message, message
from runtime.services.facts.fact_change import change_fact, fact_state
from runtime.services.filling.answer_errors import AnswerErrors
from runtime.services.filling.form_state import FormState
from runtime.services.filling.post import Post, apply_list_action
from runtime.services.filling.saving import evaluate_page
from runtime.services.filling.unsaved_input import parse_post
from runtime.web.http.guards import owner, owner_or
from runtime.web.http.posted import posted_texts
from runtime.web.http.request_context import RequestContext
from runtime.web.http.responses import redirect_to, screen
from runtime.web.http.template_values import Link
from runtime.web.owner.business_context import business_context
from runtime.web.owner.page_context import page_context
from runtime.web.owner.tabs import show_tab

business = Blueprint("business", __name__)


@business.get("/<lang>/business")
@owner
def show_business(ctx: RequestContext) -> Response:
    """All known facts about the business acted for and the person signed in."""
    return show_tab(ctx, "business", business_context(ctx))


# A fact's page is a form with one question and the name of its master field, hence the parameter.
@business.get("/<lang>/business/<form>")
@owner
def show_fact(ctx: RequestContext, form: str) -> Response:
    """The question of one fact, with its known value."""
    return _shown(ctx, fact_state(ctx, form, ctx.facts))


def show_fact_again(ctx: RequestContext, form: str) -> Response:
    """Handle a post with an outdated token: nothing is saved, and the typed text is shown again."""
    state = fact_state(ctx, form, ctx.facts)
    post = parse_post(state, state.form.pages[0], posted_texts(), ctx.language)
    text = message("This page was open for too long and was not saved. Look it over and send it again.")
    return _shown(ctx, state, post, above=text, status=403)


@business.post("/<lang>/business/<form>")
@owner_or(show_fact_again)
def post_fact(ctx: RequestContext, form: str) -> Response:
    """Record the change, or show its errors."""
    state = fact_state(ctx, form, ctx.facts)
    page = state.form.pages[0]
    post = apply_list_action(page, parse_post(state, page, posted_texts(), ctx.language))
    if post.button in ("add", "remove", "language"):
        return _shown(ctx, evaluate_page(ctx, state, page, post, accept=False).state, post)
    change = change_fact(ctx, state, page, post, ctx.draft)
    if change.errors:
        return _shown(ctx, change.state, post, change.errors, status=409 if change.conflicting else 422)
    return redirect_to(ctx, ctx.url("business"), say=change.say)


def _shown(
    ctx: RequestContext,
    state: FormState,
    post: Post | None = None,
    errors: AnswerErrors | None = None,
    *,
    above: Message | None = None,
    status: int = 200,
) -> Response:
    """The page; as no draft is kept, even secrets are shown as typed."""
    page = state.form.pages[0]
    stop = state.route.stop(page.name) or Stop(page, (), {}, done=False)
    typed = replace(post, saved=False) if post else None
    context = page_context(ctx, state, stop, typed, errors)
    context["action"], context["back"] = ctx.url("business", page.name), ctx.url("business")
    if above:
        context["error_links"] = [Link("", ctx.language.say(above))]
    return screen(ctx, f"facts/{page.name}", context, http=status)

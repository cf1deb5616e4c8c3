"""The template values of “What may apply”: the eligibility conditions of forms, checked with known facts."""

from __future__ import annotations

from forms.model.eligibility import Standing, standing
from forms.pages.portal import ApplicableForm, DecidingQuestion, MayApplyTab
from runtime.services.facts.known_facts import known_facts
from runtime.services.filling.form_state import parse
from runtime.services.site.agencies import agency_title
from runtime.web.http.request_context import RequestContext
from runtime.web.owner.known_text import language_of_fact, marks

MAY_APPLY_TAB = "may-apply"


def may_apply_context(ctx: RequestContext) -> MayApplyTab:
    """The forms by result: likely, not enough known, and no. Writes nothing."""
    scope = _scope(ctx)
    groups: dict[str, list[ApplicableForm]] = {"likely": [], "unsure": [], "no": []}
    for name in ctx.site.form_names_with_eligibility:
        if not ctx.site.speaks(ctx.language.code, name):
            continue
        found = standing(ctx.form(name).eligibility, scope, today=ctx.today)
        groups[found.verdict].append(_entry(ctx, name, found))
    return {
        "tab": MAY_APPLY_TAB,
        "likely": groups["likely"],
        "unsure": groups["unsure"],
        "no": groups["no"],
    }


def _scope(ctx: RequestContext) -> dict[str, dict[str, object]]:
    """The scope of conditions: the plain values of all facts, by kind of party."""
    forms = ctx.site.fact_forms(ctx.language.code)
    scope: dict[str, dict[str, object]] = {"business": {}, "person": {}}
    for master, fact in known_facts(ctx).items():
        party, _, name = master.partition(".")
        field = forms[master].pages[0].fields[0] if master in forms else None
        value = parse(field, fact.value) if field else None
        if field and value is not None:
            scope[party][name] = field.plain(value)
    return scope


def _entry(ctx: RequestContext, name: str, found: Standing) -> ApplicableForm:
    form = ctx.form(name)
    forms = ctx.site.fact_forms(ctx.language.code)
    questions: list[DecidingQuestion] = [
        {
            "label": forms[master].title,
            "url": ctx.url("business", master),
            **marks(ctx, language_of_fact(ctx, master)),
        }
        for master in found.deciding
        if master in forms
    ]
    return {
        "title": form.title,
        "summary": form.summary,
        "agency": agency_title(ctx.city, form.agency),
        "url": ctx.url("forms", name),
        "because": found.because,
        "questions": questions,
    }

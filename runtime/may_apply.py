"""What may apply to a business: the forms that say who may apply, held against what the city knows."""

from __future__ import annotations

from forms.model.eligibility import Standing, standing
from forms.pages.portal import ApplicableForm, DecidingQuestion, MayApplyTab
from runtime.agencies import agency_title
from runtime.filling import parse
from runtime.telling import language_of_fact, marks
from runtime.visit import Visit

MAY_APPLY_TAB = "may-apply"


def may_apply_context(visit: Visit) -> MayApplyTab:
    """The forms by what is known: likely, not known enough, and no. Looking writes and sends nothing."""
    scope = _scope(visit)
    groups: dict[str, list[ApplicableForm]] = {"likely": [], "unsure": [], "no": []}
    for name in visit.edition.form_names_with_eligibility:
        if not visit.edition.speaks(visit.language.code, name):
            continue
        found = standing(visit.form(name).eligibility, scope, today=visit.today)
        groups[found.verdict].append(_entry(visit, name, found))
    return {
        "tab": MAY_APPLY_TAB,
        "likely": groups["likely"],
        "unsure": groups["unsure"],
        "no": groups["no"],
    }


def _scope(visit: Visit) -> dict[str, dict[str, object]]:
    """What conditions see: the plain values of all facts, by kind of party."""
    forms = visit.edition.fact_forms(visit.language.code)
    scope: dict[str, dict[str, object]] = {"business": {}, "person": {}}
    for master, fact in visit.known_facts().items():
        party, _, name = master.partition(".")
        field = forms[master].pages[0].fields[0] if master in forms else None
        value = parse(field, fact.value) if field else None
        if field and value is not None:
            scope[party][name] = field.plain(value)
    return scope


def _entry(visit: Visit, name: str, found: Standing) -> ApplicableForm:
    form = visit.form(name)
    forms = visit.edition.fact_forms(visit.language.code)
    questions: list[DecidingQuestion] = [
        {
            "label": forms[master].title,
            "url": visit.url("business", master),
            **marks(visit, language_of_fact(visit, master)),
        }
        for master in found.deciding
        if master in forms
    ]
    return {
        "title": form.title,
        "summary": form.summary,
        "agency": agency_title(visit.city, form.agency),
        "url": visit.url("forms", name),
        "because": found.because,
        "questions": questions,
    }

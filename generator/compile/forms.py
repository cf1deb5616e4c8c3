"""A planned form becomes a frozen one."""

from __future__ import annotations

from typing import Any

from forms.fields.base import Rule
from forms.model.form import Form, Page
from generator.compile.fields import Expressions, Maker
from generator.compile.formulas import ELIGIBILITY
from generator.compile.plan import FormPlan, PagePlan
from generator.compile.wording import Say, Voice
from generator.specs.models import FormSpec

_TEXTS = ("title", "summary", "audience", "purpose", "retention", "fee", "time_frame")


def make_form(plan: FormPlan, say: Say, expressions: Expressions, version: str = "") -> Form:
    """The form in the language of ``say``; names, order, rules and version are those of every language."""
    spec = plan.spec
    voice = Voice(say, spec.form, f"Form “{spec.title}”.")
    texts = {key: voice.of(key, getattr(spec, key), spec.at(key)) for key in _TEXTS}
    return Form(
        name=spec.form,
        agency=plan.agency,
        **texts,
        deadline=spec.deadline,
        next_steps=voice.html_of("next_steps", spec.next_steps, spec.at("next_steps")),
        workflow=spec.workflow,
        actions=spec.actions,
        version=version,
        eligibility=_eligibility(spec, voice, expressions),
        pages=tuple(_page(page, voice, Maker(plan, say, expressions)) for page in plan.pages),
    )


def _eligibility(spec: FormSpec, voice: Voice, expressions: Expressions) -> tuple[Rule, ...]:
    numbered = ((f"eligibility.{number}", rule) for number, rule in enumerate(spec.eligibility, 1))
    return tuple(
        Rule(expressions[ELIGIBILITY, key], voice.of(f"{key}.because", rule.because, rule.at("because")))
        for key, rule in numbered
        if (ELIGIBILITY, key) in expressions
    )


def _page(plan: PagePlan, form: Voice, maker: Maker) -> Page:
    spec = plan.spec
    voice = form.below(f"pages.{spec.page}", f"{form.about} Page “{spec.title}”.")
    written: dict[str, Any] = {  # Any: a page's attributes
        "title": voice.of("title", spec.title, spec.at("title")),
        "intro": voice.html_of("intro", spec.intro, spec.at("intro")),
    }
    fields = tuple(maker.field(asked, spec.title) for asked in plan.asked)
    condition = maker.expressions.get((f"page {spec.page}", "show_if"))
    return Page(name=spec.page, show_if=condition, fields=fields, **written)

"""Compiles a planned form in one language."""

from __future__ import annotations

from typing import Any

from forms.fields.base import Rule
from forms.model.form import Form, Page
from generator.compile.fields import NOT_YET, Maker
from generator.compile.plan import FormPlan, PagePlan
from generator.compile.wording import Say, Voice
from generator.specs.models import FormSpec

TEXTS = ("title", "summary", "audience", "purpose", "retention", "fee", "time_frame")
"""The texts of a form that are one line each."""


def make_form(plan: FormPlan, say: Say) -> Form:
    """The form in the language of ``say``, without conditions and version, which are not translated."""
    spec = plan.spec
    voice = Voice(say, spec.form, f"Form “{spec.title}”.")
    texts = {key: voice.of(key, getattr(spec, key), spec.at(key)) for key in TEXTS}
    return Form(
        name=spec.form,
        agency=plan.agency,
        **texts,
        deadline=spec.deadline,
        next_steps=voice.html_of("next_steps", spec.next_steps, spec.at("next_steps")),
        workflow=spec.workflow,
        actions=spec.actions,
        eligibility=_eligibility(spec, voice),
        pages=tuple(_page(page, voice, Maker(plan, say)) for page in plan.pages),
    )


def _eligibility(spec: FormSpec, voice: Voice) -> tuple[Rule, ...]:
    return tuple(
        Rule(NOT_YET, voice.of(f"eligibility.{number}.because", rule.because, rule.at("because")))
        for number, rule in enumerate(spec.eligibility, 1)
    )


def _page(plan: PagePlan, form: Voice, maker: Maker) -> Page:
    spec = plan.spec
    voice = form.below(f"pages.{spec.page}", f"{form.about} Page “{spec.title}”.")
    written: dict[str, Any] = {  # Any: a page's attributes
        "title": voice.of("title", spec.title, spec.at("title")),
        "intro": voice.html_of("intro", spec.intro, spec.at("intro")),
    }
    fields = tuple(maker.field(asked, spec.title) for asked in plan.asked)
    return Page(name=spec.page, fields=fields, **written)

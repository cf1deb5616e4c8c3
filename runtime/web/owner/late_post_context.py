"""The template values of the page about a post that came after its form was sent."""

from __future__ import annotations

from collections.abc import Sequence

from forms.model.form import Form, Page
from forms.pages.every_page import Marks
from forms.pages.submissions import SentRow, TooLatePage
from runtime.dataset.records.submissions import Submission
from runtime.services.site.agencies import agency_title
from runtime.services.submissions.late_post import LateAnswer
from runtime.web.http.request_context import RequestContext
from runtime.web.http.words import moment

_OWN_LANGUAGE: Marks = {"lang": "", "dir": ""}


def late_post_context(
    ctx: RequestContext, form: Form, page: Page, answers: Sequence[LateAnswer], sent: Submission
) -> TooLatePage:
    """When the form was sent, and the answers that came too late."""
    day, time = moment(sent.at, ctx.city.timezone, ctx.language.locale)
    rows: list[SentRow] = [
        {"label": answer.label, "said": answer.text, "outcome_note": "", **_OWN_LANGUAGE}
        for answer in answers
    ]
    return {
        "title": form.title,
        "day": day,
        "time": time,
        "reference": sent.reference,
        "agency": agency_title(ctx.city, sent.agency),
        "sections": [{"title": page.title, **_OWN_LANGUAGE, "rows": rows}],
        "sent_url": ctx.url("submissions", sent.reference),
        "form_url": ctx.url("forms", form.name),
    }

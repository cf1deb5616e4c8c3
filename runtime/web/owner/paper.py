"""The pages that are printed as PDF."""

from __future__ import annotations

from datetime import datetime

from forms.pages.submissions import ReceiptPaper
from forms.text.direction import reads
from runtime.dataset.records.submissions import Submission
from runtime.services.access import Owner
from runtime.services.submissions.submissions import owner_of
from runtime.web.http.request_context import RequestContext, WebServices
from runtime.web.owner.check_context import submission_context


def receipt(ctx: RequestContext, sent: Submission, *, online: bool = True) -> str:
    """A submission as its page shows it, secrets masked alike; ``online`` adds a code that leads there."""
    template = ctx.site.template(ctx.language.code, "receipt")
    context: ReceiptPaper = {
        **submission_context(ctx, sent),
        "reads": reads,
        "address": ctx.settings.public_url + ctx.url("submissions", sent.reference) if online else "",
        "business": ctx.owner.business.name,
    }
    return template.render(context)


def copy_for_agency(services: WebServices, sent: Submission, now: datetime) -> str:
    """The same in the city's own language, without the code: its page is for the owner alone.

    What a page of a submission says depends on whose it is, so it is made as its owner would see it.
    """
    site = services.sites.newest()
    language = site.languages[site.source_language]
    account, business = owner_of(services, sent)
    ctx = RequestContext(services, site, language, now, actor=Owner(account, business))
    return receipt(ctx, sent, online=False)

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
    """A submission as on its page, with the same secrets masked; ``online`` adds a QR code of its address."""
    template = ctx.site.template(ctx.language.code, "receipt")
    context: ReceiptPaper = {
        **submission_context(ctx, sent),
        "reads": reads,
        "address": ctx.settings.public_url + ctx.url("submissions", sent.reference) if online else "",
        "business": ctx.owner.business.name,
    }
    return template.render(context)


def copy_for_agency(services: WebServices, sent: Submission, now: datetime) -> str:
    """The same in the city's default language without the QR code, as agencies cannot open the page.

    The page depends on the owner's facts, so it is rendered as for the owner.
    """
    site = services.sites.newest()
    language = site.languages[site.source_language]
    account, business = owner_of(services, sent)
    ctx = RequestContext(services, site, language, now, actor=Owner(account, business))
    return receipt(ctx, sent, online=False)

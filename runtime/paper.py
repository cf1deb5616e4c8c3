"""The pages that the press prints."""

from __future__ import annotations

from datetime import datetime

from forms.pages.submissions import ReceiptPaper
from forms.text.direction import reads
from runtime.check_context import submission_context
from runtime.dataset import Party, Session, Submission
from runtime.visit import Service, Visit


def receipt(visit: Visit, sent: Submission, *, online: bool = True) -> str:
    """A submission as its page shows it, secrets masked alike; ``online`` adds a code that leads there."""
    template = visit.edition.template(visit.language.code, "receipt")
    context: ReceiptPaper = {
        **submission_context(visit, sent),
        "reads": reads,
        "address": visit.settings.public_url + visit.url("submissions", sent.reference) if online else "",
        "business": visit.owner.business.name,
    }
    return template.render(context)


def copy_for_agency(service: Service, sent: Submission, now: datetime) -> str:
    """The same in the city's own language, without the code: its page is for the owner alone."""
    edition = service.editions.newest()
    language = edition.languages[edition.source_language]
    session = _as_its_owner(service, sent, now)
    return receipt(
        Visit(service, edition, language, now, csrf_secret="", session=session), sent, online=False
    )


def _as_its_owner(service: Service, sent: Submission, now: datetime) -> Session:
    """A session that no browser has: what a page of a submission says depends on whose it is."""
    account = service.store.identity.account_by_id(sent.account)
    assert account is not None  # noqa: S101  accounts stay
    nameless = Party(sent.business, "business")
    business = next((party for party in account.businesses if party.id == sent.business), nameless)
    return Session(account, business, csrf="", opened=now, seen=now)

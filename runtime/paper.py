"""The pages that the press prints."""

from __future__ import annotations

from forms.direction import reads
from runtime.check_context import submission_context
from runtime.stores import Submission
from runtime.visit import Visit


def receipt(visit: Visit, sent: Submission) -> str:
    """A submission as its page shows it, secrets masked alike, with a code that leads to that page."""
    template = visit.edition.template(visit.language.code, "receipt")
    return template.render(
        submission_context(visit, sent),
        reads=reads,
        address=visit.settings.public_url + visit.url("submissions", sent.reference),
        business=visit.owner.business.name,
    )

"""Views for analysts by subject: public and internal values only, without personal data."""

from __future__ import annotations

from alembic import op

from runtime.dataset.migrations.guards import forbid_writing

VIEWS = {
    "report_business": """
        SELECT party.id AS business, party.kind, party.name, relationship.other AS location_of
        FROM party LEFT JOIN relationship
        ON relationship.party = party.id AND relationship.kind = 'location_of'
        WHERE party.kind <> 'person'
    """,
    "report_fact": """
        SELECT fact.party, fact.master, fact.value, fact.version, fact.said_at, fact.source_kind,
        fact.source_name, fact.agency, fact.reference, fact.verified_by, fact.outcome
        FROM fact JOIN party ON party.id = fact.party
        WHERE party.kind <> 'person' AND fact.value IS NOT NULL AND fact.version IN (
            SELECT max(version) FROM fact WHERE status = 'accepted' GROUP BY party, master)
    """,
    "report_fact_history": """
        SELECT fact.party, fact.master, fact.value, fact.version, fact.said_at, fact.source_kind,
        fact.source_name, fact.agency, fact.reference, fact.verified_by, fact.status, fact.outcome
        FROM fact JOIN party ON party.id = fact.party
        WHERE party.kind <> 'person' AND fact.value IS NOT NULL
    """,
    "report_submission": """
        SELECT reference, business, form, form_version, agency, language, at AS sent_at, status,
        moved AS moved_at
        FROM submission
    """,
    "report_step": """
        SELECT transition.number, transition.reference, submission.form, submission.agency,
        transition.status, transition.at, transition."by"
        FROM transition JOIN submission ON submission.reference = transition.reference
    """,
    "report_draft": """
        SELECT id AS draft, business, form, form_version, language, started, saved, revision FROM draft
    """,
    "report_file": """
        SELECT id AS file, media_type, size, at, kept FROM upload
    """,
    "report_message": """
        SELECT id AS message, about AS reference, language, at AS written_at, sent AS sent_at, state, problem
        FROM outbox
    """,
}
"""Queries by view name, as of migration 0004."""


def create_views() -> None:
    """Create all views."""
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")
        forbid_writing(name)

"""Small records for the contract tests: only what a test names differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from runtime.dataset import (
    Account,
    Dataset,
    Draft,
    NewFact,
    NewMessage,
    NewSubmission,
    Question,
    Source,
    Upload,
)

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
REGISTER = Source("register", "Sales tax register", "revenue")
FORM = Source("submission", "inspection-request", "fire")


def later(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def owner(store: Dataset, email: str = "ann@dumplings.example") -> Account:
    return store.identity.create_account(email, language="en")


def said(party: str, master: str, value: Any, **changes: Any) -> NewFact:
    given = {"said_at": NOON, "source": REGISTER, **changes}
    return NewFact(party, master, value, **given)


def begun(store: Dataset, account: Account, form: str = "inspection-request", **changes: Any) -> Draft:
    business = account.businesses[0].id
    return store.drafts.save(Draft("", account.id, business, form, "v1", "en", NOON, NOON, **changes))


def ready(
    draft: Draft,
    *,
    facts: Sequence[NewFact] = (),
    expected: Mapping[tuple[str, str], int] | None = None,
    messages: Sequence[NewMessage] = (),
    names: Mapping[str, str] | None = None,
) -> NewSubmission:
    """What sending this draft writes."""
    return NewSubmission(
        draft=draft.id,
        revision=draft.revision,
        account=draft.account,
        business=draft.business,
        form=draft.form,
        form_version=draft.form_version,
        agency="fire",
        title="Request a fire inspection",
        language=draft.language,
        at=later(5),
        questions=(Question("phone", "Phone", "+14155550101", "(415) 555-0101", "contact"),),
        facts=tuple(facts),
        expected=expected or {},
        messages=tuple(messages),
        names=names or {},
        draft_files=draft.files,
    )


def stored(store: Dataset, upload: str) -> tuple[Upload, bytes]:
    """A file and its bytes."""
    found, content = store.files.get(upload), store.files.content(upload)
    assert found
    assert content
    with content:
        return found, content.read()


def files_in(tmp_path: Path) -> list[bytes]:
    """All bytes in the folder of files, those among them that are only just received."""
    return sorted(file.read_bytes() for file in (tmp_path / "files").glob("*/*"))

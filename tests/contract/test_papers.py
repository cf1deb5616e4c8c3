"""Outgoing messages and the audit trail."""

from __future__ import annotations

import pytest

from runtime.dataset import AuditEntry, Dataset, NewMessage, Unstorable
from tests.contract.examples import NOON, later


def test_messages_come_newest_first_and_by_address_whatever_its_case(store: Dataset) -> None:
    first = store.outbox.post(NewMessage("Ann@d.example", "One", "1", "en"), NOON)
    second = store.outbox.post(NewMessage("bob@b.example", "Two", "2", "es"), NOON)
    assert store.outbox.all() == [second, first]
    assert store.outbox.all("ann@D.example") == [first]
    assert store.outbox.all("nobody@d.example") == []
    assert first.id != second.id


def test_a_message_that_no_submission_carries_keeps_its_words(store: Dataset) -> None:
    assert (
        store.outbox.post(NewMessage("a@b.example", "{reference}", "{x}", "en"), NOON).subject
        == "{reference}"
    )


def test_the_audit_trail_keeps_its_order_whatever_the_clock_says(store: Dataset) -> None:
    store.audit.note("ann", "signed in", "", later(5))
    store.audit.note("ann", "signed out", "", NOON)
    assert store.audit.trail() == [
        AuditEntry(1, later(5), "ann", "signed in", ""),
        AuditEntry(2, NOON, "ann", "signed out", ""),
    ]


def test_a_time_without_a_zone_is_refused(store: Dataset) -> None:
    with pytest.raises(Unstorable):
        store.audit.note("ann", "signed in", "", NOON.replace(tzinfo=None))

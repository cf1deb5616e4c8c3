"""Uploads, outgoing messages and the audit trail."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from runtime.stores import AuditEntry, NewMessage, Store, Unstorable, Upload
from tests.contract.examples import NOON, later, owner, stored


def test_a_file_comes_back_byte_for_byte_with_its_true_size(store: Store) -> None:
    content = bytes(range(256)) * 40
    given = Upload("", owner(store).id, "plan of the kitchen.pdf", "application/pdf", 1, NOON)
    kept = store.keep_upload(given, BytesIO(content))
    assert kept.size == len(content)
    assert stored(store, kept.id) == (kept, content)


@pytest.mark.parametrize("name", ["unknown", "", "../city.store", "/etc/passwd"])
def test_an_unknown_file_is_not_there_whatever_its_name(store: Store, name: str) -> None:
    assert store.upload(name) is None


def test_a_file_lies_under_a_random_name_beside_the_store(store: Store, tmp_path: Path) -> None:
    upload = Upload("", owner(store).id, "../../evil.html", "text/html", 1, NOON)
    kept = store.keep_upload(upload, BytesIO(b"x"))
    assert [path.name for path in (tmp_path / "uploads").iterdir()] == [kept.id]
    assert "evil" not in kept.id


def test_a_file_that_can_not_be_noted_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Unstorable):
        store.keep_upload(Upload("", owner(store).id, "a\0b", "text/plain", 1, NOON), BytesIO(b"x"))
    assert list(tmp_path.glob("uploads/*")) == []


def test_messages_come_newest_first_and_by_address_whatever_its_case(store: Store) -> None:
    first = store.post(NewMessage("Ann@d.example", "One", "1", "en"), NOON)
    second = store.post(NewMessage("bob@b.example", "Two", "2", "es"), NOON)
    assert store.outbox() == [second, first]
    assert store.outbox("ann@D.example") == [first]
    assert store.outbox("nobody@d.example") == []
    assert first.id != second.id


def test_a_message_that_no_submission_carries_keeps_its_words(store: Store) -> None:
    assert store.post(NewMessage("a@b.example", "{reference}", "{x}", "en"), NOON).subject == "{reference}"


def test_the_audit_trail_keeps_its_order_whatever_the_clock_says(store: Store) -> None:
    store.note("ann", "signed in", "", later(5))
    store.note("ann", "signed out", "", NOON)
    assert store.audit_trail() == [
        AuditEntry(1, later(5), "ann", "signed in", ""),
        AuditEntry(2, NOON, "ann", "signed out", ""),
    ]


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(Unstorable):
        store.note("ann", "signed in", "", NOON.replace(tzinfo=None))

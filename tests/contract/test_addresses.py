"""Stores are opened by their address."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from runtime.stores import StoreError, backends, open_store
from tests.contract.examples import begun, owner, ready, said


def test_backends_are_named_by_their_schemes() -> None:
    assert backends() == {"sqlite", "tinydb"}


@pytest.mark.parametrize("url", ["oracle:///x", "records:///x", "/var/city.db", ""])
def test_an_unknown_scheme_is_answered_with_those_there_are(url: str) -> None:
    with pytest.raises(StoreError, match="sqlite:///path, tinydb:///path"):
        open_store(url)


def test_an_address_without_a_file_is_answered_with_an_example() -> None:
    with pytest.raises(StoreError, match=r"sqlite:///var/city\.db"):
        open_store("sqlite:city.db")


def test_the_sandbox_shows_what_a_submission_wrote_to_anybody_with_a_text_editor(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.json"
    store = open_store(f"tinydb:///{path}")
    draft = begun(store, owner(store))
    store.submit(ready(draft, facts=[said(draft.business, "business.name", "Año Nuevo")]))
    text = path.read_text("utf-8")
    assert '"value": "Año Nuevo"' in text
    assert '"label": "Phone"' in text
    assert len(text.splitlines()) > 50
    assert set(json.loads(text)) == {
        "account",
        "party",
        "relationship",
        "draft",
        "submission",
        "fact",
        "transition",
        "audit",
    }
    store.close()


def test_deleting_the_sandbox_file_begins_anew(tmp_path: Path) -> None:
    store = open_store(f"tinydb:///{tmp_path}/sandbox.json")
    account = owner(store)
    (tmp_path / "sandbox.json").unlink()
    assert store.account(account.email) is None
    assert owner(store).id != account.id
    store.close()

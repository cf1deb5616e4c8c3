"""The store that the bench fills is one as any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.dataset import migrate, open_dataset
from tests.performance.many import fill
from tests.postgresql.server import Server


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_what_is_filled_can_be_read(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/city.db"
    if database == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        url = server.empty()
    migrate(url)
    fill(url, 7)
    store = open_dataset(url)
    account = store.identity.account("3@many.example")
    assert account
    (business,) = account.businesses
    assert store.facts.current([business.id])["business.f4"].value == "value 3"
    assert len(store.facts.current([business.id])) == 15
    sent = store.submissions.of_business(business.id)
    assert len(sent) == 5
    assert [step.status for step in store.cases.transitions(sent[0].reference)] == ["received"]
    store.close()

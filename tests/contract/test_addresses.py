"""Datasets are opened by their address."""

from __future__ import annotations

import pytest

from runtime.dataset import StoreError, migrate, open_dataset


@pytest.mark.parametrize(
    "url", ["oracle:///x", "tinydb:///x", "records:///x", "postgresql+asyncpg://host/x", "/var/city.db", ""]
)
def test_an_unknown_scheme_is_answered_with_those_there_are(url: str) -> None:
    with pytest.raises(StoreError, match=r"sqlite:///var/city\.db or postgresql\+psycopg://user@host/city"):
        open_dataset(url)


@pytest.mark.parametrize("url", ["sqlite:city.db", "sqlite://", "postgresql+psycopg://user:secret@host"])
def test_an_address_without_a_database_is_answered_with_an_example(url: str) -> None:
    with pytest.raises(StoreError, match=r"write for example sqlite:///var/city\.db") as refused:
        open_dataset(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_is_called_by_any_of_its_names(scheme: str) -> None:
    with pytest.raises(StoreError, match=r"The database at postgresql\+psycopg://user@127\.0\.0\.1:1/city"):
        migrate(f"{scheme}://user@127.0.0.1:1/city")

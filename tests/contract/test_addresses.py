"""Stores are opened by their address."""

from __future__ import annotations

import pytest

from runtime.dataset import StoreError, backends, open_dataset


def test_backends_are_named_by_their_schemes() -> None:
    assert backends() == {"sqlite"}


@pytest.mark.parametrize("url", ["oracle:///x", "tinydb:///x", "records:///x", "/var/city.db", ""])
def test_an_unknown_scheme_is_answered_with_those_there_are(url: str) -> None:
    with pytest.raises(StoreError, match="sqlite:///path"):
        open_dataset(url)


def test_an_address_without_a_file_is_answered_with_an_example() -> None:
    with pytest.raises(StoreError, match=r"sqlite:///var/city\.db"):
        open_dataset("sqlite:city.db")

"""Advice about doubles takes slips of the pen for what they are, and never another word for one."""

from __future__ import annotations

import pytest

from generator.check.advice.duplicates import ALIKE, misspelt


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("legl name", "legal name", True),
        ("gros receipts", "gross receipts", True),
        ("number female staff", "number male staff", False),
        ("gross receipts 2024", "gross receipts 2025", False),
    ],
)
def test_only_slips_are_taken_for_slips(one: str, other: str, alike: bool) -> None:
    likeness = misspelt(frozenset(one.split()), frozenset(other.split()))
    assert (likeness >= ALIKE) == alike

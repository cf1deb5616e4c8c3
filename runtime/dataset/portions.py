"""Clearing goes in portions: each is one transaction, so that nobody waits for it.

Each leaves the dataset as it must be: a process may be killed between any two.
"""

from __future__ import annotations

PORTION = 200

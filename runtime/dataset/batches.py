"""Batches for clearing: each is one short transaction, so that others are not blocked.

The dataset is consistent after each batch, so a process may be killed between two.
"""

from __future__ import annotations

BATCH = 200

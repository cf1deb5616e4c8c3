"""Prepares the store that ``ONCEONLY_STORE`` names and ends. Run as ``python -m runtime.stores``."""

from __future__ import annotations

import os
import sys

from runtime.stores import StoreError, migrate

REFUSED = 3  # the code on which this ends when all that is to be said stands in one sentence


def main() -> int:
    """Create the store or bring it up to date."""
    try:
        migrate(os.environ["ONCEONLY_STORE"])
    except StoreError as refused:
        sys.stderr.write(str(refused))
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())

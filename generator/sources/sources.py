"""The folders that a site is made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PRODUCT = Path(__file__).parents[2]
"""The folder of the packages `forms` and `runtime`, whose texts are translated too."""


def shipped_locales(product: Path = PRODUCT) -> Path:
    """The folder of the product's own catalogues: a city's `portal.po` lies over them."""
    return product / "locales"


@dataclass(frozen=True)
class Sources:
    """The folders that a build reads."""

    specs: Path = Path("form_specs")
    themes: Path = Path("themes")
    locales: Path = Path("locales")
    product: Path = PRODUCT

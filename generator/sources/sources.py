"""The folders that a site is made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.sources.shipped import CODE


@dataclass(frozen=True)
class Sources:
    """The folders that a build reads."""

    specs: Path = Path("form_specs")
    themes: Path = Path("themes")
    locales: Path = Path("locales")
    product: Path = CODE  # the folder of `forms` and `runtime`, whose texts are translated too

"""Where the product's own files lie: in an installation, or in a checkout of the repository."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CODE = Path(__file__).parents[2]
"""The folder of the packages `forms`, `generator`, `runtime` and `onceonly`."""


@dataclass(frozen=True)
class Shipped:
    """The folders of files that come with the product."""

    themes: Path
    locales: Path  # holds <language>/LC_MESSAGES/portal.po, the product's own words
    schema: Path  # JSON Schemas of the spec language
    demo_specs: Path  # Foggyton
    demo_locales: Path  # holds <language>/LC_MESSAGES/forms.po, Foggyton's words


def shipped(code: Path = CODE) -> Shipped:
    """The product's files beside its packages in ``code``.

    A wheel carries them in ``onceonly/shipped`` (see ``hatch_build.py``); in a checkout they lie where
    they are written.
    """
    carried = code / "onceonly" / "shipped"
    if carried.is_dir():
        demo = carried / "demo"
        return Shipped(
            carried / "themes", carried / "locales", carried / "schema", demo / "form_specs", demo / "locales"
        )
    locales = code / "locales"
    return Shipped(code / "themes", locales, code / "docs" / "schema", code / "form_specs", locales)

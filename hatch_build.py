"""What a wheel carries besides code: themes, translations, schemas and the demo, in ``onceonly/shipped/``.

`generator.sources.shipped` is the one place that knows where they lie, installed or in a checkout.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = "onceonly/shipped"


class ShippedFiles(BuildHookInterface):  # type: ignore[type-arg]
    """Maps folders of the repository to their places in the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files to a wheel; an editable installation uses those of the checkout."""
        if version != "editable":
            build_data["force_include"].update(_mapped(Path(self.root)))


def _mapped(root: Path) -> dict[str, str]:
    """Source path to path in the wheel."""
    places = {
        root / "themes": "themes",
        root / "docs" / "schema": "schema",
        root / "form_specs": "demo/form_specs",
    }
    for catalogue in root.glob("locales/*/LC_MESSAGES/*.po"):
        owner = "demo/" if catalogue.name == "forms.po" else ""  # the product's words, or Foggyton's
        places[catalogue] = f"{owner}{catalogue.relative_to(root).as_posix()}"
    return {str(path): f"{SHIPPED}/{place}" for path, place in places.items()}

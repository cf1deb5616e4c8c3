"""Foggyton in other languages than those of its city.yaml."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from generator.build import build
from generator.sources import Sources
from tests.browser.foggyton import ROOT


def built_in(folder: Path, languages: Sequence[str], *, pseudo: bool = False) -> Path:
    """The site of a copy of Foggyton in ``languages``; untranslated texts are shown in English, marked so."""
    specs = folder / "form_specs"
    shutil.copytree(ROOT / "form_specs", specs)
    city = specs / "city.yaml"
    declared = f"languages: [{', '.join(languages)}]"
    city.write_text(re.sub(r"^languages:.*$", declared, city.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    build(Sources(specs, ROOT / "themes", ROOT / "locales"), folder / "output", strict=False, pseudo=pseudo)
    return folder / "output"

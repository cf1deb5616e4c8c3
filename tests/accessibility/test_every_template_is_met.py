"""The walk through Foggyton meets every template that people can meet: a new page cannot be forgotten."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping

import pytest

from tests.accessibility.conftest import built
from tests.accessibility.page_snapshots import page_snapshots
from tests.accessibility.stage import LANGUAGES
from tests.browser.foggyton import ROOT

BASE = ROOT / "themes/base/templates"
USED = re.compile(r'"(\w+\.html)"')
FIRST_TAG = re.compile(r"<[a-z][a-z0-9]*(?=[\s>])")
EMPTY = {"art.html"}  # a place for themes


def texts() -> Mapping[str, str]:
    found = {path.name: path.read_text("utf-8") for path in sorted(BASE.glob("*.html"))}
    assert len(found) > 30
    return found


def reached(texts: Mapping[str, str], roots: Iterable[str]) -> set[str]:
    """The templates that these use, and those that use them as their frame."""
    found, todo = set[str](), list(roots)
    while todo:
        name = todo.pop()
        if name in texts and name not in found:
            found.add(name)
            todo += USED.findall(texts[name])
            todo += [one for one, text in texts.items() if f'[% extends "{name}" %]' in text]
    return found


def test_every_template_is_for_a_page_or_for_paper() -> None:
    found = texts()
    assert reached(found, ["layout.html"]) | reached(found, ["paper.html"]) == set(found)


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The templates of which something stands on a page of the walk."""
    folder = tmp_path_factory.mktemp("marked")
    themes = shutil.copytree(ROOT / "themes", folder / "themes")
    for name, text in texts().items():
        marked = FIRST_TAG.sub(rf'\g<0> data-template="{name}"', text, count=1)
        (themes / "base/templates" / name).write_text(marked, "utf-8")
    scenes = page_snapshots(built(folder, themes, "foggyton", LANGUAGES[:1]), LANGUAGES[:1])
    return {name for scene in scenes for name in re.findall(r'data-template="([^"]+)"', scene.html)}


def test_every_template_is_met(met: set[str]) -> None:
    assert reached(texts(), ["layout.html"]) - EMPTY - met == set()

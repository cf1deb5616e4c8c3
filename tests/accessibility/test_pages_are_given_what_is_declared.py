"""Every page of the walk through Foggyton is given exactly what `forms.pages` declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.pages.contexts import PAGES
from tests.accessibility.conftest import built
from tests.accessibility.page_snapshots import page_snapshots
from tests.accessibility.stage import LANGUAGES
from tests.browser.foggyton import ROOT
from tests.declared import listening


@pytest.mark.slow
def test_every_page_is_given_what_is_declared(tmp_path: Path) -> None:
    output = built(tmp_path, ROOT / "themes", "foggyton", LANGUAGES[:1])
    with listening() as given:
        page_snapshots(output, LANGUAGES[:1])
    assert given.found == set()
    assert given.kinds == set(PAGES)

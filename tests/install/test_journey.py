"""From an empty folder to a served city, with nothing but the wheel: no checkout, no network."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.install.installation import Installation, fetch, without_library
from tests.install.pythons import ROOT

_WHERE = """
import json, sys, forms, generator, onceonly, runtime
from generator.sources.shipped import CODE, shipped
found = [module.__file__ for module in (forms, generator, onceonly, runtime)]
print(json.dumps([found, sys.path, str(CODE), [str(path) for path in vars(shipped()).values()]]))
"""


def test_the_wheel_carries_all_that_the_product_needs_and_no_more(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    carried = {name.removeprefix("onceonly/shipped/") for name in names if "onceonly/shipped/" in name}
    expected = {
        *_below("themes"),
        *_below("docs/schema", "schema"),
        *_below("form_specs", "demo/form_specs"),
        *_below("locales", "locales", "portal.po"),
        *_below("locales", "demo/locales", "forms.po"),
    }
    assert carried == expected
    assert {name.split("/")[0] for name in names} == {
        "forms",
        "generator",
        "onceonly",
        "runtime",
        _about(names),
    }
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]


def test_a_city_from_nothing_to_a_served_site(installed: Installation) -> None:
    _uses_the_wheel_alone(installed)
    run = installed.onceonly
    assert "harborville" in run("new", "city", "Harborville", "--languages", "en,es", "--agency", "Parks")
    city = ("--folder", "harborville")
    run("new", "agency", *city, "--name", "Fire Department")
    run("new", "form", *city, "--agency", "parks", "--title", "Reserve a picnic area")
    run("new", "theme", *city, "--name", "Harbor", "--extends", "plain")
    assert "1 form can be built." in run("check", "harborville")
    assert "1 form" not in run("burden", "harborville", "--format", "json")
    assert "asks for" in run("i18n", "extract", "harborville")
    assert "new, 0 stale" in run("i18n", "update", "harborville")
    assert "areas are complete" in run("i18n", "status", "harborville")
    assert "form.json" in run("schema", "harborville")
    assert "pages of the theme “harbor”" in run("gallery", "harborville", "--theme", "harbor")
    assert (installed.folder / "harborville/var/gallery/index.html").is_file()
    refused = run("build", "harborville", fails=True)
    assert "--lenient" in refused
    assert "--only-complete" in refused
    assert "1 form in 2 languages is ready" in run("build", "harborville", "--lenient")
    with installed.serving("serve", "harborville", "--demo") as (address, page):
        assert "Harborville" in page
        assert "Reserve a picnic area" in fetch(f"{address}/en/")
        assert fetch(f"{address}/health").startswith("ok")
    assert (installed.folder / "harborville/var/onceonly.db").is_file()
    _prints(installed)
    # publish: `onceonly publish harborville` belongs here, before `serve` (docs/operating.md, “Upgrading”).
    assert sorted(path.name for path in installed.folder.iterdir()) == ["harborville"]


def test_a_new_bilingual_city_previews_at_once(installed: Installation) -> None:
    installed.onceonly("new", "city", "Harborville", "--languages", "en,es", "--folder", ".")
    with installed.serving("preview") as (address, page):
        assert "Harborville" in page
        assert "Harborville" in fetch(f"{address}/es/")


def test_foggyton_opens_in_an_empty_folder(installed: Installation) -> None:
    with installed.serving("demo") as (address, page):
        assert "Foggyton" in page
        assert 'lang="ar"' in fetch(f"{address}/ar/")
    assert [path.name for path in installed.folder.iterdir()] == ["foggyton"]
    said = (installed.folder.parent / "demo.log").read_text("utf-8")
    assert f"All that the demo writes is in {installed.folder / 'foggyton'}" in said
    assert "200 invented businesses" in said


def _uses_the_wheel_alone(installed: Installation) -> None:
    modules, path, code, shipped = json.loads(installed.python("-c", _WHERE))
    inside = str(installed.site_packages)
    assert code == inside
    assert [place for place in (*modules, *shipped) if not place.startswith(f"{inside}/")] == []
    assert [place for place in shipped if not Path(place).is_dir()] == []
    assert [place for place in path if Path(place or installed.folder).is_relative_to(ROOT)] == []


def _prints(installed: Installation) -> None:
    """`onceonly pdf` prints where its extra is installed, and else says which one it needs."""
    extras = installed.python(
        "-c", "from importlib.metadata import metadata; print(metadata('onceonly').get_all('Provides-Extra'))"
    )
    if "pdf" in extras:
        with without_library(installed, "weasyprint"):
            assert "[pdf]" in installed.onceonly("pdf", "--folder", "harborville", fails=True)
    assert "1 form printed" in installed.onceonly("pdf", "--folder", "harborville")
    assert list(installed.folder.glob("harborville/var/pdf/en/*.pdf"))


def _below(folder: str, carried: str = "", name: str = "*") -> set[str]:
    """The files of a folder of the repository, as a wheel carries them."""
    found = {path for path in (ROOT / folder).rglob(name) if path.is_file()}
    return {f"{carried or folder}/{path.relative_to(ROOT / folder).as_posix()}" for path in found}


def _about(names: list[str]) -> str:
    return next(name.split("/")[0] for name in names if ".dist-info/" in name)

"""Mistakes in themes are told with their place, and nothing is built."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build.build import BuildRefused, build
from generator.sources.sources import Sources
from runtime.services.site.edition import hold_newest
from runtime.web.http.templated_site import TemplatedSite
from tests import request_context
from tests.builds.small_city import change, small_city


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """A small city with a copy of the themes, to be broken."""
    whole = small_city(tmp_path)
    shutil.copytree(whole.themes, tmp_path / "themes")
    return replace(whole, themes=tmp_path / "themes")


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("[% block title %]", "endblock"),
        ("[[ nobody_knows_me ]]", "nobody_knows_me"),
        ("[% include 'not_there.html' %]", "not_there.html"),
        ("[[ _( ]]", "]"),
    ],
)
def test_a_broken_template_is_named_with_its_line(sources: Sources, broken: str, reason: str) -> None:
    page = sources.themes / "base" / "templates" / "sent.html"
    change(page, "[% block main %]", "[% block main %]\n" + broken)
    with pytest.raises(BuildRefused) as refused:
        build(sources, sources.specs.parent / "output", strict=False)
    (problem,) = [problem for problem in refused.value.problems if problem.is_error]
    assert problem.code == "E505"
    assert problem.file.endswith("sent.html")
    assert reason in problem.message
    assert not (sources.specs.parent / "output").exists()


def test_a_changed_style_sheet_gets_another_name_and_no_page_is_made_anew(sources: Sources) -> None:
    output = sources.specs.parent / "output"
    build(sources, output)
    before = read_sheet(output)
    (sources.themes / "base" / "static" / "9-own.css").write_text("p { color: red; }")
    assert build(sources, output).made == ("assets",)
    assert read_sheet(output) != before
    assert "p{color:red}" in (output / "assets" / read_sheet(output)).read_text()


def test_pages_link_to_the_newest_style_sheet(sources: Sources) -> None:
    output = sources.specs.parent / "output"
    build(sources, output)
    template = TemplatedSite(hold_newest(output)).template("en", "not_found")
    page = template.render({**request_context.anyone(), "what": "", "why": "", "next": "", "code": ""})
    assert f'<link rel="stylesheet" href="/assets/{read_sheet(output)}">' in page


def test_a_link_of_a_theme_that_leads_nowhere_is_told_by_a_build(sources: Sources) -> None:
    (sources.themes / "foggyton" / "templates" / "search.html").symlink_to("nowhere.html")
    with pytest.raises(BuildRefused) as refused:
        build(sources, sources.specs.parent / "output")
    (problem,) = refused.value.problems
    assert (problem.code, problem.file) == ("E517", "themes/foggyton/templates/search.html")


def read_sheet(output: Path) -> str:
    """The name of the style sheet as it was published."""
    return str(json.loads((output / "current/manifest.json").read_text())["assets"]["page.css"])


def test_a_city_with_a_theme_that_is_not_there_is_told_so(sources: Sources) -> None:
    change(sources.specs / "city.yaml", "theme: foggyton", "theme: marble")
    with pytest.raises(BuildRefused) as refused:
        build(sources, sources.specs.parent / "output")
    (problem,) = refused.value.problems
    assert (problem.code, problem.file) == ("E501", str(sources.specs / "city.yaml"))
    assert "“marble”" in problem.message
    assert "foggyton" in problem.remedy


def test_a_theme_whose_file_has_another_name_is_told_so(sources: Sources) -> None:
    change(sources.specs / "city.yaml", "theme: foggyton", "theme: marble")
    (sources.themes / "marble").mkdir()
    (sources.themes / "marble" / "theme.yml").write_text("extends: base\n")
    with pytest.raises(BuildRefused) as refused:
        build(sources, sources.specs.parent / "output")
    (problem,) = refused.value.problems
    assert problem.code == "E501"
    assert problem.message.endswith("marble has no file theme.yaml.")

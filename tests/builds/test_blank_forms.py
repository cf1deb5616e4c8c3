"""``onceonly pdf`` takes every theme that a build takes, and tells of mistakes in one as a build does."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.build.build import build
from generator.sources.sources import Sources
from onceonly.commands import pdf
from tests.builds.small_city import change


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[pdf.Blank]:
    """What would have been drawn."""
    found: list[pdf.Blank] = []
    monkeypatch.setattr(pdf, "_print", found.extend)
    return found


@pytest.fixture
def themed(sources: Sources, tmp_path: Path) -> Sources:
    """A small city with a copy of the themes, whose blank forms show a picture."""
    shutil.copytree(sources.themes, tmp_path / "themes")
    change(
        tmp_path / "themes/base/templates/blank.html",
        "<h1",
        "<img alt='' src='[[ asset(\"icon.svg\") ]]'>\n<h1",
    )
    return replace(sources, themes=tmp_path / "themes")


def run(themed: Sources, output: Path) -> Result:
    folders = ["--themes", str(themed.themes), "--output", str(output), "--to", str(output / "pdf")]
    return CliRunner().invoke(pdf.command, folders)


def test_a_blank_form_may_name_a_file_of_the_theme(
    themed: Sources, output: Path, printed: list[pdf.Blank]
) -> None:
    build(themed, output)
    result = run(themed, output)
    assert result.exit_code == 0, result.output
    assert printed
    assert all("src='/assets/icon." in blank.html for blank in printed)


@pytest.mark.parametrize(
    ("file", "broken", "says"),
    [
        ("templates/blank.html", "[[ nobody ]]", "'nobody' is undefined"),
        ("theme.yaml", "tokens: hello", "“tokens” wants"),
        ("static/9-own.css", "p {", "This brace is never closed"),
    ],
)
def test_mistakes_made_after_the_build_are_told(
    themed: Sources, output: Path, printed: list[pdf.Blank], file: str, broken: str, says: str
) -> None:
    build(themed, output)
    (themed.themes / "base" / file).write_text(broken, encoding="utf-8")
    result = run(themed, output)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert says in result.output
    assert printed == []

"""``onceonly pdf``: what is built becomes files for the counter."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onceonly.commands.pdf import command
from tests.browser.foggyton import ROOT
from tests.paper.pdf import Pdf
from tests.paper.universal import faults


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, ["--themes", str(ROOT / "themes"), *arguments])


def test_one_form_in_one_language_is_one_file(foggyton: Path, tmp_path: Path) -> None:
    result = run("tobacco-permit", "--lang", "ht", "--output", str(foggyton), "--to", str(tmp_path))
    assert result.exit_code == 0, result.output
    written = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.pdf")]
    assert written == ["ht/tobacco-permit.pdf"]
    assert faults(Pdf((tmp_path / "ht" / "tobacco-permit.pdf").read_bytes()), "ht") == []


def test_the_code_leads_to_the_public_address(foggyton: Path, tmp_path: Path) -> None:
    address = "https://business.foggyton.example/"
    run("tobacco-permit", "--address", address, "--output", str(foggyton), "--to", str(tmp_path))
    pdf = Pdf((tmp_path / "en" / "tobacco-permit.pdf").read_bytes())
    assert "https://business.foggyton.example/en/forms/tobacco-permit" in pdf.text_in_order()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("nothing",), "There is no form “nothing”."), (("--lang", "xx"), "There is no language “xx”.")],
)
def test_what_does_not_exist_is_named_with_what_does(
    foggyton: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments, "--output", str(foggyton), "--to", str(tmp_path))
    assert result.exit_code == 1
    assert said in result.output
    assert "There are: " in result.output


@pytest.mark.parametrize(
    "address", ["javascript:x", "ftp://business.example", "business.example", "https://"]
)
def test_the_code_leads_to_a_page_and_to_nothing_else(foggyton: Path, tmp_path: Path, address: str) -> None:
    result = run("--address", address, "--output", str(foggyton), "--to", str(tmp_path))
    assert result.exit_code == 2
    assert f"“{address}” is no address of a site" in result.output
    assert list(tmp_path.iterdir()) == []


def test_without_a_build_the_way_to_one_is_said(tmp_path: Path) -> None:
    result = run("--output", str(tmp_path))
    assert result.exit_code == 1
    assert "Run `onceonly build` first" in result.output

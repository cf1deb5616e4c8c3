"""Templates are compiled once; whatever is wrong with what was kept, pages are right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.web.http.templates import environment


def page(output: Path, *, language: str = "en") -> str:
    words = {"en": {"word": lambda: "Hello"}, "es": {"word": lambda: "Hola"}}
    return (
        environment(output, output.with_name(f".{output.name}.compiled"))
        .get_template(f"{language}/page.html", globals=words[language])
        .render()
    )


def kept(output: Path) -> list[Path]:
    return sorted((output.parent / ".output.compiled").iterdir())


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for language in ("en", "es"):
        file = tmp_path / "output" / language / "page.html"
        file.parent.mkdir(parents=True)
        file.write_text("{{ word() }}!")
    return tmp_path / "output"


def test_a_template_is_compiled_once(output: Path) -> None:
    assert page(output) == page(output) == "Hello!"
    (code,) = kept(output)
    before = code.stat().st_mtime_ns
    page(output)
    assert code.stat().st_mtime_ns == before


def test_each_language_says_its_own_words(output: Path) -> None:
    assert page(output, language="es") == "Hola!"
    assert page(output) == "Hello!"


def test_a_changed_template_is_compiled_anew(output: Path) -> None:
    page(output)
    (output / "en" / "page.html").write_text("{{ word() }}?")
    assert page(output) == "Hello?"


@pytest.mark.parametrize(
    "damage",
    [
        lambda code: code[:-20],
        lambda code: code[:-20] + bytes(20),
        lambda code: code.replace(b"!", b"?"),
        lambda code: b"",
    ],
)
def test_damaged_code_is_not_used(output: Path, damage: Callable[[bytes], bytes]) -> None:
    page(output)
    (code,) = kept(output)
    whole = code.read_bytes()
    code.write_bytes(damage(whole))
    assert code.read_bytes() != whole
    assert page(output) == "Hello!"
    assert code.read_bytes() == whole


def test_code_that_others_could_write_is_neither_used_nor_kept(output: Path) -> None:
    folder = output.parent / ".output.compiled"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    assert page(output) == "Hello!"
    assert kept(output) == []


def test_where_nothing_can_be_written_pages_are_there_all_the_same(output: Path) -> None:
    (output.parent / ".output.compiled").write_text("a file in the way")
    assert page(output) == "Hello!"

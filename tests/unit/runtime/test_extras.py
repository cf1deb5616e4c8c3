"""Whatever needs the libraries of an extra says in one sentence which extra it is, and how to get it."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from forms.text.extras import _NEEDS, MissingExtra, is_installed, missing, with_extra
from onceonly.command_line import main
from runtime.dataset import StoreError, open_dataset
from runtime.dataset.files.addresses import open_files
from runtime.services.pdf import CannotPrint, PdfPrinter

ROOT = Path(__file__).parents[3]
LIBRARIES = {extra: library for extra, (_, library) in _NEEDS.items()}
POSTGRESQL = "postgresql+psycopg://city@127.0.0.1:9/city"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    place = ("--folder", str(folder))
    new = ("new", "city", "Fresh", *place, "--languages", "en, es", "--agency", "Fire")
    assert CliRunner().invoke(main, new).exit_code == 0
    assert CliRunner().invoke(main, ("build", "--lenient", *place)).exit_code == 0
    return folder


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without any extra."""
    for library in LIBRARIES.values():
        monkeypatch.setitem(sys.modules, library, None)  # Python finds such a module missing


def test_extras_are_those_that_can_be_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert sorted(extras) == sorted(LIBRARIES)
    for extra, library in LIBRARIES.items():
        assert any(one.startswith(library) for one in extras[extra])
        assert not any(one.startswith(library) for one in project["dependencies"])


@pytest.mark.parametrize("extra", LIBRARIES)
def test_the_sentence_names_the_extra_and_no_package_of_an_index(extra: str) -> None:
    said = missing(extra)
    assert f"extra “{extra}”" in said
    assert f"-py3-none-any.whl[{extra}]'" in said
    assert f"'.[{extra}]'" in said
    assert "install onceonly" not in said


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ("translate", ("i18n", "export", "--language", "es", "--xlsx", "es.xlsx")),
        ("translate", ("i18n", "import", __file__)),
        ("pdf", ("pdf",)),
        ("postgres", ("backup", "copy", "--store", POSTGRESQL)),
        ("postgres", ("move", POSTGRESQL, "sqlite:///other.db")),
        ("postgres", ("status", "FOG-7K2M-9QXD", "received", "--store", POSTGRESQL)),
        ("postgres", ("serve", "--store", POSTGRESQL, "--port", "47113")),
        ("postgres", ("work", "--once", "--store", POSTGRESQL)),
    ],
)
def test_a_command_says_which_extra_it_needs(
    extra: str, words: tuple[str, ...], city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(city)
    monkeypatch.setenv("ONCEONLY_SECRET", "".join(f"{number:x}" for number in range(40)))
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, result.output.splitlines()[-1]) == (1, f"Error: {missing(extra)}")


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("extra", "use", "refusal"),
    [
        ("postgres", lambda: open_dataset(POSTGRESQL), StoreError),
        ("s3", lambda: open_files("s3://city/files"), StoreError),
        ("pdf", lambda: PdfPrinter().render("<p>Page</p>"), CannotPrint),
        ("translate", lambda: with_extra("translate", "onceonly.translation.workbooks"), MissingExtra),
    ],
)
def test_the_code_refuses_with_the_same_sentence(
    extra: str, use: Callable[[], object], refusal: type[Exception]
) -> None:
    assert not is_installed(extra)
    with pytest.raises(refusal) as caught:
        use()
    assert str(caught.value) == missing(extra)

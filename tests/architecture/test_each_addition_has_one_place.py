"""The folders in which things are added: each entry is whole, and documentation knows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forms.fields import field_types
from tests.architecture.tree import ROOT

DOCS = ROOT / "docs"
FIELD_TYPES = [
    "text",
    "long_text",
    "email",
    "phone",
    "url",
    "integer",
    "decimal",
    "money",
    "percentage",
    "date",
    "month_year",
    "time",
    "yes_no",
    "choice",
    "select",
    "multi_choice",
    "address",
    "person_name",
    "ein",
    "ssn_or_itin",
    "naics",
    "file",
    "signature",
    "declaration",
    "list",
    "calculated",
    "content",
]


def test_all_27_field_types_are_there() -> None:
    assert sorted(field_types()) == sorted(FIELD_TYPES)


@pytest.mark.parametrize("name", FIELD_TYPES)
def test_a_field_type_is_one_folder_with_code_control_and_examples(name: str) -> None:
    folder = ROOT / "forms" / "fields" / "types" / name
    assert {path.name for path in folder.iterdir() if path.is_file()} >= {
        "__init__.py",
        "control.html",
        "examples.yaml",
    }


@pytest.mark.parametrize("name", FIELD_TYPES)
def test_the_spec_reference_explains_every_field_type(name: str) -> None:
    assert f"`{name}`" in (DOCS / "spec-reference.md").read_text("utf-8")


def test_every_command_is_documented() -> None:
    commands = sorted(path.stem for path in (ROOT / "onceonly" / "commands").glob("[a-z]*.py"))
    text = (DOCS / "commands.md").read_text("utf-8")
    assert commands
    assert [command for command in commands if f"onceonly {command}" not in text] == []


def test_every_decision_record_is_in_the_index() -> None:
    records = sorted(path.name for path in (DOCS / "adr").glob("0*.md"))
    index = (DOCS / "adr" / "README.md").read_text("utf-8")
    assert records
    assert [record for record in records if record not in index] == []
    assert [name for name in _linked(index) if not (DOCS / "adr" / name).exists()] == []


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_links_between_pages_of_the_documentation_lead_somewhere(page: Path) -> None:
    for target in _linked(page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_output_holds_nothing_but_its_readme_in_git() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8")
    assert "/output/*" in ignored
    assert "!/output/README.md" in ignored


def test_every_theme_has_its_yaml() -> None:
    themes = [path for path in (ROOT / "themes").iterdir() if path.is_dir()]
    assert themes
    assert [theme.name for theme in themes if not (theme / "theme.yaml").exists()] == []


def _linked(text: str) -> list[str]:
    text = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)  # code only looks like links
    targets = [part.split(")")[0].split("#")[0] for part in text.split("](")[1:]]
    return [
        target for target in targets if target and "://" not in target and not target.startswith("mailto:")
    ]

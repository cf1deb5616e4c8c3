"""docs/first-form.md, followed literally."""

from __future__ import annotations

import re
from pathlib import Path

from generator.authoring.scaffold import Called, city_specs, new_form, write_new
from generator.project.load import load_project

PAGE = (Path(__file__).parents[3] / "docs" / "first-form.md").read_text("utf-8")
FORM, MASTER, USE = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def begun(folder: Path) -> Path:
    """The city and the form that the page begins; the path of the form."""
    write_new(city_specs(folder, Called("Harborville"), ["en"], Called("Parks")))
    (form,) = new_form(folder, "parks", Called("Reserve a picnic area"))
    assert str(form.relative_to(folder)) in PAGE
    return form


def test_the_form_of_the_page_has_no_problems(tmp_path: Path) -> None:
    begun(tmp_path).write_text(FORM, "utf-8")

    assert load_project(tmp_path).problems == ()


def test_the_question_becomes_a_master_field_as_the_page_says(tmp_path: Path) -> None:
    form = begun(tmp_path)
    own = re.search(r"      - field: food_permit\n(?:        .*\n)+", FORM)
    assert own is not None
    assert own[0].count("\n") == 4
    form.write_text(FORM.replace(own[0], USE), "utf-8")
    with (tmp_path / "master_fields.yaml").open("a", encoding="utf-8") as dictionary:
        dictionary.write(MASTER)

    project = load_project(tmp_path)

    assert project.problems == ()
    assert "business.food_permit" in [
        field.shared.master for field in project.forms[0].fields() if field.shared
    ]

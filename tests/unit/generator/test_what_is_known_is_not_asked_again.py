"""Local fields that ask for what Foggyton's master fields know are told of, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.project.load import load_project
from tests import specs
from tests.unit.generator.dunes import written

FOGGYTON = Path(__file__).parents[3] / "form_specs"
FORM = """\
form: extra
title: Extra
purpose: To know
pages:
  - page: one
    title: One
    fields:
"""
SAME = [
    ("text", "Legal name of the business", "business.legal_name"),
    ("text", "Business legal name", "business.legal_name"),
    ("text", "What is the legal name of your company?", "business.legal_name"),
    ("text", "Business name", "business.legal_name"),
    ("text", "Name of business", "business.legal_name"),
    ("text", "Legl name of the business", "business.legal_name"),
    ("text", "Trade name", "business.trade_name"),
    ("phone", "Business phone", "business.phone"),
    ("text", "Business phone", "business.phone"),
    ("integer", "Business phone number", "business.phone"),
    ("phone", "Telephone of the business", "business.phone"),
    ("text", "Tel. of the business", "business.phone"),
    ("phone", "Your telephone number", "person.phone"),
    ("email", "Email address of the business", "business.email"),
    ("text", "Business e-mail", "business.email"),
    ("address", "Business address", "business.premises_address"),
    ("text", "Address of the business", "business.premises_address"),
    ("address", "Mailing address", "business.mailing_address"),
    ("ein", "EIN", "business.ein"),
    ("text", "Employer identification number", "business.ein"),
    ("integer", "Employees", "business.employees"),
    ("text", "How many employees do you have?", "business.employees"),
    ("integer", "Number of your employees", "business.employees"),
    ("integer", "Floor area", "business.floor_area"),
    ("decimal", "Total floor area of the premises", "business.floor_area"),
    ("text", "Web site", "business.website"),
    ("text", "Your name", "person.name"),
    ("money", "Monthly payroll", "business.monthly_payroll"),
]
OTHER = [
    ("phone", "Phone of the manager on duty"),
    ("phone", "Phone"),
    ("text", "Name of the event"),
    ("text", "Name"),
    ("text", "Name of the owner"),
    ("text", "Name over the door"),
    ("address", "Address of the event"),
    ("email", "Email of the contractor"),
    ("integer", "Employees at the event"),
    ("yes_no", "Do you have employees?"),
    ("integer", "Floor of the building"),
    ("integer", "Area of the sidewalk in square feet"),
    ("text", "Liability"),
    ("text", "What kind?"),
    ("file", "Owners"),
    ("date", "Date of the business trip"),
    ("text", "Your opinion of the business"),
    ("money", "Monthly rent"),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the lint says, by label and type."""
    asked = [(kind, label) for kind, label, _ in SAME] + OTHER
    fields = [
        f'      - {{field: q{number}, type: {kind}, label: "{label}"}}\n'
        for number, (kind, label) in enumerate(asked)
    ]
    names = ("city.yaml", "master_fields.yaml")
    shared = {name: (FOGGYTON / name).read_text("utf-8") for name in names}
    folder = tmp_path_factory.mktemp("specs")
    project = load_project(written(folder, {**shared, "fire/extra.yaml": FORM + "".join(fields)}))
    first = FORM.count("\n") + 1
    return {
        " ".join(asked[problem.line - first]): problem.remedy
        for problem in project.problems
        if problem.code == "W601"
    }


@pytest.mark.parametrize(("kind", "label", "master"), SAME, ids=lambda text: text)
def test_what_a_master_field_knows_is_told(kind: str, label: str, master: str, told: dict[str, str]) -> None:
    assert f"“use: {master}”" in told.get(f"{kind} {label}", "nothing was said")


@pytest.mark.parametrize(("kind", "label"), OTHER, ids=lambda text: text)
def test_what_no_master_field_knows_is_left_alone(kind: str, label: str, told: dict[str, str]) -> None:
    assert told.get(f"{kind} {label}") is None


def test_foggytons_own_forms_have_no_advice() -> None:
    assert specs.foggyton().problems == ()

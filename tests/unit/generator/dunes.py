"""A small city whose specs have no problems, and what becomes of it when one line is changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.problems import Problem
from generator.project.project import Project, load_project

CITY = """\
city: dunes
name: Town of Dunes
tagline: Sand and business
languages: [en, es]
currency: USD
timezone: America/Los_Angeles
contact: {phone: "+1 415 555 0100", hours: "Monday to Friday, 8 am to 5 pm"}
agencies:
  - agency: fire
    name: Fire Department
    contact: {hours: "Day and night"}
  - agency: clerk
    name: Town Clerk
registers:
  - {register: sales_tax, agency: clerk, name: the sales tax register}
workflows: [permit, inspection]
"""
MASTER_FIELDS = """\
business:
  legal_name:
    type: text
    label: Legal name of the business
    hint: As it appears on your tax return
    max_length: 200
    autocomplete: organization
    sensitivity: public
    steward: clerk
    when_changed: review
    confirm_after: 12 months
  ein:
    type: ein
    label: Employer identification number
    sensitivity: restricted
    steward: clerk
  premises_address:
    type: address
    label: Address of the premises
  mailing_address:
    type: address
    label: Mailing address
    same_as: [premises_address]
  phone:
    type: phone
    label: Business phone
  owners:
    type: list
    of: owner
    label: Owners
    row_label: Owner
    min: 1
    max: 5
    valid_if:
      - rule: sum(owners.share) <= 100
        message: The shares are more than 100 percent. Correct the shares.
person:
  phone:
    type: phone
    label: Your phone
owner:
  name: {type: person_name, label: Name of the owner}
  share: {type: percentage, label: Share of the business}
"""
INSPECTION = """\
form: inspection
title: Ask for an inspection
summary: Book an inspection.
purpose: To keep people safe (Fire Code 104.3).
deadline: 2030-12-31
next_steps: |
  1. We call you.
  2. We come. Read [what we look at](https://dunes.example/fire).
actions: [receipt]
pages:
  - page: premises
    title: The premises
    intro: Tell us *where* to go.
    fields:
      - use: business.legal_name
      - use: business.ein
        required: false
      - use: business.mailing_address
      - use: business.owners
        as: partners
      - use: business.phone
      - use: person.phone
        as: own_phone
        label: Phone of the person who opens the door
      - field: kind
        type: choice
        label: What kind of place is it?
        options:
          shop: A shop
          bar: {label: A bar, hint: With drinks}
          other: Something else
      - field: other_kind
        type: text
        label: Which kind?
        show_if: kind == 'other'
  - page: rooms
    title: The rooms
    show_if: kind != 'shop'
    fields:
      - field: seats
        type: integer
        label: Number of seats
        min: 0
        max: 500
        default: 10
        valid_if:
          - rule: seats >= stools
            message: There are more stools than seats. Correct one of the numbers.
      - field: stools
        type: integer
        label: Number of bar stools
        required_if: kind == 'bar'
      - field: papers
        type: file
        label: Floor plan
        required: false
      - field: costs
        type: list
        label: Costs
        row_label: Cost
        fields:
          - {field: reason, type: text, label: What for}
          - {field: amount, type: money, label: How much, min: 0}
      - field: total
        type: calculated
        label: All costs together
        calculate: sum(costs.amount)
        shows: money
      - field: extras
        type: list
        label: Extras
        row_label: Extra
        required: false
        fields:
          - {field: what, type: text, label: What}
          - {field: price, type: money, label: Price, min: 0}
      - field: note
        type: content
        text: Bring the **floor plan**.
      - field: declaration
        type: declaration
        label: Declaration
        statement: I declare that this is true.
"""
TRADE_NAME = """\
form: trade-name
title: Register a trade name
pages:
  - page: name
    title: The name
    fields:
      - use: business.legal_name
      - field: trade_name
        type: text
        label: Name over the door
"""
ARTICLE = """\
# What an inspector looks at

An inspection helps you. It takes **one hour**.

## Before the visit

1. Read [the form](form:inspection).
2. Clear the ways out, and
   mend the lights.

Ask [us](mailto:fire@dunes.example).
"""
FILES = {
    "city.yaml": CITY,
    "master_fields.yaml": MASTER_FIELDS,
    "fire/inspection.yaml": INSPECTION,
    "clerk/trade_name.yaml": TRADE_NAME,
    "fire/articles/the_visit.md": ARTICLE,
}
VISIT = "fire/articles/the_visit.md"
FORM = "fire/inspection.yaml"


def written(folder: Path, files: Mapping[str, str | bytes] = FILES) -> Path:
    """The files, written below ``folder``."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """All files, with the first ``old`` in one of them replaced."""
    assert old in FILES[name], f"{old!r} is not in {name}"
    return {**FILES, name: FILES[name].replace(old, new, 1)}


def project(folder: Path, files: Mapping[str, str | bytes] = FILES) -> Project:
    """The project of these files."""
    return load_project(written(folder, files))


def marked(problem: Problem) -> str:
    """The characters at which a problem points."""
    line = Path(problem.file).read_text("utf-8").split("\n")[problem.line - 1]
    return line[problem.column - 1 : problem.end_column - 1]

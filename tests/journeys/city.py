"""A small city with three agencies, written as an agency would write it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.build.build import build
from generator.sources.sources import Sources

REPOSITORY = Path(__file__).parents[2]

CITY = """
city: harborview
name: City of Harborview
tagline: Every fact only once
languages: [en, es]
theme: foggyton
currency: USD
timezone: America/Los_Angeles
contact: {phone: "+1 415 555 0100", email: help@harborview.example}
agencies:
  - agency: revenue
    name: Revenue Office
    summary: Collects taxes.
    contact: {phone: "+1 415 555 0110", email: revenue@harborview.example}
  - agency: fire
    name: Fire Department
    summary: Keeps people safe.
    contact: {email: fire@harborview.example}
  - {agency: health, name: Public Health, summary: Makes food safe.}
"""

MASTER_FIELDS = """
business:
  legal_name: {type: text, label: Legal name of the business, steward: revenue, when_changed: review}
  phone:
    type: phone
    label: Business phone
    autocomplete: tel
    steward: revenue
    confirm_after: 12 months
    each_location: true
  premises_address: {type: address, label: Address of the premises, steward: revenue, each_location: true}
  ein: {type: ein, label: Employer identification number, sensitivity: restricted, steward: revenue}
  employees: {type: integer, label: Number of employees, min: 0, steward: revenue, when_changed: ask}
  website: {type: url, label: Website, required: false, steward: revenue}
  owners:
    type: list
    of: owner
    label: Owners
    row_label: Owner
    min: 1
    max: 3
    steward: revenue
person:
  name: {type: person_name, label: Your name, steward: revenue}
owner:
  name: {type: text, label: Name}
  share: {type: percentage, label: Share}
  tax_number: {type: ssn_or_itin, label: Tax number, required: false}
"""

REGISTRATION = """
form: registration
title: Register your business
summary: Tell the city about a new business.
purpose: To register the business.
actions: [receipt, notify_agency]
next_steps: The Revenue Office checks your registration within five working days.
pages:
  - page: business
    title: Your business
    fields:
      - use: business.legal_name
      - use: business.ein
      - use: business.phone
      - use: business.website
      - {field: delivers, type: yes_no, label: Do you deliver to your customers?}
  - page: delivery
    title: Your deliveries
    show_if: delivers
    fields:
      - {field: vans, type: integer, label: Number of vans, min: 1}
  - page: place
    title: Where you are
    fields:
      - use: business.premises_address
      - use: business.employees
      - {field: staffed, type: calculated, label: People at work, calculate: employees + 1, shows: number}
  - page: people
    title: Who owns it
    fields:
      - use: business.owners
      - use: person.name
"""

INSPECTION = """
form: inspection
title: Request a fire inspection
summary: Book an inspection.
purpose: To carry out a fire safety inspection.
pages:
  - page: premises
    title: The premises
    fields:
      - use: business.legal_name
      - use: business.premises_address
        hint: Where the inspector should come to
      - use: business.phone
      - use: business.ein
      - use: business.owners
        only: [name]
  - page: visit
    title: The visit
    fields:
      - field: altered
        type: choice
        label: Have the premises been altered?
        options: {altered: "Yes", unaltered: "No"}
      - {field: alterations, type: long_text, label: What was altered?, show_if: altered == 'altered'}
      - {field: plans, type: file, label: Floor plans, required: false, max_mb: 1, max_files: 2}
"""

PERMIT = """
form: permit
title: Food permit
summary: Sell food.
purpose: To check the kitchen.
eligibility:
  - {rule: business.employees <= 100, because: The business has at most 100 employees.}
  - rule: business.premises_address.city == 'Harborview' and business.website != 'none'
    because: The business is in Harborview and has a website.
pages:
  - page: kitchen
    title: The kitchen
    fields:
      - use: business.legal_name
      - use: business.phone
      - use: business.employees
      - {field: seats, type: integer, label: Seats, min: 0, max: 500}
"""

CATERING = """
form: catering
title: Catering notice
deadline: 2020-03-31
summary: Serve guests elsewhere.
purpose: To plan inspections.
pages:
  - page: guests
    title: Your guests
    fields:
      - {field: tables, type: integer, label: Tables, min: 1, max: 100}
      - {field: guests, type: calculated, label: Guests, calculate: tables * 8, shows: number}
      - {field: exits, type: text, label: How do so many guests leave?, show_if: guests > 100}
  - page: plans
    title: Your plans
    fields:
      - {field: menu, type: file, label: Menu, required: false, max_mb: 1, max_files: 2}
      - field: cooks
        type: list
        label: Cooks
        row_label: Cook
        required: false
        max: 2
        fields:
          - {field: name, type: text, label: Name}
          - {field: tax_number, type: ssn_or_itin, label: Tax number}
"""

CREW = """
form: crew
title: Crew plan
summary: Say who works when.
purpose: To plan inspections.
pages:
  - page: people
    title: Your people
    fields:
      - use: business.employees
      - use: business.owners
      - {field: shifts, type: integer, label: Shifts, min: 1}
  - page: safety
    title: Your safety plan
    show_if: employees > 5
    fields:
      - {field: drills, type: integer, label: Drills a year}
      - {field: warden, type: text, label: Fire warden}
  - page: costs
    title: Your costs
    fields:
      - field: costs
        type: list
        label: Costs
        row_label: Cost
        min: 2
        max: 4
        fields:
          - {field: amount, type: money, label: Amount, min: 0}
          - {field: note, type: text, label: Note, required: false}
      - {field: total, type: calculated, label: Total, calculate: sum(costs.amount), shows: money}
      - {field: paid_by, type: text, label: Who pays so much?, show_if: total > 1000}
"""

VISIT = """
# What an inspector looks at

A visit is help. It takes an hour.

## Before the visit

- Clear the **ways out**.
- [Ask for the visit](form:inspection) or [call](tel:+14155550150).
"""


def build_city(folder: Path, more: Mapping[str, str] | None = None) -> Path:
    """Build the city below ``folder``, with ``more`` specs beside or instead of its own; gives its output."""
    specs = folder / "form_specs"
    files = {
        "city.yaml": CITY,
        "master_fields.yaml": MASTER_FIELDS,
        "revenue/registration.yaml": REGISTRATION,
        "fire/inspection.yaml": INSPECTION,
        "health/permit.yaml": PERMIT,
        "health/catering.yaml": CATERING,
        "fire/crew.yaml": CREW,
        "fire/articles/the_visit.md": VISIT,
        **(more or {}),
    }
    for name, text in files.items():
        (specs / name).parent.mkdir(parents=True, exist_ok=True)
        (specs / name).write_text(text, encoding="utf-8")
    sources = Sources(specs=specs, themes=REPOSITORY / "themes", locales=folder / "locales")
    build(sources, folder / "output", strict=False)
    return folder / "output"

"""Mistakes that once passed without a word or got a wrong remedy, each a change of one good file."""

from __future__ import annotations

from tests.unit.generator.dunes import FORM
from tests.unit.generator.mistake import Mistake

CITY, MASTERS = "city.yaml", "master_fields.yaml"
KIND = """        options:
          shop: A shop
          bar: {label: A bar, hint: With drinks}
          other: Something else
"""
NOTE = "type: content\n        text: Bring the **floor plan**."
PLAN = "label: Floor plan"
EXTRAS = """        fields:
          - {field: what, type: text, label: What}
          - {field: price, type: money, label: Price, min: 0}
"""

SILENT_MISTAKES = [
    # Options
    Mistake("E304", FORM, KIND, "        options: {}\n", "{}", "options: {rent:"),
    Mistake("E324", FORM, "other: Something else", "other: a shop", "a shop", "which one to choose"),
    Mistake(
        "E324",
        FORM,
        "{field: what, type: text, label: What}",
        "{field: what, type: choice, label: What, options: {a: Same, b: Same}}",
        "Same",
    ),
    Mistake(
        "E324",
        MASTERS,
        "type: phone\n    label: Your phone",
        "type: choice\n    label: You\n    options: {a: Owner, b: Owner}",
        "Owner",
    ),
    # Limits and defaults
    Mistake(
        "E333",
        FORM,
        NOTE,
        "type: date\n        label: When\n        earliest: 2025-01-01\n        latest: 2024-01-01",
        "2024-01-01",
        "No date is 2025-01-01 or later",
    ),
    Mistake(
        "E333",
        FORM,
        "row_label: Extra\n",
        "row_label: Extra\n        max: 100000000\n",
        "100000000",
        "at most 100",
    ),
    Mistake("E333", FORM, "row_label: Extra\n", "row_label: Extra\n        min: 2000\n", "", "not smaller"),
    Mistake("E338", FORM, "default: 10", "default: 1000", "1000", "Number of seats: enter 500 or less."),
    Mistake("E338", FORM, "default: 10", "default: 2.5", "2.5", "its own default 2.5"),
    Mistake(
        "E338", FORM, NOTE, "type: phone\n        label: Call\n        default: \"'x'\"", "", "all 10 digits"
    ),
    Mistake(
        "E338",
        FORM,
        NOTE,
        "type: naics\n        label: Work\n        default: \"'7225'\"",
        "",
        "choose the line",
    ),
    Mistake(
        "E338",
        FORM,
        NOTE,
        "type: decimal\n        label: Size\n        default: 0.125",
        "0.125",
        "at most 2 digits",
    ),
    Mistake("E338", FORM, "rule: seats >= stools", "rule: seats > 20", "10", "breaks a rule"),
    Mistake(
        "E338",
        FORM,
        "label: Floor plan",
        "label: Floor plan\n        default: \"['plan.pdf']\"",
        "",
        "A file has none.",
    ),
    # Numbers and words that once had the remedy of another mistake
    Mistake("E304", FORM, "max: 500", f"max: {10**18}", str(10**18), f"largest number is {10**18 - 1}."),
    Mistake(
        "E304",
        FORM,
        "min: 0\n        max",
        f"min: -{10**18}\n        max",
        f"-{10**18}",
        "smallest number is",
    ),
    Mistake("E304", FORM, "max: 500", "max: 0.12345678901", "0.12345678901", "at most 10 digits after"),
    Mistake(
        "E304",
        FORM,
        "row_label: Extra\n",
        "row_label: Extra\n        max: 2.5\n",
        "2.5",
        "is not a whole number",
    ),
    Mistake("E304", FORM, PLAN, f"{PLAN}\n        accept: [exe]", "exe", "Use one of these: jpg, pdf, png."),
    # Files
    Mistake("E333", FORM, PLAN, f"{PLAN}\n        max_mb: 5000", "5000", "at most 33 MB"),
    Mistake("E333", FORM, PLAN, f"{PLAN}\n        max_files: 8", "8", "8 files of 5 MB may have 40 MB"),
    Mistake(
        "E339",
        FORM,
        "      - field: note\n",
        "      - {field: photos, type: file, label: Photos, max_files: 6}\n      - field: note\n",
        "field",
        "5 + 30 = 35 MB",
    ),
    Mistake(
        "E338",
        FORM,
        EXTRAS,
        EXTRAS.replace("what,", "reason,").replace("price,", "amount,") + "        default: costs\n",
        "costs",
        "A list has none.",
    ),
    # Keys that would do nothing
    Mistake(
        "E301",
        FORM,
        "field: stools\n",
        "field: stools\n        prefill: never\n",
        "prefill",
        "use a master field",
    ),
    Mistake(
        "E301", FORM, "shows: money", "shows: money\n        required: true", "required", "Nobody is asked"
    ),
    Mistake("E301", FORM, "shows: money", "shows: money\n        valid_if: []", "valid_if", "at a question"),
    Mistake(
        "E333",
        FORM,
        "field: declaration\n",
        "field: declaration\n        required: false\n",
        "false",
        "yes_no",
    ),
    # Workflows
    Mistake(
        "E316", FORM, "actions: [receipt]", "workflow: inspektion", "inspektion", "Did you mean inspection?"
    ),
    Mistake("E323", CITY, "[permit, inspection]", "[permit, permit]", "permit", "listed twice"),
    Mistake("E305", CITY, "[permit, inspection]", "[permit, In spe]", "In spe", "in_spe"),
]

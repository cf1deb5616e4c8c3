"""``onceonly burden``: count the questions of all forms, and those that owners are spared."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from generator.project.load import load_project
from generator.sources.city_folder import CityFolder
from onceonly.burden import Burden, burden
from onceonly.in_city import folder_argument, in_city
from onceonly.problems import stop_at_problems
from onceonly.progress import working

HEADINGS = ("agency", "forms", "questions", "master fields", "asked again", "minutes", "with once-only")


@click.command(name="burden")
@folder_argument
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text")
@in_city
def command(city: CityFolder, shape: str) -> None:
    """Count the questions of all forms: how many there are, how many are shared, how many are spared."""
    with working("Reading the specs"):
        project = load_project(city.specs)
    stop_at_problems(project)
    rows = burden(project.forms, [(agency.name, agency.title) for agency in project.city.agencies])
    click.echo(json.dumps([asdict(row) for row in rows], indent=2) if shape == "json" else _table(rows))


def _table(rows: tuple[Burden, ...]) -> str:
    lines = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    shown = [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    ]
    total = rows[-1]
    sentence = (
        f"An owner who uses all {total.forms} forms meets {total.questions} questions; "
        f"{total.asked_again} of them ask for what the city already knows by then, and are filled in. "
        f"That takes about {total.minutes_left} minutes instead of {total.minutes}."
    )
    return "\n".join([*shown[:-1], "-" * len(shown[0]), shown[-1], "", sentence])


def _cells(row: Burden) -> tuple[str, ...]:
    return (
        row.title or "all",
        str(row.forms),
        str(row.questions),
        str(row.shared),
        str(row.asked_again),
        str(row.minutes),
        str(row.minutes_left),
    )

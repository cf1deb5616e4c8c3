"""The report: figures as a table for people and as JSON for machines."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

from tests.performance.results import Figure, Plan

_TEMPLATE = Path(__file__).with_name("report.md")
_LIBRARIES = ("flask", "werkzeug", "jinja2", "wtforms", "sqlalchemy", "gunicorn")
_PARTS = {
    "page": "Pages",
    "store": "Durable submissions",
    "build": "Building",
    "preview": "Preview",
    "memory": "Workers",
    "bytes": "First visit",
    "phone": "First input on a slow phone",
    "growth": "Forms and languages",
}


def write_report(folder: Path, figures: list[Figure], plan: Plan) -> None:
    """Write ``performance.md`` and ``performance.json`` into ``folder``."""
    facts = {
        "date": date.today().isoformat(),
        "machine": _machine(),
        "versions": _versions(),
        "seconds": f"{plan.seconds:g}",
        "rounds": str(plan.rounds),
        "crowd": f"{os.getloadavg()[2]:.1f}",
    }
    table = "\n\n".join(section(title, part, figures) for part, title in _PARTS.items())
    text = _TEMPLATE.read_text("utf-8")
    for gap, said in {**facts, "table": table}.items():
        text = text.replace(f"{{{gap}}}", said)
    (folder / "performance.md").write_text(text, encoding="utf-8")
    content = {**facts, "figures": [figure.as_json() for figure in figures]}
    said = json.dumps(content, ensure_ascii=False, indent=1)
    (folder / "performance.json").write_text(said + "\n", encoding="utf-8")


def section(title: str, part: str, figures: Iterable[Figure]) -> str:
    """The table of one part, for people."""
    lines = [f"### {title}", "", "| what | measured | to reach | |", "|---|---|---|---|"]
    for figure in figures:
        if figure.part == part:
            mark = {True: "reached", False: "**missed**", None: ""}[figure.reached]
            note = f" ({figure.note})" if figure.note else ""
            lines.append(f"| {figure.what}{note} | {figure.said} | {figure.wanted} | {mark} |")
    return "\n".join(lines)


def _machine() -> str:
    cores = os.cpu_count() or 1
    return f"{cores} cores, shared with other work; {platform.system()} on {platform.machine()}"


def _versions() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}"

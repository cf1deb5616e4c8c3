"""``python -m tests.performance.bench``: measure everything in one run and write it down."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.performance.builds import measure_builds
from tests.performance.growth import measure_growth
from tests.performance.load import NoLoadTool
from tests.performance.pages import measure_pages
from tests.performance.phone import measure_phone
from tests.performance.preview import measure_preview
from tests.performance.report import write_report
from tests.performance.results import Figure, Plan
from tests.performance.servers import NotServing
from tests.performance.submissions import measure_submissions
from tests.performance.visits import measure_bytes
from tests.performance.workers import measure_memory

PARTS: Mapping[str, Callable[[Path, Plan], list[Figure]]] = {
    "page": measure_pages,
    "store": measure_submissions,
    "build": measure_builds,
    "preview": measure_preview,
    "memory": measure_memory,
    "bytes": measure_bytes,
    "phone": measure_phone,
    "growth": measure_growth,
}
_REPOSITORY = Path(__file__).parents[2]
_DOCS = _REPOSITORY / "docs"
_VAR = _REPOSITORY / "var"  # where a city's data lie: other folders may be on a disk of another kind


def main() -> int:
    """Measure, tell, and write the report when everything was measured."""
    options = _options()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # new processes start as on any machine: from byte code
    plan = Plan(options.seconds, options.rounds, options.port)
    try:
        figures = [figure for part in options.only for figure in _measured(part, plan)]
    except (NoLoadTool, NotServing) as problem:
        print(problem)
        return 1
    if set(options.only) == set(PARTS):
        write_report(options.to, figures, plan)
        print(f"Written to {options.to}/performance.md and performance.json")
    return 0


def _measured(part: str, plan: Plan) -> list[Figure]:
    print(f"\n{part}", flush=True)
    _VAR.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_VAR) as folder:
        figures = PARTS[part](Path(folder), plan)
    for figure in figures:
        mark = {True: "reached", False: "MISSED", None: ""}[figure.reached]
        print(f"  {figure.what:<58} {figure.said:>22}  {figure.wanted:<24} {mark}", flush=True)
    return figures


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", type=_parts, default=list(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--seconds", type=float, default=5, help="of load, each time")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured, in turns")
    parser.add_argument("--port", type=int, default=9430, help="the first of three free ports")
    parser.add_argument("--to", type=Path, default=_DOCS, help="the folder of the report")
    return parser.parse_args()


def _parts(text: str) -> list[str]:
    parts = text.split(",")
    if unknown := set(parts) - set(PARTS):
        raise argparse.ArgumentTypeError(f"There is no part {', '.join(sorted(unknown))}.")
    return parts


if __name__ == "__main__":
    raise SystemExit(main())

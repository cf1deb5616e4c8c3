"""``python -m tests.performance.within``: what `make bench-against` has a tree do by its own code.

The file is copied into the tree that is compared with, so it takes only what both have under one name.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.performance import submissions
from tests.performance.city import LANGUAGES, REPOSITORY, Sources, change_one_form, write_city
from tests.performance.site import prepare_site


def site(folder: str, port: str, owners: str) -> object:
    """Build a city and sign people in: the settings of its server, and a cookie for each of them."""
    made = prepare_site(Path(folder), int(port), owners=int(owners))
    return {"environment": made.environment(), "cookies": made.cookies}


def city(folder: str, forms: str) -> object:
    """Write the sources of a city in all languages."""
    write_city(Path(folder), int(forms), LANGUAGES)
    return {}


def change(folder: str, number: str) -> object:
    """Change one form of that city, and its translations."""
    place = Path(folder)
    sources = Sources(specs=place / "form_specs", themes=REPOSITORY / "themes", locales=place / "locales")
    change_one_form(sources, int(number))
    return {}


def submit(folder: str, processes: str, each: str) -> object:
    """Submissions a second of several processes."""
    whole = getattr(submissions, "whole", None) or submissions._whole  # its name at first
    return whole(Path(folder), int(processes), int(each))


if __name__ == "__main__":
    _, command, *arguments = sys.argv
    print(json.dumps({"site": site, "city": city, "change": change, "submit": submit}[command](*arguments)))

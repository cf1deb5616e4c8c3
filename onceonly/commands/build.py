"""``onceonly build``: specs, themes and translations become the site in output/."""

from __future__ import annotations

import click
from typing_extensions import Unpack

from generator.sources.city_folder import CityFolder
from onceonly.building import BuildOptions, build_options, build_site
from onceonly.in_city import folder_argument, in_city


@click.command(name="build")
@folder_argument
@build_options
@in_city
def command(city: CityFolder, **options: Unpack[BuildOptions]) -> None:
    """Build the site. Only what changed is made anew; if anything is wrong, the old output stays.

    A running site serves the new edition from its next request on. `onceonly publish` does the same, but
    first looks what it would do to drafts, facts and submissions.
    """
    build_site(city, options)

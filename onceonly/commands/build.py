"""``onceonly build``: specs, themes and translations become the site in output/."""

from __future__ import annotations

import click
from typing_extensions import Unpack

from onceonly.building import BuildOptions, build_options, build_site


@click.command(name="build")
@build_options
def command(**options: Unpack[BuildOptions]) -> None:
    """Build the site. Only what changed is made anew; if anything is wrong, the old output stays.

    A running site serves the new edition from its next request on. `onceonly publish` does the same, but
    first looks what it would do to drafts, facts and submissions.
    """
    build_site(options)

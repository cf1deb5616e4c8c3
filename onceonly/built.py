"""What commands read of an earlier build, or the remedy where there is none of use."""

from __future__ import annotations

from pathlib import Path

import click

from runtime.services.site.published_site import NotBuilt, PublishedSite


def site_in(output: Path) -> PublishedSite:
    """What was built in ``output``; ends the command with the remedy where nothing of use is there."""
    try:
        return PublishedSite(output)
    except NotBuilt as problem:
        raise click.ClickException(str(problem)) from None

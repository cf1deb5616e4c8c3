"""Loading the output of an earlier build for commands."""

from __future__ import annotations

from pathlib import Path

import click

from runtime.services.site.edition import NotBuilt
from runtime.services.site.published_site import PublishedSite, newest_site


def site_in(output: Path) -> PublishedSite:
    """The site built in ``output``; raises ClickException with a remedy when there is no usable one."""
    try:
        return newest_site(output)
    except NotBuilt as problem:
        raise click.ClickException(str(problem)) from None

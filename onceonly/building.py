"""Building a site for the commands `onceonly build` and `onceonly publish`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypedDict, TypeVar

import click

from generator.build.build import BuildRefused, Built, build
from generator.build.publishing import CannotPublish
from generator.problems import UNTRANSLATED, Problem, errors_among
from generator.sources.city_folder import CityFolder
from onceonly.in_city import FOLDER, locales_option, themes_option
from onceonly.problems import pluralize, tell, tell_lenient
from onceonly.progress import working

Command = TypeVar("Command", bound=Callable[..., Any])

_WAYS_OUT = (
    "Until all is translated, “onceonly build --lenient” shows the source language in its place, and "
    "“onceonly build --only-complete” leaves a form out of the languages that it is not translated into."
)
_OPTIONS = (
    click.option("--output", type=FOLDER, help="The folder to write; else output/ of the city."),
    themes_option,
    locales_option,
    click.option(
        "--strict/--lenient",
        default=True,
        help="Strict refuses missing translations; lenient shows the source language in their place.",
    ),
    click.option(
        "--only-complete",
        is_flag=True,
        help="Leave a form out of the languages it is not fully translated into, instead of refusing all.",
    ),
    click.option("--full", is_flag=True, help="Make everything anew, also what did not change."),
    click.option(
        "--pseudo",
        is_flag=True,
        help="Add two languages that nobody speaks, to find what no translation reaches.",
    ),
)


class BuildOptions(TypedDict):
    """The values of `build_options`, by the names of their parameters."""

    output: Path | None
    themes: Path | None
    locales: Path | None
    strict: bool
    only_complete: bool
    full: bool
    pseudo: bool


def build_options(command: Command) -> Command:
    """Add the options of a build to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def build_site(
    city: CityFolder, options: BuildOptions, before_publishing: Callable[[Path], None] = lambda _: None
) -> None:
    """Build and publish, and report it; raises ClickException with a remedy.

    ``before_publishing`` gets the folder of the finished edition and may raise.
    """
    started = time.perf_counter()
    output = options["output"] or city.output
    sources = city.sources(options["themes"], options["locales"])

    def finished(edition: Path) -> None:
        showing.close()  # `before_publishing` may print and ask
        before_publishing(edition)

    try:
        with ExitStack() as showing:
            showing.enter_context(working("Building the site"))
            built = build(
                sources,
                output,
                strict=options["strict"],
                full=options["full"],
                pseudo=options["pseudo"],
                only_complete=options["only_complete"],
                before_publishing=finished,
            )
    except BuildRefused as refused:
        tell(refused.problems)
        _tell_ways_out(refused.problems, strict=options["strict"])
        raise click.ClickException(f"Nothing was built, and {output} is as it was.") from refused
    except CannotPublish as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:  # a full disk, or a folder without write permission
        raise click.ClickException(
            f"{error.filename or output}: {error.strerror or error}. Nothing was built, and {output} is as"
            " it was. Make room there, or a folder that whoever builds may write to, and build again."
        ) from error
    tell_lenient(built.problems)
    for language, forms in built.left_out.items():
        click.echo(f"Not published in “{language}” until translated: {', '.join(forms)}.", err=True)
    click.echo(_summary(built, output, time.perf_counter() - started))


def _tell_ways_out(problems: Sequence[Problem], *, strict: bool) -> None:
    """Name the options that build without translations, where these are all that is missing."""
    if strict and {problem.code for problem in errors_among(problems)} <= UNTRANSLATED:
        click.echo(_WAYS_OUT, err=True)


def _summary(built: Built, output: Path, seconds: float) -> str:
    forms, languages = (
        pluralize(len(built.project.summaries), "form"),
        pluralize(len(built.languages), "language"),
    )
    verb = "is" if len(built.project.summaries) == 1 else "are"
    return (
        f"{forms} in {languages} {verb} ready in {output} ({seconds:.1f} s). "
        f"{pluralize(len(built.made), 'part')} made anew, {len(built.kept)} unchanged."
    )

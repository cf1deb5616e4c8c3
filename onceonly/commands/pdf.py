"""``onceonly pdf``: forms to fill in by pen, as accessible PDF."""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit

import click
import jinja2

from forms.text.extras import is_installed, missing
from generator.check.themes.themes import problems_of_theme
from generator.problems import errors_among
from generator.problems.template_problems import problem_in_template
from generator.render.renderer import Renderer
from generator.sources.city_folder import CityFolder
from generator.themes.assets import hashed
from generator.themes.themes import read_theme
from generator.themes.tokens import ThemeProblem
from onceonly.built import site_in
from onceonly.in_city import FOLDER, in_city, output_option, themes_option
from onceonly.problems import pluralize, tell
from onceonly.progress import working
from runtime.services.pdf.exit_codes import MISSING
from runtime.services.site.published_site import PublishedSite

_DRAWING = "runtime.services.pdf.drawing"


@dataclass(frozen=True)
class Blank:
    """One form in one language, ready to print."""

    file: Path
    html: str


@click.command(name="pdf")
@click.argument("form", required=False, default="")
@click.option("--lang", default="", help="The code of a language, or all; else the city's first language.")
@click.option("--to", type=FOLDER, help="The folder to write; else var/pdf/ in the city's folder.")
@output_option
@themes_option
@click.option(
    "--address",
    envvar="ONCEONLY_PUBLIC_URL",
    default="http://127.0.0.1:8000",
    show_default=True,
    help="Where the site is; the code on each form leads there.",
)
@in_city
def command(
    city: CityFolder,
    form: str,
    lang: str,
    to: Path | None,
    output: Path | None,
    themes: Path | None,
    address: str,
) -> None:
    """Print blank forms as PDF, one FORM or all, for people who rather write by hand.

    Run "onceonly build" first: this prints what it built.
    """
    started = time.perf_counter()
    _refuse_unreachable(address)
    if not is_installed("pdf"):
        raise click.ClickException(missing("pdf"))
    to = to or city.var / "pdf"
    edition = site_in(output or city.output)
    forms = _chosen(form, edition.form_names, "form")
    wanted = "" if lang == "all" else lang or edition.source_language
    languages = _chosen(wanted, tuple(edition.languages), "language")
    try:
        with working("Reading the theme"):
            blanks = list(_blanks(edition, themes or city.themes, forms, languages, address.rstrip("/"), to))
    except ThemeProblem as found:
        tell(found.problems)
        raise SystemExit(1) from found
    except jinja2.TemplateError as error:
        tell([problem_in_template(error)])
        raise SystemExit(1) from error
    _print(blanks)
    click.echo(f"{pluralize(len(blanks), 'form')} printed to {to} in {time.perf_counter() - started:.1f} s.")


def _refuse_unreachable(address: str) -> None:
    """Refuse addresses that phones could not open as a page of the site from a printed QR code."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise click.BadParameter(
            f"“{address}” is no address of a site. Write it in full, for example https://business.example.gov",
            param_hint="--address",
        )


def _chosen(wanted: str, known: Sequence[str], what: str) -> tuple[str, ...]:
    """The one that was named, or all."""
    if wanted and wanted not in known:
        raise click.ClickException(f"There is no {what} “{wanted}”. There are: {', '.join(known)}.")
    return (wanted,) if wanted else tuple(known)


def _blanks(
    edition: PublishedSite,
    themes: Path,
    forms: Sequence[str],
    languages: Sequence[str],
    address: str,
    to: Path,
) -> Iterator[Blank]:
    theme = read_theme(themes, edition.city(edition.source_language).theme)
    if problems := errors_among(problems_of_theme(theme)):
        raise ThemeProblem(*problems)
    renderer = Renderer(theme.template_folders, hashed(theme.assets()).names)
    for code in languages:
        for name in forms:
            form = edition.form(code, name)
            if form is not None and edition.speaks(code, name):
                url = f"{address}/{code}/forms/{name}"
                html = renderer.blank(form, edition.city(code), edition.languages[code], url)
                yield Blank(to / code / f"{name}.pdf", html)


def _print(blanks: Sequence[Blank]) -> None:
    """Print in one process per processor; each loads its fonts once."""
    try:
        importlib.import_module(_DRAWING)
    except OSError as error:  # a missing system library
        raise click.ClickException(MISSING) from error
    processes = min(len(blanks), os.cpu_count() or 1)
    sizes = []
    with working("Printing") as tell_part, ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        for size in pool.map(_write, blanks):
            sizes.append(size)
            tell_part(f"{len(sizes)} of {len(blanks)}")
    for blank, size in zip(blanks, sizes, strict=True):
        click.echo(f"{blank.file} ({size / 1000:.0f} KB)")


def _write(blank: Blank) -> int:
    pdf: bytes = importlib.import_module(_DRAWING).drawn(blank.html)
    blank.file.parent.mkdir(parents=True, exist_ok=True)
    return blank.file.write_bytes(pdf)

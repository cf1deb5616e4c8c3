"""``onceonly gallery``: every field type in every state, in one theme."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import click
import jinja2

from generator.problems.nearest import nearest
from generator.problems.template_problems import problem_in_template
from generator.sources.city_folder import CityFolder
from generator.sources.theme_folders import theme_folder, theme_names
from generator.sources.yaml import load_document
from generator.sources.yaml.nodes import ScalarNode
from generator.specs.models import CitySpec
from generator.themes.tokens import ThemeProblem
from onceonly.gallery.site import Gallery
from onceonly.in_city import FOLDER, folder_argument, in_city, locales_option, themes_option
from onceonly.problems import tell
from onceonly.progress import working

_MARK = "gallery.css"


@click.command(name="gallery")
@click.option("--theme", default="", help="The theme to show; else the one that city.yaml names.")
@folder_argument
@click.option("--output", type=FOLDER, help="The folder to write; else var/gallery/ in the city's folder.")
@themes_option
@locales_option
@in_city
def command(
    city: CityFolder, theme: str, output: Path | None, themes: Path | None, locales: Path | None
) -> None:
    """Write the gallery of a theme as a folder of pages that any browser opens.

    While you change a theme, "onceonly preview" shows the same pages at /gallery/ and follows every file.
    """
    started = time.perf_counter()
    sources, output = city.sources(themes, locales), output or city.var / "gallery"
    theme = theme or _theme_of(city.specs)
    _refuse_unknown(theme, sources.themes)
    _clear(output)
    try:
        with working("Writing the gallery") as tell_part:
            pages = _write(Gallery(sources, theme), output, tell_part)
    except ThemeProblem as found:
        tell(found.problems)
        raise SystemExit(1) from found
    except jinja2.TemplateError as error:
        tell([problem_in_template(error)])
        raise SystemExit(1) from error
    took = f"{time.perf_counter() - started:.1f} s"
    click.echo(f"{pages} pages of the theme “{theme}” in {took}. Open {output / 'index.html'}.")


def _theme_of(folder: Path) -> str:
    """The theme of the city in ``folder``; the default when it names none."""
    root = load_document(folder / "city.yaml", "city.yaml").root
    named = root.get("theme") if root else None
    return named.text if isinstance(named, ScalarNode) else str(CitySpec.model_fields["theme"].default)


def _refuse_unknown(theme: str, themes: Path) -> None:
    if theme_folder(themes, theme) is None:
        message = f"There is no theme “{theme}”. {nearest(theme, theme_names(themes))}"
        raise click.BadParameter(message, param_hint="--theme")


def _clear(output: Path) -> None:
    """Delete an older gallery, and no other files."""
    if not output.exists() or not any(output.iterdir()):
        return
    if not (output / "assets" / _MARK).is_file():
        raise click.ClickException(f"{output} holds something else than a gallery: name an empty folder.")
    shutil.rmtree(output)


def _write(gallery: Gallery, output: Path, tell_part: Callable[[str], None]) -> int:
    (output / "assets").mkdir(parents=True, exist_ok=True)
    for name, content in gallery.assets.items():
        (output / "assets" / name).write_bytes(content)
    for number, (name, place) in enumerate(gallery.files.items(), start=1):
        tell_part(f"{number} of {len(gallery.files)}")
        (output / name).write_text(gallery.page(place), encoding="utf-8")
    return len(gallery.files)

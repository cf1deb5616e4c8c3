"""The folder of a city: where its specs, themes, translations, output and records lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.sources.files import SUFFIXES
from generator.sources.sources import Sources

SPECS = "form_specs"
CITY_FILE = "onceonly.toml"


@dataclass(frozen=True)
class CityFolder:
    """A city's folder, and that of its specs, which usually lies in it."""

    root: Path
    specs: Path

    @property
    def themes(self) -> Path:
        """The folder of the city's own themes."""
        return self.root / "themes"

    @property
    def locales(self) -> Path:
        """The folder of the city's translations."""
        return self.root / "locales"

    @property
    def output(self) -> Path:
        """The folder that `onceonly build` writes."""
        return self.root / "output"

    @property
    def var(self) -> Path:
        """The folder of what a site writes while it runs."""
        return self.root / "var"

    @property
    def store(self) -> str:
        """The address of the central dataset when nothing else is set."""
        return f"sqlite:///{self.var / 'onceonly.db'}"

    @property
    def secret(self) -> Path:
        """The file of the secret when no variable sets it."""
        return self.var / "secret"

    @property
    def file(self) -> Path:
        """The file that says which OnceOnly the city needs."""
        return self.root / CITY_FILE

    def sources(self, themes: Path | None = None, locales: Path | None = None) -> Sources:
        """What a site is made from, with other folders of themes or translations where they are given."""
        return Sources(self.specs, themes or self.themes, locales or self.locales)


def city_folder(folder: Path) -> CityFolder:
    """The city in ``folder``, which is the city's own or that of its specs (with city.yaml in it).

    Where there is no city yet, whatever reads its specs says so.
    """
    if folder.name == SPECS or _holds_specs(folder):
        return CityFolder(_parent(folder), folder)
    return CityFolder(folder, folder / SPECS if folder.is_dir() else folder)


def _holds_specs(folder: Path) -> bool:
    names = (f"{stem}{suffix}" for stem in ("city", "master_fields") for suffix in SUFFIXES)
    return any((folder / name).is_file() for name in names)


def _parent(folder: Path) -> Path:
    return folder / ".." if folder.name in ("", "..") else folder.parent

"""Scaffolds the repository of a city: its specs, and all that stands beside them."""

from __future__ import annotations

import json
from pathlib import Path

from forms.fields import field_types
from generator.authoring.scaffold import Called, CannotScaffold, city_specs, write_new
from generator.authoring.spec_schema import schema_files
from generator.sources.city_file import SPEC_LANGUAGE, fitting
from generator.sources.city_folder import CITY_FILE, SPECS

SCHEMA = Path(".vscode/schema")
"""Where editors find the schemas, in the city's folder."""


def new_city(
    folder: Path | None, version: str, name: Called, languages: list[str], agency: Called
) -> list[Path]:
    """Create the repository of a city in ``folder``, else in one called as the city; returns the files.

    ``version`` is that of the OnceOnly which the city begins with.
    """
    root = folder or Path(name.key())
    specs = city_specs(root / SPECS, name, languages, agency)
    _refuse_full(root)
    return write_new({**specs, **_beside_specs(root, version, name.title)})


def _refuse_full(root: Path) -> None:
    """Raises CannotScaffold unless ``root`` is new or empty; a repository without files counts as empty."""
    if root.exists() and not root.is_dir():
        raise CannotScaffold(f"{root} is a file already, and was not touched. Choose another --folder.")
    there = sorted(path.name for path in root.iterdir() if path.name != ".git") if root.exists() else []
    if there:
        shown = ", ".join(there[:3]) + (", …" if len(there) > 3 else "")
        raise CannotScaffold(
            f"{root} holds files already ({shown}), and was not touched. Choose a new or empty --folder."
        )


def _beside_specs(root: Path, version: str, title: str) -> dict[Path, str]:
    schemas = {SCHEMA / name: text for name, text in schema_files(field_types()).items()}
    texts = {
        Path(CITY_FILE): _CITY_FILE.format(requires=fitting(version), spec=SPEC_LANGUAGE),
        Path("README.md"): _README.format(title=" ".join(title.split())),
        Path(".gitignore"): _IGNORED,
        Path("themes/README.md"): _THEMES,
        Path("locales/README.md"): _LOCALES,
        Path("output/README.md"): _OUTPUT,
        Path(".vscode/settings.json"): json.dumps(_SETTINGS, indent=2) + "\n",
        Path(".vscode/extensions.json"): json.dumps(_EXTENSIONS, indent=2) + "\n",
        **schemas,
    }
    return {root / path: text for path, text in texts.items()}


_SETTINGS = {
    "yaml.schemas": {
        f"{SCHEMA.as_posix()}/city.json": f"{SPECS}/city.yaml",
        f"{SCHEMA.as_posix()}/master_fields.json": f"{SPECS}/master_fields.yaml",
        f"{SCHEMA.as_posix()}/form.json": f"{SPECS}/*/*.yaml",
    }
}

_EXTENSIONS = {"recommendations": ["redhat.vscode-yaml"]}

_CITY_FILE = """\
# What this city needs. Every onceonly command looks here first.
requires = "{requires}"     # the versions of OnceOnly that fit
spec = {spec}               # the version of the language that the specs are written in
"""

_README = """\
# {title}

The forms of the city, for OnceOnly. Say these in this folder:

| command | what it does |
|---|---|
| `onceonly new agency`, `onceonly new form` | begins an agency, a form |
| `onceonly preview` | shows the site while you write |
| `onceonly check` | names every mistake with its line and its remedy |
| `onceonly i18n update`, `onceonly i18n status` | asks for translations, says what is missing |
| `onceonly new theme` | begins a look of the city's own |
| `onceonly build`, `onceonly serve` | makes the site, serves it |
| `onceonly publish` | the same as `build`, but first says what people would lose by a change |

| folder or file | what it holds |
|---|---|
| `form_specs/` | the specs: `city.yaml`, `master_fields.yaml`, and a folder for each agency |
| `themes/` | themes of the city's own; others come with OnceOnly |
| `locales/` | translations |
| `output/` | the site that `onceonly build` makes; not in git |
| `var/` | what a running site writes: people's records. Never put it into git |
| `onceonly.toml` | which version of OnceOnly the city needs |
| `.vscode/` | schemas for completion in editors; `onceonly schema` renews them |
"""

_IGNORED = """\
/output/*
!/output/README.md
/.output.*
/var/
/locales/*.pot
*.mo
.venv
__pycache__/
"""

_THEMES = """\
# Themes of the city's own

`onceonly new theme` begins one here. `theme:` in `form_specs/city.yaml` names the one that is used.
"""

_LOCALES = """\
# Translations

`onceonly i18n update` writes the files of each language of the city here: `<language>/LC_MESSAGES/forms.po`.
The words of OnceOnly itself come with it; `portal.po` beside it holds those that the city says differently.
"""

_OUTPUT = """\
# The built site

`onceonly build` writes here, as a whole. Nothing here is made by hand, and git keeps only this page.
"""

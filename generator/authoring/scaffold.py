"""Scaffolds the specs of a city, agencies, forms, articles and themes: small, complete, without problems."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from generator.check.specs.cities import is_language, language_meant
from generator.problems.nearest import nearest
from generator.sources.naming import name_from
from generator.sources.theme_folders import theme_folder, theme_names


class CannotScaffold(Exception):
    """The thing exists already, or cannot be created; the message gives the remedy."""


@dataclass(frozen=True)
class Called:
    """A title, and optionally the name for files and addresses.

    Without a name it is made of the title: “Café permit” gives cafe-permit.
    """

    title: str
    given: str = ""
    what: str = "form"  # what the thing is called in messages
    option: str = "--key"  # option of the command line for the name

    def key(self, joined: str = "-") -> str:
        """The name for files and addresses; raises CannotScaffold when none can be derived."""
        if self.given:
            return self._checked(name_from(self.given, joined))
        key = name_from(self.title, joined)
        if not key:
            raise CannotScaffold(
                f"“{self.title}” has no letters from a to z that the {self.what} could be called by in files"
                f" and addresses. Say what to call it, for example: {self.option} my{joined}{self.what}"
            )
        return key

    def _checked(self, key: str) -> str:
        if key == self.given:
            return key
        like = f"Write {self.option} {key}" if key else "Write a word"
        raise CannotScaffold(
            f"“{self.given}” cannot name a {self.what} in files and addresses. {like}: "
            "small letters from a to z, digits, and words joined with one sign."
        )


def city_specs(folder: Path, name: Called, languages: list[str], agency: Called) -> dict[Path, str]:
    """The texts of ``city.yaml`` with one agency, and of a data dictionary."""
    for code in languages:
        if not is_language(code):
            raise CannotScaffold(f"“{code}” is not the code of a language. {language_meant(code)}")
    city_key, key = name.key(), agency.key("_")
    city = _CITY.format(
        key=city_key,
        name=_quoted(name.title),
        languages=", ".join(languages),
        agency=key,
        agency_name=_quoted(agency.title),
    )
    return {folder / "city.yaml": city, folder / "master_fields.yaml": _DICTIONARY.format(agency=key)}


def new_agency(folder: Path, name: Called) -> list[Path]:
    """Append an agency to the list in ``city.yaml``; returns the files."""
    path = folder / "city.yaml"
    lines = _existing(path).split("\n")
    begin = next(
        (number for number, line in enumerate(lines) if re.match(r"agencies:\s*(#.*)?$", line)), None
    )
    if begin is None:
        raise CannotScaffold(
            "city.yaml has no line “agencies:” with a list below it; add the agency by hand."
        )
    key = name.key("_")
    if re.search(rf"^\s*-\s*\{{?\s*agency:\s*{key}\b", "\n".join(lines), re.MULTILINE):
        raise CannotScaffold(f"There is already an agency “{key}”.")
    end = _end_of_list(lines, begin)
    lines[end:end] = _AGENCY.format(key=key, name=_quoted(name.title)).rstrip("\n").split("\n")
    path.write_text("\n".join(lines), encoding="utf-8")
    return [path]


def new_form(folder: Path, agency: str, title: Called) -> list[Path]:
    """Create a form with one page in the folder of its agency (key or name); returns the files."""
    key = title.key()
    form = _FORM.format(key=key, title=_quoted(title.title))
    return write_new({folder / _owner(folder, agency) / f"{key.replace('-', '_')}.yaml": form})


def new_article(folder: Path, agency: str, title: Called) -> list[Path]:
    """Create an article with one paragraph in the folder of its agency (key or name); returns the files."""
    name = f"{title.key('_')}.md"
    article = _ARTICLE.format(title=" ".join(title.title.split()))
    return write_new({folder / _owner(folder, agency) / "articles" / name: article})


def new_theme(themes: Path, name: Called, extends: str) -> list[Path]:
    """Create a theme with the tokens that designers usually change first; returns the files."""
    if theme_folder(themes, extends) is None:
        raise CannotScaffold(
            f"There is no theme “{extends}” to extend. {nearest(extends, theme_names(themes))}"
        )
    key = name.key()
    if key in theme_names(themes):
        raise CannotScaffold(
            f"There is a theme “{key}” already, and this one would stand in its place. "
            f"Choose another name, for example: {name.option} my-{key}"
        )
    theme = _THEME.format(name=" ".join(name.title.split()), extends=extends)
    return write_new({themes / key / "theme.yaml": theme})


def _owner(folder: Path, agency: str) -> str:
    """The key of an agency, given its key or name."""
    known = re.findall(r"\bagency:\s*([a-z0-9_-]+)", _existing(folder / "city.yaml"))
    owner = agency if agency in known else name_from(agency, "_")
    if owner not in known:
        raise CannotScaffold(
            f"There is no agency “{agency}” in city.yaml, only {', '.join(dict.fromkeys(known)) or 'none'}. "
            "Write one of these, or make another with “onceonly new agency”."
        )
    return owner


def _existing(path: Path) -> str:
    if not path.is_file():
        raise CannotScaffold(f"There is no {path}: make a city first with “onceonly new city”.")
    return path.read_text(encoding="utf-8")


def _end_of_list(lines: list[str], begin: int) -> int:
    """The line after the last entry of the list that starts at line ``begin``."""
    end = begin + 1
    for number in range(begin + 1, len(lines)):
        if lines[number].strip() and not re.match(r"[\s-]", lines[number]):
            break
        if lines[number].strip():
            end = number + 1
    return end


def write_new(files: dict[Path, str]) -> list[Path]:
    """Write files; raises CannotScaffold before anything is written when one of them is there already."""
    for path in files:
        if path.exists():
            raise CannotScaffold(
                f"{path} is there already, and was not touched. Choose another name or folder."
            )
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(files)


def _quoted(text: str) -> str:
    """Any text as a YAML scalar, quoted as JSON, which is valid YAML."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


_CITY = """\
city: {key}
name: {name}
languages: [{languages}]            # the first one is the language the specs are written in
theme: plain                    # one of those that come along, or a folder in themes/
agencies:                       # each agency is a tab, in this order
  - agency: {agency}
    name: {agency_name}
"""

_DICTIONARY = """\
# Every fact that more than one form needs, defined once.
business:
  legal_name:
    type: text
    label: Legal name of the business
    hint: As it appears on your tax return
    autocomplete: organization
    sensitivity: public
    steward: {agency}
    when_changed: review
"""

_AGENCY = """\
  - agency: {key}
    name: {name}
"""

_THEME = """\
# {name}. What is not said here is as in the theme that it extends; themes/base/theme.yaml lists all tokens.
extends: {extends}
tokens:
  brand:                              # the palette: pages never see it by itself
    $type: color
    main: {{$value: "#1f4d3a"}}
    deep: {{$value: "#12301f"}}         # darker: under the mouse, and behind things in the dark
    light: {{$value: "#8fd3b4"}}        # for words and buttons in the dark
    pale: {{$value: "#e3f1ea"}}         # behind what the city knows already
    warm: {{$value: "#d9822b"}}         # ornament, never text
  color:
    header: {{$value: "{{brand.main}}"}}
    action: {{$value: "{{brand.main}}"}}  # buttons and the open tab
    action-over: {{$value: "{{brand.deep}}"}}
    link: {{$value: "{{brand.main}}"}}
    tint: {{$value: "{{brand.pale}}"}}
    on-tint: {{$value: "{{brand.deep}}"}}
    accent: {{$value: "{{brand.warm}}"}}
  size:
    radius: {{$value: 0.5rem}}          # how round corners are
dark:                                 # where people prefer the dark
  color:
    header: {{$value: "{{brand.main}}"}}
    action: {{$value: "{{brand.light}}"}}
    action-over: {{$value: "{{brand.pale}}"}}
    on-action: {{$value: "{{brand.deep}}"}}
    link: {{$value: "{{brand.light}}"}}
    tint: {{$value: "{{brand.deep}}"}}
    on-tint: {{$value: "{{brand.pale}}"}}
    accent: {{$value: "{{brand.warm}}"}}
"""

_ARTICLE = """\
# {title}

Say first what helps most. This sentence stands in the list of the agency's articles, too.

## A heading

- An entry of a list. Steps begin with 1. and 2. instead.
- Link to a form by its name, [like this](https://example.org), but with form:name-of-the-form as the address.
"""

_FORM = """\
# All keys and field types: docs/spec-reference.md. Take the # away from a line to use it.
form: {key}
title: {title}
# summary: What the form is for, in one sentence.
# purpose: Why the city asks, with the law behind it.
# fee: Free
# time_frame: You hear from us within 10 working days.
# next_steps: What happens after sending.
pages:
  - page: business
    title: Your business
    fields:
      - use: business.legal_name      # a master field: nobody is asked for it twice
      - field: remarks                # a field of this form alone
        type: long_text
        label: What should we know?
        required: false
"""

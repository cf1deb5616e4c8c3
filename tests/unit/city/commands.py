"""All commands of the command line, as the tests of folders call them."""

from __future__ import annotations

from collections.abc import Iterator

import click

from onceonly.command_line import main

WORDS: dict[str, tuple[str, ...]] = {
    "backup": ("kept",),
    "build": (),
    "burden": (),
    "check": (),
    "demo": (),
    "gallery": (),
    "i18n check": (),
    "i18n export": ("--language", "es", "--xlsx", "es.xlsx"),
    "i18n extract": (),
    "i18n import": ("{file}",),
    "i18n status": (),
    "i18n update": (),
    "move": ("sqlite:///a.db", "sqlite:///b.db"),
    "new agency": ("--name", "Parks"),
    "new article": ("--agency", "fire", "--title", "Before"),
    "new form": ("--agency", "fire", "--title", "Ask"),
    "new theme": ("--name", "Own"),
    "pdf": (),
    "preview": (),
    "reference": (),
    "restore": ("{folder}",),
    "schema": (),
    "serve": (),
    "status": ("FOG-2345-6789", "received"),
    "work": (),
}
"""The other words that each command needs, by its name."""

BEGINS = "new city"
"""The one command whose folder need not be there."""

NO_OTHER_WORDS = sorted(name for name, words in WORDS.items() if not words and name != "pdf")
"""Those that take FOLDER as their only word; `pdf` takes a form."""


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Each command by its whole name; groups are walked."""
    context = click.Context(main)
    for name in main.list_commands(context):
        found = main.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from ((f"{name} {word}", below) for word, below in found.commands.items())
        else:
            yield name, found

"""The ``onceonly`` command: every module in `onceonly.commands` adds one subcommand."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
from pathlib import Path

import click

COMMANDS = Path(__file__).parent / "commands"

_STAYING = ("demo", "preview", "serve", "work")  # processes that make garbage for days
_OBJECTS = 500_000  # between searches for cycles: what other commands load and make stays until they end


class _Commands(click.Group):
    """Finds commands by walking the folder, and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names."""
        return sorted(path.stem for path in COMMANDS.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called ``cmd_name``, from the module of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        if cmd_name not in _STAYING:
            gc.set_threshold(_OBJECTS)
        atexit.register(gc.freeze)  # there is no need to search all of it when the process ends
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it asks every installed package
        command = importlib.import_module(f"onceonly.commands.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - a programming error, not input
        return command


@click.group(cls=_Commands)
@click.version_option(package_name="onceonly")
def main() -> None:
    """Once only: nobody tells the city the same fact twice."""

"""The ``onceonly`` command: every module in `onceonly.commands` adds one subcommand."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from onceonly.in_city import folder_option

COMMANDS = Path(__file__).parent / "commands"


class _Commands(click.Group):
    """Finds commands by walking the folder, and imports only the one that runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names."""
        return sorted(path.stem for path in COMMANDS.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called ``cmd_name``, from the module of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"onceonly.commands.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - a programming error, not input
        return command


@click.group(cls=_Commands)
@folder_option
@click.version_option(package_name="onceonly")
def main() -> None:
    """Once only: nobody tells the city the same fact twice."""

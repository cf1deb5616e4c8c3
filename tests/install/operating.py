"""The words of ``deploy/`` and ``docs/`` that are commands or settings."""

from __future__ import annotations

import configparser
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from tests.install.pythons import ROOT

DEPLOY = ROOT / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text("utf-8")
UNITS = sorted(DEPLOY.glob("*.service"))


def documents() -> list[Path]:
    """Everything that tells people how to install and run OnceOnly."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *DEPLOY.iterdir()]
    return [path for path in found if path.suffix != ".lock"]


def commands_in_documents() -> Iterator[tuple[str, list[str]]]:
    """Each ``onceonly`` command in a block of shell lines, with the line that it stands in."""
    for path in documents():
        if path.suffix != ".md":
            continue
        for block in re.findall(r"^ *```sh\n(.*?)^ *```", path.read_text("utf-8"), re.DOTALL | re.MULTILINE):
            for line in block.splitlines():
                if words := _onceonly(shlex.split(line, comments=True)):
                    yield f"{path.name}: {line.strip()}", words


def commands_in_units() -> Iterator[tuple[str, list[str]]]:
    """The same of the units of systemd."""
    for path in UNITS:
        started = re.sub(r"\$\$\(.*?\)", "NOW", unit(path)["Service"]["ExecStart"])
        words = shlex.split(started)
        yield path.name, _onceonly(shlex.split(words[-1]) if words[0] == "/bin/sh" else words)


def commands_in_image() -> Iterator[tuple[str, list[str]]]:
    """The command that a container starts with."""
    said = re.findall(r"^(?:ENTRYPOINT|CMD) (.*)$", CONTAINERFILE, re.MULTILINE)
    entry, command = map(json.loads, said)
    yield "Containerfile", _onceonly([*entry, *command])


def unit(path: Path) -> configparser.ConfigParser:
    """The sections of a unit of systemd."""
    read = configparser.ConfigParser(interpolation=None, strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # keys have capital letters
    read.read(path, "utf-8")
    return read


def _onceonly(words: list[str]) -> list[str]:
    """The words behind the last ``onceonly``, which is the command or the image of a container."""
    places = [place for place, word in enumerate(words) if word.rpartition("/")[2] == "onceonly"]
    if not places or words[:2] == ["podman", "build"]:
        return []
    return words[places[-1] + 1 :]

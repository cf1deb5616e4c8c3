"""Run the tests with the newest version of every library, whatever pyproject.toml and the lock files say.

Run as ``python -m tests.newest [arguments of pytest]``: makes an environment of its own in ``.newest/``, says
which versions are newer than the locked ones, and runs the tests there.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".newest"
PYTHON = HOME / "bin" / "python"
_UV = (str(Path(sys.executable).with_name("uv")), "pip")
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def without_bounds(project: dict[str, object]) -> Iterator[str]:
    """The names of all libraries that OnceOnly and its developers need, without versions."""
    for line in _required(project):
        wanted = Requirement(line)
        extras = f"[{','.join(sorted(wanted.extras))}]" if wanted.extras else ""
        yield f"{wanted.name}{extras}"


def newer(installed: dict[str, str], lock: str) -> list[str]:
    """The versions that are newer than those of a lock file, as lines."""
    locked = {canonicalize_name(name): version for name, version in _LOCKED.findall(lock)}
    names = sorted(locked.keys() & {canonicalize_name(name) for name in installed})
    found = {canonicalize_name(name): version for name, version in installed.items()}
    return [
        f"{name} {found[name]}, locked is {locked[name]}"
        for name in names
        if Version(found[name]) > Version(locked[name])
    ]


def main() -> int:
    """Make the environment anew, compare and test."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shutil.rmtree(HOME, ignore_errors=True)
    _run(sys.executable, "-m", "venv", "--without-pip", str(HOME))
    _run(*_UV, "install", "--quiet", "--python", str(PYTHON), "--upgrade", *without_bounds(project))
    _run(*_UV, "install", "--quiet", "--python", str(PYTHON), "--no-deps", "--editable", str(ROOT))
    lines = newer(_installed(), (ROOT / "requirements-dev.lock").read_text("utf-8"))
    print("\n".join([f"{len(lines)} libraries are newer than locked:", *lines]), flush=True)
    tests = subprocess.run([str(PYTHON), "-m", "pytest", *sys.argv[1:]], cwd=ROOT, check=False)
    return tests.returncode


def _required(project: dict) -> Iterator[str]:
    yield from project["project"]["dependencies"]
    for extra in project["project"]["optional-dependencies"].values():
        yield from extra
    for group in ("build", "dev"):
        yield from project["dependency-groups"][group]


def _installed() -> dict[str, str]:
    command = [*_UV, "list", "--python", str(PYTHON), "--format", "json"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {one["name"]: one["version"] for one in json.loads(listed)}


def _run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())

"""A wheel, installed into a fresh environment, and its commands in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.install.pythons import ROOT, Python
from tests.journeys.test_serve import free_port

LONG = 180.0
"""Seconds after which a command or a server has failed."""
_EDITABLE = ("onceonly", "_onceonly", "__editable__", "__pycache__")


def build_wheel(folder: Path) -> Path:
    """The project's wheel, built as pip would, but with the backend of this environment."""
    built = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(built, cwd=ROOT, check=True, capture_output=True, timeout=LONG)
    (wheel,) = folder.glob("*.whl")
    return wheel


@dataclass(frozen=True)
class Installation:
    """An environment with nothing but a wheel and the libraries that it needs, and a folder to work in."""

    environment: Path
    folder: Path

    @property
    def site_packages(self) -> Path:
        """Where the wheel is installed."""
        (found,) = self.environment.glob("lib/python3*/site-packages")
        return found

    def python(self, *words: str) -> str:
        """What this environment's Python prints."""
        return self._said(["python", *words])

    def onceonly(self, *words: str, fails: bool = False) -> str:
        """What a command prints; its exit code must be 0, or 1 where it is to fail."""
        return self._said(["onceonly", *words], code=int(fails))

    @contextmanager
    def serving(self, *words: str) -> Iterator[tuple[str, str]]:
        """The address and the first page of a command that serves, and must end when it is told to."""
        port, log = free_port(), self.folder.parent / f"{words[0]}.log"
        command = [*self._path("onceonly"), *words, "--port", str(port)]
        with log.open("wb") as out:
            server = subprocess.Popen(
                command, cwd=self.folder, env=self._variables(), stdout=out, stderr=subprocess.STDOUT
            )
        try:
            address = f"http://127.0.0.1:{port}"
            yield address, self._first_page(f"{address}/en/", server, log)
            assert server.poll() is None, log.read_text("utf-8")
        finally:
            server.terminate()
            server.wait(30)

    def _first_page(self, url: str, server: subprocess.Popen[bytes], log: Path) -> str:
        end = time.monotonic() + LONG
        while server.poll() is None and time.monotonic() < end:
            try:
                return fetch(url)
            except OSError:  # not yet
                time.sleep(0.1)
        raise AssertionError(log.read_text("utf-8"))

    def _said(self, words: list[str], code: int = 0) -> str:
        command, *more = words
        done = subprocess.run(
            [*self._path(command), *more],
            cwd=self.folder,
            env=self._variables(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONG,
            check=False,
        )
        assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}"
        assert "Traceback" not in done.stdout, done.stdout
        return done.stdout

    def _path(self, command: str) -> list[str]:
        return [str(self.environment / "bin" / command)]

    def _variables(self) -> dict[str, str]:
        """Nothing of the environment that the tests run in; what asks a network finds none."""
        nowhere = "http://127.0.0.1:9"
        return {
            "PATH": f"{self.environment / 'bin'}:{os.defpath}",
            "HOME": str(self.folder.parent),
            "LANG": "C.UTF-8",
            **dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), nowhere),
            "no_proxy": "127.0.0.1,localhost",
        }


def install(wheel: Path, python: Python, folder: Path) -> Path:
    """A new environment of ``python`` with the wheel, and links to the libraries that it needs."""
    made = folder / "environment"
    new = [python.executable, "-m", "venv", "--without-pip", str(made)]
    subprocess.run(new, check=True, timeout=LONG)
    uv = [str(Path(sys.executable).with_name("uv")), "pip", "install", "--quiet", "--offline", "--no-deps"]
    into = ["--python", str(made / "bin" / "python"), str(wheel)]
    subprocess.run([*uv, *into], check=True, timeout=LONG, env={**os.environ, "UV_NO_CACHE": "1"})
    _link_libraries(python.libraries, folder / "libraries", Installation(made, folder).site_packages)
    return made


def _link_libraries(found: Path, linked: Path, site_packages: Path) -> None:
    """Links to all libraries but the project itself, which an editable installation would bring along."""
    linked.mkdir()
    for path in found.iterdir():
        if not path.name.startswith(_EDITABLE) and path.suffix != ".pth":
            (linked / path.name).symlink_to(path)
    (site_packages / "libraries.pth").write_text(f"{linked}\n")


@contextmanager
def without_library(installation: Installation, name: str) -> Iterator[None]:
    """As if an optional library were not installed."""
    folder = installation.environment.parent / "libraries"
    taken = {path: path.readlink() for path in folder.glob(f"{name}*")}
    for path in taken:
        path.unlink()
    try:
        yield
    finally:
        for path, target in taken.items():
            path.symlink_to(target)


def fetch(url: str) -> str:
    """A page on this computer; 503 (not built yet) counts as not there."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=10) as response:
            page: bytes = response.read()
    except urllib.error.HTTPError as error:
        error.close()
        raise
    return page.decode()

"""What a container does, without one: a read-only machine, an address for others, the question of health."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.install.installation import LONG, Installation, install
from tests.install.pythons import ROOT, running
from tests.journeys.test_serve import free_port

PUBLIC = "https://business.example.gov"
READ_ONLY = """
mount --make-rprivate /
mount --bind "$CITY" "$CITY"
mount -t tmpfs tmpfs "$TMPDIR"
for place in $(awk '{print $2}' /proc/mounts); do
    case "$place" in
        "$CITY"|"$TMPDIR"|/proc*|/dev*|/sys*) ;;
        *) mount -o remount,bind,ro "$place" 2>/dev/null ;;
    esac
done
touch "$ELSEWHERE/written" 2>/dev/null && exit 77
cd "$CITY" || exit 1
exec "$@"
"""
"""A mount namespace in which only the city and TMPDIR can be written to; 77 if something else can be."""


def may_mount() -> bool:
    """Whether this machine lets us make such a namespace."""
    unshare = shutil.which("unshare")
    return unshare is not None and subprocess.run([unshare, "--mount", "true"], check=False).returncode == 0


@pytest.fixture(scope="module")
def built(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation, and a city that it has built."""
    folder = tmp_path_factory.mktemp("container")
    (folder / "work").mkdir()
    made = Installation(install(wheel, running(), folder), folder / "work")
    made.onceonly("new", "city", "Harborville", "--folder", ".")
    made.onceonly("new", "form", "--agency", "City Hall", "--title", "Ask")
    made.onceonly("build")
    return made


@pytest.fixture
def city(built: Installation, tmp_path: Path) -> Installation:
    """That city in a folder of its own."""
    shutil.copytree(built.folder, tmp_path / "work", symlinks=True)
    return Installation(built.environment, tmp_path / "work")


@pytest.mark.skipif(not may_mount(), reason="this machine lets nobody make a mount namespace")
def test_it_serves_where_nothing_but_the_city_can_be_written(city: Installation, tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    places = {"CITY": str(city.folder), "TMPDIR": str(tmp_path / "scratch"), "ELSEWHERE": str(tmp_path)}
    with _container(city, ["unshare", "--mount", "sh", "-c", READ_ONLY, "sh"], places) as port:
        code, said = _health(port)
        assert (code, said.split()[0]) == (0, "ok")
        assert _asked(port, "/en/") == 200
    assert (city.folder / "var/onceonly.db").is_file()


def test_health_says_what_is_wrong(city: Installation) -> None:
    with _container(city, [], {}) as port:
        code, said = _health(port)
        assert (code, said.split()[0]) == (0, "ok")
        shutil.rmtree(city.folder / "output")
        code, said = _health(port)
        assert code == 1
        assert said.strip() not in ("", "ok")
    code, said = _health(port)
    assert code == 1
    assert f"Nobody answers on port {port}" in said


@contextmanager
def _container(city: Installation, around: list[str], more: dict[str, str]) -> Iterator[int]:
    """The command of the image, with the settings that it needs."""
    port = free_port()
    onceonly = str(city.environment / "bin" / "onceonly")
    command = [*around, onceonly, "serve", "--host", "0.0.0.0", "--port", str(port)]
    settings = {"PATH": os.defpath, "ONCEONLY_PUBLIC_URL": PUBLIC, "PYTHONDONTWRITEBYTECODE": "1", **more}
    log = city.folder.parent / "container.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=city.folder, env=settings, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        end = time.monotonic() + LONG
        while _health(port)[0] and server.poll() is None and time.monotonic() < end:
            time.sleep(0.2)
        assert server.poll() is None, (server.returncode, log.read_text("utf-8"))
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _health(port: int) -> tuple[int, str]:
    """What the image's health check says."""
    asked = [sys.executable, str(ROOT / "deploy" / "health.py"), str(port)]
    said = subprocess.run(
        asked, env={"ONCEONLY_PUBLIC_URL": PUBLIC}, capture_output=True, text=True, check=False, timeout=60
    )
    return said.returncode, said.stdout


def _asked(port: int, path: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as asked:
        asked.request("GET", path, headers={"Host": "business.example.gov"})
        with asked.getresponse() as answer:
            return answer.status

"""``onceonly serve``: starts by itself, says where to go, and lets nobody wait."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.work import ENOUGH


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(folder: Path, output: Path, port: int, *more: str, **variables: str) -> subprocess.Popen[str]:
    onceonly = Path(sys.executable).parent / "onceonly"
    command = [str(onceonly), "serve", "--port", str(port), "--output", str(output), *more]
    environment = {**os.environ, **variables}
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


@contextmanager
def serving(folder: Path, output: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    server = serve(folder, output, port, "--demo")
    try:
        yield server
    finally:
        server.terminate()
        server.wait(ENOUGH)
        server.stdout.close()  # type: ignore[union-attr]


def fetch(url: str, seconds: float = ENOUGH) -> tuple[int, str]:
    """Ask until somebody answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                return response.status, response.read().decode()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def test_a_built_site_is_served_with_its_store_prepared(output: Path, tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, output, port) as server:
        status, page = fetch(f"http://127.0.0.1:{port}/en/")
        assert status == 200
        assert "City of Harborview" in page
        edition = (output / "current").readlink().name
        assert fetch(f"http://127.0.0.1:{port}/health") == (200, f"ok\nedition {edition}\n")
        assert server.stdout
        assert f"http://127.0.0.1:{port}/" in server.stdout.readline()
        assert edition in server.stdout.readline()
        made = {path.name: path.stat().st_mode for path in (tmp_path / "var").iterdir()}
        assert {"onceonly.db", "secret", "onceonly.db.writer"} <= made.keys()
        assert {name: oct(mode) for name, mode in made.items() if mode & 0o077} == {}
        assert (tmp_path / "var").stat().st_mode & 0o077 == 0


def test_records_that_others_can_read_are_told_at_the_start(output: Path, tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, output, port):
        fetch(f"http://127.0.0.1:{port}/health")
    (tmp_path / "var").chmod(0o755)
    (tmp_path / "var" / "onceonly.db").chmod(0o644)
    with serving(tmp_path, output, port) as server:
        fetch(f"http://127.0.0.1:{port}/health")
        assert server.stdout
        said = server.stdout.readline()
    assert "other users of this machine can read the city's records" in said
    assert "chmod go= var var/onceonly.db" in said


def test_nothing_built_is_said_with_what_to_do(tmp_path: Path) -> None:
    said, _ = serve(tmp_path, tmp_path / "nothing", free_port()).communicate(timeout=ENOUGH)
    assert "Run `onceonly build` first" in said
    assert "Traceback" not in said


def test_what_another_version_built_is_said_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "manifest.json").write_text('{"format": 1, "source_language": "en"}')
    said, _ = serve(tmp_path, tmp_path / "old", free_port()).communicate(timeout=ENOUGH)
    assert "was built by another version. Run `onceonly build` again." in said
    assert "Traceback" not in said


def test_an_output_that_was_copied_without_its_link_is_said_with_what_to_do(
    output: Path, tmp_path: Path
) -> None:
    shutil.copytree(output, tmp_path / "copy")  # follows links
    said, _ = serve(tmp_path, tmp_path / "copy", free_port()).communicate(timeout=ENOUGH)
    assert "is a folder instead of a link" in said
    assert "cp -a" in said


def test_an_edition_of_another_version_is_said_with_what_to_do(output: Path, tmp_path: Path) -> None:
    shutil.copytree(output, tmp_path / "old", symlinks=True)
    manifest = tmp_path / "old/current/manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"format": ', '"format": 1'), "utf-8")
    said, _ = serve(tmp_path, tmp_path / "old", free_port()).communicate(timeout=ENOUGH)
    assert "was built by another version. Run `onceonly build` again." in said
    assert "Traceback" not in said


def test_weak_settings_stop_the_server_with_a_reason(output: Path, tmp_path: Path) -> None:
    weak = {"ONCEONLY_PUBLIC_URL": "http://business.example"}
    server = serve(tmp_path, output, free_port(), **weak)
    said, _ = server.communicate(timeout=ENOUGH)
    assert server.returncode == 1
    assert "The public address must start with https://" in said
    assert "Traceback" not in said

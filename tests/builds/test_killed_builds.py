"""A build that is killed leaves a whole output."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from forms.model.form import Form
from forms.model.serialise import from_json
from generator.sources.sources import Sources
from tests.builds.small_city import ROOT, build, change, snapshot

KEEP_BUILDING = """
import sys, itertools
from pathlib import Path
from generator.build.build import build
from generator.sources.sources import Sources
sources = Sources(*map(Path, sys.argv[1:5]))
form = sources.specs / "fire" / "inspection.yaml"
before = None
for number in itertools.count(1):
    edited = form.with_suffix(".edited")
    edited.write_text(form.read_text().replace(f"min: {number - 1}\\n", f"min: {number}\\n"))
    edited.replace(form)
    before = build(sources, Path(sys.argv[5]), before=before)
    if number == 2:
        print("in full swing", flush=True)
"""


def test_kill_9_during_builds_always_leaves_a_whole_output(sources: Sources, output: Path) -> None:
    build(sources, output)
    folders = [sources.specs, sources.themes, sources.locales, sources.product, output]
    chance = random.Random(20260303)
    for _ in range(6):
        change(sources.specs / "fire/inspection.yaml", _minimum(sources), "min: 0\n")
        running = subprocess.Popen(
            [sys.executable, "-c", KEEP_BUILDING, *map(str, folders)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        assert running.stdout is not None
        assert running.stdout.readline() == b"in full swing\n"
        time.sleep(chance.random() / 10)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        running.stdout.close()
        assert_whole(output)
    change(sources.specs / "fire/inspection.yaml", _minimum(sources), "min: 0\n")
    build(sources, output)  # the next one that publishes clears away what is left of a killed one
    assert not [*output.parent.glob(".output.*")]


def assert_whole(output: Path) -> None:
    manifest = json.loads((output / "current/manifest.json").read_text())
    promised = {file for part in manifest["parts"].values() for file in part["files"]}
    assert set(snapshot(output)) == promised | {"manifest.json"}
    assert _built_minimum(output, "en") == _built_minimum(output, "es")


def _built_minimum(output: Path, code: str) -> object:
    form = from_json(Form, json.loads((output / "current" / code / "forms/inspection.json").read_text()))
    return form.field("seats").min


def _minimum(sources: Sources) -> str:
    lines = (sources.specs / "fire/inspection.yaml").read_text().splitlines()
    return next(line.strip() for line in lines if "min:" in line) + "\n"

"""What a run of tests makes once, in whichever of its processes needs it first; the others wait."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

Once = Callable[[str, Callable[[Path], object]], Path]
"""Gives the folder of that name, filled by the function when nobody has done so in this run."""


def once(run: Path, name: str, fill: Callable[[Path], object]) -> Path:
    """The folder ``name`` below ``run``, which all processes share and one of them fills."""
    folder, filled = run / name, run / f"{name}.filled"
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not filled.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            fill(folder)
            filled.touch()
    return folder

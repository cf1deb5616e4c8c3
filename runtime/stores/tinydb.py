"""TinyDB, the throw-away sandbox of previews: a JSON file that shows what a submission wrote."""

from __future__ import annotations

import shutil
from pathlib import Path

from runtime.stores.base import Store
from runtime.stores.sandbox.cases import Cases
from runtime.stores.sandbox.file import SandboxFile
from runtime.stores.sandbox.forms import Forms
from runtime.stores.sandbox.papers import Papers
from runtime.stores.sandbox.people import People
from runtime.stores.shared.addresses import files_of, path_of
from runtime.stores.shared.uploads import UploadFolder


def open_url(url: str, *, prefix: str) -> Store:
    """See `runtime.stores.Backend`. An author may delete the file at any time to begin anew."""
    path = path_of(url)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return TinyStore(SandboxFile(path), UploadFolder(files_of(path)), prefix=prefix)


def migrate(url: str) -> None:
    """See `runtime.stores.Backend`: nothing to do, a sandbox of another version is thrown away."""


def backup(url: str, target: Path) -> None:
    """See `runtime.stores.Backend`."""
    path = path_of(url)
    target.mkdir(parents=True)
    shutil.copy2(path, target)
    if files_of(path).exists():
        shutil.copytree(files_of(path), files_of(target / path.name))


class TinyStore(People, Forms, Cases, Papers):
    """A `runtime.stores.base.Store` in one readable file."""

    def __init__(self, file: SandboxFile, files: UploadFolder, *, prefix: str) -> None:
        People.__init__(self, file)
        Forms.__init__(self, file, prefix)
        Cases.__init__(self, file)
        Papers.__init__(self, file, files)

    def close(self) -> None:
        """See `Store`."""
        self._file.close()

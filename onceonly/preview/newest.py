"""The newest state of a preview: the last good site, or the problems of its sources."""

from __future__ import annotations

import logging
import secrets
import threading
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from wsgiref.types import WSGIApplication

from generator.build.build import BuildRefused, Built, build
from generator.problems import Problem
from generator.sources.sources import Sources
from onceonly.preview.written import Written
from runtime.dataset import Dataset, migrate, open_dataset
from runtime.services.settings import Settings, local
from runtime.web.app import create_app

_log = logging.getLogger("onceonly")
_LONG = timedelta(days=30)  # the author stays signed in
_FIRST = 1.0  # seconds for which a build waits for browsers that show the gallery


@dataclass(frozen=True)
class State:
    """What is shown: a site, or problems that prevent one. ``stamp`` identifies the state."""

    stamp: str
    site: WSGIApplication | None = None
    built: Built | None = None
    problems: tuple[Problem, ...] = ()
    mistake: str = ""  # an internal error, as text


@dataclass
class Newest:
    """Builds into a temporary folder and holds the newest state; requests wait here for the next one."""

    sources: Sources
    folder: Path
    port: int
    pseudo: bool = False  # build pseudo-languages too
    _state: State = field(default_factory=lambda: State(_stamp()), init=False)
    _look: str = field(default_factory=lambda: _stamp(), init=False)
    _changed: threading.Condition = field(default_factory=threading.Condition, init=False)
    _shown: list[str] = field(default_factory=list, init=False)  # stamps of the pages that are waiting

    @property
    def state(self) -> State:
        """The newest state."""
        return self._state

    @property
    def look(self) -> str:
        """The stamp of the newest theme: it changes with its files, before the site is built."""
        return self._look

    @cached_property
    def written(self) -> Written:
        """The JSON file with what submissions would have written."""
        return Written(self.folder / "written.json")

    @cached_property
    def settings(self) -> Settings:
        """The settings of the previewed site."""
        address = f"sqlite:///{self.folder}/preview.db"
        ages = {"session_idle": _LONG, "session_age": _LONG}
        return local(self.folder / "output", address, self.port, demo=True, **ages)

    @cached_property
    def dataset(self) -> Dataset:
        """The preview's own dataset, deleted at its end."""
        migrate(self.settings.store)
        return open_dataset(self.settings.store, prefix="TRY")

    def rebuild(self, *, restyled: bool = True) -> State:
        """Build again and notify waiting pages; ``restyled``: the theme may have changed."""
        before = self._state
        look = _stamp() if restyled else self._look
        self._announce_look(look)
        try:
            built = build(
                self.sources, self.settings.output, strict=False, pseudo=self.pseudo, before=before.built
            )
            state = State(_stamp(), create_app(self.settings, self.dataset), built, built.problems)
        except BuildRefused as refused:
            state = State(_stamp(), None, before.built, refused.problems)
        except Exception as error:
            # After any error the preview must still follow the next change.
            state = State(_stamp(), None, before.built, mistake=_describe(error))
        self._announce(state, look if _theme(state) == _theme(before) else _stamp())
        return state

    def wait(self, stamp: str, seconds: float) -> bool:
        """Wait until state or theme has another stamp than ``stamp``; False after ``seconds``."""
        with self._changed:
            self._shown.append(stamp)
            self._changed.notify_all()
            try:
                return self._changed.wait_for(lambda: stamp not in (self._state.stamp, self._look), seconds)
            finally:
                self._shown.remove(stamp)

    def _announce_look(self, look: str) -> None:
        """Notify pages of the gallery, and let one reload before the build uses the processor."""
        with self._changed:
            is_seen, self._look = self._look in self._shown, look
            self._changed.notify_all()
            if is_seen:
                self._changed.wait_for(lambda: look in self._shown, _FIRST)

    def _announce(self, state: State, look: str) -> None:
        with self._changed:
            self._look, self._state = look, state
            self._changed.notify_all()


def lines_now(problems: Iterable[Problem]) -> dict[str, list[str]]:
    """The current lines of every file that has a problem, by path."""
    files = {problem.file for problem in problems}
    return {file: _lines(Path(file)) for file in files}


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        return []
    with path.open("rb") as file:
        return file.read(_MOST_SHOWN).decode("utf-8", "replace").split("\n")


_MOST_SHOWN = 8 * 1024 * 1024


def _describe(error: Exception) -> str:
    """An internal error as text for the author; its place is logged.

    The exception's text is in neither, because it may quote anything.
    """
    _log.error(
        "%s in the preview\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__))
    )
    return (
        f"OnceOnly itself made a mistake ({type(error).__name__}) with what you saved last.\n"
        "Undo that change or write it in another way. The terminal of the preview says where the mistake is:"
        " please report it."
    )


def _theme(state: State) -> str:
    return state.built.project.city.theme if state.built else ""


def _stamp() -> str:
    return secrets.token_hex(8)

"""The newest state of a preview: the last good site, or what is wrong with its sources."""

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
_LONG = timedelta(days=30)  # an author who comes back from lunch is still signed in
_FIRST = 1.0  # seconds for which a build lets browsers with the gallery go first


@dataclass(frozen=True)
class State:
    """What browsers get: a site, or what prevents one. ``stamp`` names this very state."""

    stamp: str
    site: WSGIApplication | None = None
    built: Built | None = None
    problems: tuple[Problem, ...] = ()
    mistake: str = ""  # of OnceOnly itself, in its own words: nothing that an author can look up


@dataclass
class Newest:
    """Builds into a folder of its own and keeps the newest state; browsers wait here for the next one."""

    sources: Sources
    folder: Path
    port: int
    pseudo: bool = False  # also in the languages that nobody speaks
    _state: State = field(default_factory=lambda: State(_stamp()), init=False)
    _look: str = field(default_factory=lambda: _stamp(), init=False)
    _changed: threading.Condition = field(default_factory=threading.Condition, init=False)
    _shown: list[str] = field(default_factory=list, init=False)  # stamps of the pages that wait now

    @property
    def state(self) -> State:
        """The newest state."""
        return self._state

    @property
    def look(self) -> str:
        """Names the newest theme: it changes as soon as its files do, before the site is built with it."""
        return self._look

    @cached_property
    def written(self) -> Written:
        """The JSON file that shows what submissions would have written."""
        return Written(self.folder / "written.json")

    @cached_property
    def settings(self) -> Settings:
        """The settings of the previewed site."""
        address = f"sqlite:///{self.folder}/preview.db"
        ages = {"session_idle": _LONG, "session_age": _LONG}
        return local(self.folder / "output", address, self.port, demo=True, **ages)

    @cached_property
    def dataset(self) -> Dataset:
        """A store of this preview alone, thrown away at its end."""
        migrate(self.settings.store)
        return open_dataset(self.settings.store, prefix="TRY")

    def rebuild(self, *, restyled: bool = True) -> State:
        """Build again and tell everybody who waits; ``restyled`` unless the look is as it was."""
        before = self._state
        look = _stamp() if restyled else self._look
        self._tell_of_look(look)
        try:
            built = build(
                self.sources, self.settings.output, strict=False, pseudo=self.pseudo, before=before.built
            )
            state = State(_stamp(), create_app(self.settings, self.dataset), built, built.problems)
        except BuildRefused as refused:
            state = State(_stamp(), None, before.built, refused.problems)
        except Exception as error:
            # Whoever saves the next change must meet a preview that still follows.
            state = State(_stamp(), None, before.built, mistake=_told(error))
        self._tell(state, look if _theme(state) == _theme(before) else _stamp())
        return state

    def wait(self, stamp: str, seconds: float) -> bool:
        """Wait until neither state nor theme is the one of ``stamp``; False when the time is over."""
        with self._changed:
            self._shown.append(stamp)
            self._changed.notify_all()
            try:
                return self._changed.wait_for(lambda: stamp not in (self._state.stamp, self._look), seconds)
            finally:
                self._shown.remove(stamp)

    def _tell_of_look(self, look: str) -> None:
        """Tell pages of the gallery, and let one come back before the build takes the processor."""
        with self._changed:
            is_seen, self._look = self._look in self._shown, look
            self._changed.notify_all()
            if is_seen:
                self._changed.wait_for(lambda: look in self._shown, _FIRST)

    def _tell(self, state: State, look: str) -> None:
        with self._changed:
            self._look, self._state = look, state
            self._changed.notify_all()


def lines_now(problems: Iterable[Problem]) -> dict[str, list[str]]:
    """The lines of every file that has a problem, as they are now and not when they were first read."""
    files = {problem.file for problem in problems}
    return {file: _lines(Path(file)) for file in files}


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        return []
    with path.open("rb") as file:
        return file.read(_MOST_SHOWN).decode("utf-8", "replace").split("\n")


_MOST_SHOWN = 8 * 1024 * 1024


def _told(error: Exception) -> str:
    """A mistake of our own for the author; where it was made goes to the log.

    What an exception says is left out of both: it may quote anything.
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

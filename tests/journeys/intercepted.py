"""A dataset between whose calls a test can act."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from runtime.dataset import Dataset

Before = Callable[..., object]


def intercepted(store: Dataset, before: Before) -> Dataset:
    """This dataset, telling ``before`` of each call with what is given, just before it is made:
    ``before("drafts.save", draft)``.
    """
    return cast(Dataset, _Dataset(store, before))


def overtaken(store: Dataset, call: str, act: Callable[[], object]) -> Dataset:
    """A dataset in which somebody else acts just before one call, the first time it comes."""
    acts = [act]

    def overtake(called: str, *_: object, **__: object) -> None:
        if called == call and acts:
            acts.pop()()

    return intercepted(store, overtake)


class _Dataset:
    def __init__(self, store: Dataset, before: Before) -> None:
        self._store, self._before = store, before

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        return found if callable(found) else _Repository(found, partial(_told, self._before, name))


class _Repository:
    def __init__(self, repository: object, before: Before) -> None:
        self._repository, self._before = repository, before

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._repository, name)

        def call(*given: Any, **more: Any) -> Any:
            self._before(name, *given, **more)
            return method(*given, **more)

        return call


def _told(before: Before, repository: str, method: str, *given: object, **more: object) -> None:
    before(f"{repository}.{method}", *given, **more)

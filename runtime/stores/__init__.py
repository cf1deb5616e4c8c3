"""Stores: opened, prepared and backed up by their address, whose scheme names the backend's module."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Protocol, cast

from runtime.stores.base import Store
from runtime.stores.case_records import News, NewTransition, Transition
from runtime.stores.entrance import Limits, NewSignIn, SignedIn, SignIn
from runtime.stores.message_records import Handover, Job, JobKind, Message, NewMessage
from runtime.stores.records import (
    Account,
    AccountFull,
    AddressTaken,
    AuditEntry,
    Draft,
    Fact,
    FactsMoved,
    NewFact,
    NewSubmission,
    NoRoom,
    NotPrepared,
    PageState,
    Party,
    Question,
    Sent,
    SentDifferently,
    Session,
    Source,
    SourceKind,
    StaleDraft,
    StatusMoved,
    StoreError,
    Submission,
    Unavailable,
    Unstorable,
    Upload,
    UploadLimits,
)

__all__ = [
    "Account",
    "AccountFull",
    "AddressTaken",
    "AuditEntry",
    "Draft",
    "Fact",
    "FactsMoved",
    "Handover",
    "Job",
    "JobKind",
    "Limits",
    "Message",
    "NewFact",
    "NewMessage",
    "NewSignIn",
    "NewSubmission",
    "NewTransition",
    "News",
    "NoRoom",
    "NotPrepared",
    "PageState",
    "Party",
    "Question",
    "Sent",
    "SentDifferently",
    "Session",
    "SignIn",
    "SignedIn",
    "Source",
    "SourceKind",
    "StaleDraft",
    "StatusMoved",
    "Store",
    "StoreError",
    "Submission",
    "Transition",
    "Unavailable",
    "Unstorable",
    "Upload",
    "UploadLimits",
    "backends",
    "backup",
    "exposed",
    "migrate",
    "open_store",
]

_FOLDER = Path(__file__).parent
_NOT_BACKENDS = {"background", "base", "case_records", "entrance", "message_records", "records"}


class Backend(Protocol):
    """What the module of a backend offers. It loads nothing heavy before it is asked for."""

    def open_url(self, url: str, *, prefix: str) -> Store:
        """The store at ``url``, for serving; raises NotPrepared when there is none."""
        ...

    def migrate(self, url: str) -> None:
        """Create the store at ``url``, or bring it up to this version."""
        ...

    def backup(self, url: str, target: Path) -> None:
        """Copy the store at ``url`` into the new folder ``target`` and verify the copy."""
        ...

    def exposed(self, url: str) -> list[Path]:
        """Its files and folders that other users of this machine can read."""
        ...


def open_store(url: str, *, prefix: str = "") -> Store:
    """Open the store at ``url`` (``sqlite:///path``) for serving.

    ``prefix`` (``FOG``) begins every new reference, so that people know whose reference it is.
    """
    return _backend(url).open_url(url, prefix=prefix)


def migrate(url: str) -> None:
    """Create the store at ``url``, or bring it up to this version: once, before any worker opens it."""
    _backend(url).migrate(url)


def backup(url: str, target: Path) -> None:
    """Copy the store at ``url``, files included, into the new folder ``target`` while it is being used.

    The copy is opened and verified before this returns; it has the store's own file name.
    """
    _backend(url).backup(url, target)


def exposed(url: str) -> list[Path]:
    """The files and folders of the store at ``url`` that other users of this machine can read."""
    return _backend(url).exposed(url)


def backends() -> frozenset[str]:
    """All backends: their names are their URL schemes."""
    return frozenset(path.stem for path in _FOLDER.glob("[a-z]*.py")) - _NOT_BACKENDS


def _backend(url: str) -> Backend:
    scheme = url.partition(":")[0]
    if scheme not in backends():
        known = ", ".join(f"{name}:///path" for name in sorted(backends()))
        raise StoreError(f"No store is called “{scheme}”; begin its address with one of: {known}.")
    return cast(Backend, importlib.import_module(f"runtime.stores.{scheme}"))

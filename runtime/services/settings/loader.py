"""Loading settings from environment variables."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from runtime.services.settings.model import Settings

_PREFIX = "ONCEONLY_"
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Variable:
    """One environment variable: its setting, and how its text is parsed."""

    setting: str  # attribute of Settings, with a dot in a group: "mail.smtp"
    read: Callable[[str], object]  # raises ValueError saying what the value must be


def _text(written: str) -> str:
    return written


def _address(written: str) -> str:
    return written.rstrip("/")


def _yes(written: str) -> bool:
    if written.lower() not in ("yes", "no", ""):
        raise ValueError("yes or no")
    return written.lower() == "yes"


def _several(written: str) -> tuple[str, ...]:
    return tuple(written.replace(",", " ").split())


def _number(written: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,8}", written):
        raise ValueError("a whole number above 0, such as 500")
    return int(written)


def _megabytes(written: str) -> int:
    """The number of bytes."""
    return _MEGABYTE * _number(written)


def _days(written: str) -> timedelta:
    if not re.fullmatch("[0-9]{1,5}", written):
        raise ValueError("a number of days from 1 to 36500")
    return timedelta(days=int(written))


VARIABLES: Mapping[str, Variable] = {
    "ONCEONLY_OUTPUT": Variable("output", Path),
    "ONCEONLY_STORE": Variable("store", _text),
    "ONCEONLY_FILES": Variable("files", _text),
    "ONCEONLY_PUBLIC_URL": Variable("public_url", _address),
    "ONCEONLY_SECRET": Variable("secret", _text),
    "ONCEONLY_DEMO": Variable("demo", _yes),
    "ONCEONLY_LOG_LEVEL": Variable("log_level", _text),
    "ONCEONLY_TRUSTED_PROXIES": Variable("trusted_proxies", _several),
    "ONCEONLY_LETTERS_TO_STRANGERS": Variable("sign_in_limits.strangers", _number),
    "ONCEONLY_LETTERS_TO_ACCOUNTS": Variable("sign_in_limits.accounts", _number),
    "ONCEONLY_SMTP": Variable("mail.smtp", _text),
    "ONCEONLY_SMTP_PASSWORD": Variable("mail.password", _text),
    "ONCEONLY_SMTP_CA": Variable("mail.ca", _text),
    "ONCEONLY_MAIL_FROM": Variable("mail.sender", _text),
    "ONCEONLY_WORK": Variable("work", _yes),
    "ONCEONLY_DRAFT_DAYS": Variable("draft_age", _days),
    "ONCEONLY_UPLOADS_PER_ACCOUNT_MB": Variable("upload_limits.account", _megabytes),
    "ONCEONLY_UPLOADS_MB": Variable("upload_limits.in_all", _megabytes),
}
"""All variables. Each is explained in docs/commands.md; a test compares the two."""


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings of the ``ONCEONLY_...`` variables; defaults where a variable is not set.

    Errors in variables are collected in ``unreadable`` and reported by `Settings.checked`.
    """
    given = {name: text for name, text in environment.items() if name.startswith(_PREFIX)}
    problems = list(_unknown(given))
    settings = Settings()
    for name, variable in VARIABLES.items():
        if name in given:
            try:
                settings = _with(settings, variable.setting, variable.read(given[name]))
            except ValueError as must_be:
                problems.append(f"{name} must be {must_be}.")
    return replace(settings, unreadable=tuple(problems))


def _with(settings: Settings, setting: str, value: Any) -> Settings:  # Any: the type of that setting
    group, _, name = setting.rpartition(".")
    if group:
        return replace(settings, **{group: replace(getattr(settings, group), **{name: value})})
    return replace(settings, **{name: value})


def _unknown(given: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(given.keys() - VARIABLES.keys()):
        meant = difflib.get_close_matches(name, VARIABLES, 1)
        yield f"{name} is no setting." + (f" Did you mean {meant[0]}?" if meant else "")

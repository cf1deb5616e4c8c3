"""The cookies: of sessions, guests and known browsers, a sentence to say once, the way back, styles here."""

from __future__ import annotations

from datetime import timedelta

from flask import Request, Response

from runtime.services.settings import Settings

SESSION = "session"
GUEST = "guest"
DEVICE = "device"
FLASH = "flash"
NEXT = "next"
STYLE = "style"

_LONG = timedelta(days=400)  # browsers keep no cookie longer


def read(request: Request, settings: Settings, name: str) -> str:
    """The value of a cookie, or empty text."""
    return request.cookies.get(full_name(settings, name), "")


def write(response: Response, settings: Settings, name: str, value: str, *, lasting: bool = False) -> None:
    """Set a cookie for as long as the browser runs; the store knows when a session ends.

    ``lasting``: also beyond that.
    """
    response.set_cookie(
        full_name(settings, name),
        value,
        max_age=_LONG if lasting else None,
        secure=settings.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def forget(response: Response, settings: Settings, name: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(
        full_name(settings, name), secure=settings.secure, httponly=True, samesite="Lax", path="/"
    )


def full_name(settings: Settings, name: str) -> str:
    """What browsers call a cookie."""
    # `__Host-` ties a cookie to this very host; browsers accept it over https only.
    return f"__Host-{name}" if settings.secure else name

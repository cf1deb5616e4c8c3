"""Cookies: session, guest, known browser, flash message, way back, and cached style sheets."""

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

_LONG = timedelta(days=400)  # the longest lifetime that browsers accept


def read(request: Request, settings: Settings, name: str) -> str:
    """The value of a cookie, or empty text."""
    return request.cookies.get(full_name(settings, name), "")


def write(response: Response, settings: Settings, name: str, value: str, *, lasting: bool = False) -> None:
    """Set a cookie until the browser is closed; sessions expire in the store.

    ``lasting``: a persistent cookie.
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
    """Delete a cookie."""
    response.delete_cookie(
        full_name(settings, name), secure=settings.secure, httponly=True, samesite="Lax", path="/"
    )


def full_name(settings: Settings, name: str) -> str:
    """The name of a cookie with its prefix."""
    # Browsers send a `__Host-` cookie to this host only, and accept it over https only.
    return f"__Host-{name}" if settings.secure else name

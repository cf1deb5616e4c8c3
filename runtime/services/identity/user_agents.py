"""Browser and operating system in two words, so that users recognise their sessions."""

from __future__ import annotations

# Most browsers also name the browsers that they are compatible with, so the first match counts.
_BROWSERS = {
    "Edg/": "Edge",
    "EdgA/": "Edge",
    "EdgiOS/": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Macintosh": "macOS",
    "Linux": "Linux",
}


def agent_of(header: str) -> str:
    """Browser and system as ``Firefox, Android``, from the header User-Agent; empty text when unknown."""
    named = (_first(_BROWSERS, header), _first(_SYSTEMS, header))
    return ", ".join(filter(None, named))


def _first(names: dict[str, str], header: str) -> str:
    return next((name for sign, name in names.items() if sign in header), "")

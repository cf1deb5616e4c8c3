"""What a browser is called, so that people recognise it: two words, and nothing that tells it from others."""

from __future__ import annotations

# Most browsers also say the names of those that they want to be taken for: the first that fits counts.
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
    """Browser and system as ``Firefox, Android``, as far as the header User-Agent says; else empty text."""
    named = (_first(_BROWSERS, header), _first(_SYSTEMS, header))
    return ", ".join(filter(None, named))


def _first(names: dict[str, str], header: str) -> str:
    return next((name for sign, name in names.items() if sign in header), "")

"""A web address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from forms.fields.room import Room, ample
from forms.fields.texts import NormalTextField
from forms.text.messages import Message, message


@dataclass(frozen=True, kw_only=True)
class Url(NormalTextField):
    """A web address. The value is a ``str`` that begins with ``https://`` or ``http://``."""

    type = "url"
    called = "web address"
    also_called = ("link", "website", "web")
    seconds = 12

    @property
    def room(self) -> Mapping[str, Room]:
        """More than the longest address."""
        return {"": ample(_LONGEST)}

    def normal(self, typed: str) -> str | None:
        """The address with its scheme, which need not be typed; None when it is no web address."""
        return normal(typed)

    def wrong(self, typed: str) -> Message:
        """The error that says what is wrong."""
        if _OTHER_SCHEME.match(typed) and not typed.lower().startswith(("http:", "https:")):
            return message(
                "{label}: enter a web address that begins with https:// or http://.", label=self.label
            )
        if " " in typed:
            return message("{label}: leave out the spaces, as in www.example.com.", label=self.label)
        return message("{label}: write the web address like www.example.com.", label=self.label)

    def json_schema(self) -> dict[str, object]:
        """A string that begins with ``https://`` or ``http://``."""
        return {"type": "string", "pattern": "^https?://[^ ]+$", "maxLength": _LONGEST}

    def missing(self) -> Message:
        """The error that shows an example."""
        return message("{label}: enter a web address, like www.example.com.", label=self.label)


def normal(typed: str) -> str | None:
    """The address with its scheme, and its host in lower case; None when it is no web address."""
    whole = typed if _SCHEME.match(typed) else f"https://{typed}"
    return _normal(whole) if len(whole) <= _LONGEST else None


# known addresses are parsed again for every page that shows them; long ones take 8 KB
@lru_cache(maxsize=256)
def _normal(whole: str) -> str | None:
    if re.search(r"[\s\\<>\"`{}|^]", whole):
        return None
    try:
        split = urlsplit(whole)
        port = split.port
    except ValueError:
        return None
    if len(split.hostname or "") > _LONGEST_HOST:
        return None
    host = unicodedata.normalize("NFKC", split.hostname or "")
    if split.scheme not in ("http", "https") or "@" in split.netloc or not _is_host(host):
        return None
    return _put_together(split, host, port)


def _put_together(split: SplitResult, host: str, port: int | None) -> str:
    place = f"{host}:{port}" if port else host
    path = "" if split.path == "/" and not (split.query or split.fragment) else split.path
    return split._replace(netloc=place, path=path).geturl()


def _is_host(host: str) -> bool:
    """Whether a host name can be public: it has a dot, and is neither a number nor a machine's name."""
    try:
        ascii_host = host.encode("idna").decode("ascii")
    except UnicodeError:
        return False
    return _HOST.fullmatch(ascii_host) is not None


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?![0-9])")
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})", re.ASCII
)
_LONGEST = 2000
_LONGEST_HOST = 253  # of DNS; also limits the time of parsing

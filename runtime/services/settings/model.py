"""The settings of a running site; the defaults are safe for production."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from forms.fields.posts import LARGEST_POST, LARGEST_TEXT_POST
from runtime.dataset import Limits, UploadLimits
from runtime.services.logs import LEVELS
from runtime.services.mail.settings import MailSettings, is_this_computer
from runtime.services.networks import is_network

_LONG = 32  # characters of a secret
_VARIED = 24  # different trigrams in it: a random secret repeats hardly any
_PLAIN = re.compile(r"https?://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


class WeakSettings(Exception):
    """Settings that are unsafe or wrong: the site does not start."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one running site."""

    output: Path = Path("output")  # output folder of `onceonly build`
    store: str = "sqlite:///var/onceonly.db"  # URL of the central dataset
    files: str = ""  # folder or s3://bucket for uploads; empty: beside the store
    public_url: str = "https://localhost"  # the site's public address, for links in messages
    secret: str = field(default="", repr=False)  # at least 32 characters, the same for every worker
    demo: bool = False  # shows outgoing messages at /<language>/mailbox: never on the open internet
    log_level: str = "info"  # of our own events: debug, info or warning
    trusted_proxies: tuple[str, ...] = ()  # addresses or networks whose X-Forwarded-For counts
    work: bool = False  # run background work in the serving process: for small cities
    mail: MailSettings = field(default_factory=MailSettings)
    draft_age: timedelta = timedelta(days=365)  # a draft is deleted this long after its last save
    session_idle: timedelta = timedelta(minutes=60)
    session_age: timedelta = timedelta(hours=12)
    sign_in_age: timedelta = timedelta(minutes=10)
    sign_in_limits: Limits = field(default_factory=Limits)
    largest_post: int = LARGEST_POST  # bytes, uploads included
    unreadable: tuple[str, ...] = ()  # errors in environment variables, as sentences
    largest_text_post: int = LARGEST_TEXT_POST  # bytes, for pages without uploads
    upload_limits: UploadLimits = field(default_factory=UploadLimits)

    @property
    def secure(self) -> bool:
        """Whether the public address is https, so that cookies can be restricted to it."""
        return self.public_url.startswith("https://")

    @property
    def host(self) -> str:
        """Host (and port) of the public address."""
        return urlsplit(self.public_url).netloc

    def readable(self) -> Settings:
        """Return self; raises WeakSettings naming every variable that is unknown or cannot be parsed."""
        if self.unreadable:
            raise WeakSettings(" ".join(self.unreadable))
        return self

    def checked(self) -> Settings:
        """Return self; raises WeakSettings naming everything that is wrong."""
        weak = [*self.unreadable, *(sentence for sentence, is_weak in _weaknesses(self) if is_weak)]
        if weak:
            raise WeakSettings(" ".join(weak))
        return self


def local(output: Path, store: str, port: int, **others: object) -> Settings:
    """Settings for a site on this computer only; its secret is random and lasts as long as the process."""
    settings: dict[str, object] = {"public_url": f"http://127.0.0.1:{port}", "secret": secrets.token_hex(32)}
    return Settings(output=output, store=store, **{**settings, **others})  # type: ignore[arg-type]  # by name


def _weaknesses(settings: Settings) -> list[tuple[str, bool]]:
    loopback = is_loopback(settings.public_url)
    return [
        (
            "The public address must be https:// and a host, with a port if need be, and nothing else:"
            " no name or password, no path, no question mark, no hash. Set ONCEONLY_PUBLIC_URL to it.",
            not _is_plain(settings.public_url),
        ),
        (
            "The public address must start with https:// unless it is this computer (127.0.0.1).",
            not settings.secure and not loopback,
        ),
        (
            "The demo shows everybody's messages: run it on this computer (127.0.0.1) only.",
            settings.demo and not loopback,
        ),
        (
            "The secret could be guessed: it needs at least 32 characters that do not repeat."
            " Set ONCEONLY_SECRET to what this prints: "
            'python3 -c "import secrets; print(secrets.token_hex(32))".',
            _could_be_guessed(settings.secret),
        ),
        (
            "ONCEONLY_TRUSTED_PROXIES takes addresses or networks, such as 127.0.0.1 or 10.0.0.0/8,"
            " and not all addresses that there are.",
            not all(map(is_network, settings.trusted_proxies)),
        ),
        (
            f"There is no such level of logging: set ONCEONLY_LOG_LEVEL to one of {', '.join(LEVELS)}.",
            settings.log_level not in LEVELS,
        ),
        (
            f"ONCEONLY_DRAFT_DAYS must be a number of days from 1 to {_MOST_DAYS}.",
            not 1 <= settings.draft_age.days <= _MOST_DAYS,
        ),
        *((sentence, True) for sentence in settings.mail.problems()),
    ]


def is_loopback(url: str) -> bool:
    """Whether a URL points to this computer only."""
    try:
        return is_this_computer(urlsplit(url).hostname or "")
    except ValueError:  # not a valid URL
        return False


_MOST_DAYS = 36_500


def _is_plain(url: str) -> bool:
    """Whether a URL is scheme, host and optional port, written as browsers write it."""
    try:
        port, host = urlsplit(url).port, urlsplit(url).hostname or ""
        host.encode("idna")  # the host name that letters are sent under
    except ValueError:
        return False
    return port != 0 and _PLAIN.fullmatch(url) is not None


def _could_be_guessed(secret: str) -> bool:
    pieces = {secret[place : place + 3] for place in range(len(secret) - 2)}
    return len(secret) < _LONG or len(pieces) < _VARIED

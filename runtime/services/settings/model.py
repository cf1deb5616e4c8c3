"""The settings of a running site: safe for production unless somebody says otherwise."""

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
_VARIED = 24  # different pieces of three letters in it: a random one repeats hardly any
_PLAIN = re.compile(r"https?://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


class WeakSettings(Exception):
    """Settings that would put people's answers at risk: the site refuses to start on them."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that differs between one running site and another."""

    output: Path = Path("output")  # what `onceonly build` wrote
    store: str = "sqlite:///var/onceonly.db"  # where the central dataset lives
    files: str = ""  # where the bytes of files are: a folder or s3://bucket; empty: beside the store
    public_url: str = "https://localhost"  # how people reach the site, for links in messages
    secret: str = field(default="", repr=False)  # at least 32 characters, the same for every worker
    demo: bool = False  # shows outgoing messages at /<language>/mailbox: never on the open internet
    log_level: str = "info"  # of our own events: debug, info or warning
    trusted_proxies: tuple[str, ...] = ()  # addresses or networks whose X-Forwarded-For counts
    work: bool = False  # deliver letters and clear up beside serving: for small cities
    mail: MailSettings = field(default_factory=MailSettings)
    draft_age: timedelta = timedelta(days=365)  # how long a draft is kept that nobody saves again
    watch: bool = False  # look for a newer build once a second (`onceonly preview`)
    session_idle: timedelta = timedelta(minutes=60)
    session_age: timedelta = timedelta(hours=12)
    sign_in_age: timedelta = timedelta(minutes=10)
    sign_in_limits: Limits = field(default_factory=Limits)
    largest_post: int = LARGEST_POST  # bytes, uploads included
    unreadable: tuple[str, ...] = ()  # what is wrong with variables of the environment, as sentences
    largest_text_post: int = LARGEST_TEXT_POST  # bytes, for pages without uploads
    upload_limits: UploadLimits = field(default_factory=UploadLimits)

    @property
    def secure(self) -> bool:
        """Whether browsers reach the site by https, so that cookies may be locked to it."""
        return self.public_url.startswith("https://")

    @property
    def host(self) -> str:
        """The host (and port) that browsers use."""
        return urlsplit(self.public_url).netloc

    def readable(self) -> Settings:
        """These settings, or WeakSettings naming every variable that could not be read or is not known."""
        if self.unreadable:
            raise WeakSettings(" ".join(self.unreadable))
        return self

    def checked(self) -> Settings:
        """These settings, or WeakSettings naming everything that is wrong with them."""
        weak = [*self.unreadable, *(sentence for sentence, is_weak in _weaknesses(self) if is_weak)]
        if weak:
            raise WeakSettings(" ".join(weak))
        return self


def local(output: Path, store: str, port: int, **others: object) -> Settings:
    """The settings of a site that only this computer reaches; its secret lives as long as the process."""
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
    """Whether an address reaches this computer only."""
    try:
        return is_this_computer(urlsplit(url).hostname or "")
    except ValueError:  # no address at all
        return False


_MOST_DAYS = 36_500


def _is_plain(url: str) -> bool:
    """Whether an address is a scheme, a host and perhaps a port, written as browsers write it."""
    try:
        port, host = urlsplit(url).port, urlsplit(url).hostname or ""
        host.encode("idna")  # the name under which letters leave
    except ValueError:
        return False
    return port != 0 and _PLAIN.fullmatch(url) is not None


def _could_be_guessed(secret: str) -> bool:
    pieces = {secret[place : place + 3] for place in range(len(secret) - 2)}
    return len(secret) < _LONG or len(pieces) < _VARIED

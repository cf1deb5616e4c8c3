"""The client that asks for a sign-in link, as counted by rate limits; stores nothing personal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from runtime.dataset import Account
from runtime.services.identity.keyed_hash import keyed
from runtime.services.identity.known_browsers import is_device_cookie_of
from runtime.services.networks import client_of, network_of
from runtime.services.settings import Settings


@dataclass(frozen=True)
class Client:
    """What a request contains about its browser."""

    address: str  # of the connection: the browser or a proxy
    forwarded: str = ""  # header X-Forwarded-For
    device: str = ""  # cookie of a browser that was signed in before
    secret: str = ""  # secret of this browser's session or guest cookie
    agent: str = ""  # header User-Agent


class RateLimitKey(NamedTuple):
    """What limits are counted by: a browser known to the account, else the client's network."""

    share: str
    familiar: bool


def rate_limit_key(settings: Settings, client: Client, account: Account | None) -> RateLimitKey:
    """The place of a request, for the limits of ``account``."""
    if account and client.device and is_device_cookie_of(settings.secret, account.id, client.device):
        return RateLimitKey(keyed(settings.secret, "share", f"browser {client.device}").hex(), familiar=True)
    network = network_of(client_of(client.address, client.forwarded, settings.trusted_proxies))
    return RateLimitKey(keyed(settings.secret, "share", f"network {network}").hex(), familiar=False)


def browser_of(settings: Settings, client: Client) -> str:
    """A keyed hash for a browser, from which nobody can derive its secret."""
    return keyed(settings.secret, "browser", client.secret).hex()
